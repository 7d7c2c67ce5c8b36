package rules

import (
	"os"
	"testing"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/analyze/ruletest"
	"prescap/decode/defect"
	"prescap/decode/schema"
)

// No rule above info rests on what real clients are known to do otherwise than schemas
// say.
func TestDeviationsAreNoTrouble(t *testing.T) {
	text, err := os.ReadFile("testdata/deviations.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[defect.Kind]bool{}
	spy := &rule.Rule{ID: "DOC999", Name: "spy", Watch: func(h *rule.Hooks) {
		rule.On(h, func(_ *rule.Pass, f *fact.MessageSeen) {
			for _, d := range f.Message.Defects {
				seen[d.Kind] = true
			}
		})
	}}
	for _, f := range ruletest.Analyze(t, text, append(All(), spy)).Findings {
		if f.Severity > rule.Info {
			t.Errorf("%s %s: %s", f.Rule.ID, f.Severity, f.Message)
		}
	}
	for _, kind := range schema.Deviations() {
		if !seen[kind] {
			t.Errorf("the conversation has no %s", kind)
		}
	}
}

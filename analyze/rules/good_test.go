package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"prescap/analyze/rule"
	"prescap/analyze/ruletest"
	"prescap/capture/captext"
)

// Whatever packet, or run of packets, a conversation lacks that a rule finds nothing
// wrong with, no rule of its area accuses anybody certainly.
func TestMissingPacketsOfGoodConversationsAccuseNobody(t *testing.T) {
	names, err := filepath.Glob("*/testdata/*/good*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		packets := compiled(t, string(text))
		if len(packets) > 200 || testing.Short() && len(packets) > 40 {
			continue
		}
		r := rule.Find(All(), filepath.Base(filepath.Dir(name)))
		if r == nil {
			t.Fatalf("%s is of no rule", name)
		}
		for _, run := range []int{1, 2, 5, 15} {
			for i := range packets {
				left := keep(packets, func(n int, _ captext.Packet) bool { return n < i || n >= i+run })
				accused(t, fmt.Sprintf("%s without packets %d to %d", name, i+1, i+run), ruletest.Packets(t, left, []*rule.Rule{r}).Findings, false)
			}
		}
	}
}

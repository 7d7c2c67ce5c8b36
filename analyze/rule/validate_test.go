package rule

import (
	"strings"
	"testing"
	"time"
)

func TestValidateFindsWhatIsWrong(t *testing.T) {
	if errs := Validate([]*Rule{made("SIP001", func(*Hooks) {}), made("SIP002", func(*Hooks) {})}); len(errs) > 0 {
		t.Fatal(errs)
	}
	for what, spoil := range map[string]func(*Rule){
		"area":        func(r *Rule) { r.ID = "PUB001" },
		"kebab":       func(r *Rule) { r.Name = "Not_Kebab" },
		"title":       func(r *Rule) { r.Title = "Ends with a full stop." },
		"Since":       func(r *Rule) { r.Since = "" },
		"Watch":       func(r *Rule) { r.Watch = nil },
		"both needs":  func(r *Rule) { r.Needs, r.Wants = NoLoss, NoLoss },
		"no source":   func(r *Rule) { r.Basis = nil },
		"incomplete":  func(r *Rule) { r.Basis[0].Row = "" },
		"carries no":  func(r *Rule) { r.Severity, r.Basis[0].Tier = Error, 4 },
		"symptom":     func(r *Rule) { r.Doc.Symptom = " " },
		"wide":        func(r *Rule) { r.Doc.Good = "short\n" + strings.Repeat("ü", 77) },
		"fix":         func(r *Rule) { r.Doc.Fix = "" },
		"number":      func(r *Rule) { r.Options = []Option{{"within", "10s", "text"}} },
		"described":   func(r *Rule) { r.Options = []Option{{"within", time.Second, ""}} },
		"there twice": func(r *Rule) { r.Options = []Option{{"a", 1, "x"}, {"a", 1, "x"}} },
		"used twice":  func(r *Rule) { r.Name = "made-sip001" },
	} {
		r := made("SIP002", func(*Hooks) {})
		spoil(r)
		errs := Validate([]*Rule{made("SIP001", func(*Hooks) {}), r})
		if len(errs) == 0 || !strings.Contains(errs[len(errs)-1].Error()+errs[0].Error(), what) {
			t.Errorf("%s: %v", what, errs)
		}
	}
}

func TestSettings(t *testing.T) {
	r := made("SIP001", func(*Hooks) {})
	r.Options = []Option{{"within", 30 * time.Second, "how long"}, {"most", 3, "how many"}}
	for in, want := range map[string]any{"SIP001.within=45s": 45 * time.Second, "sip001.most=7": 7, "made-sip001.most=8": 8} {
		name, got, err := ParseSetting([]*Rule{r}, in)
		if err != nil || got != want || !strings.HasPrefix(name, "SIP001.") {
			t.Errorf("%s: %s %v %v", in, name, got, err)
		}
	}
	for _, in := range []string{"SIP001.within", "within=3", "SIP002.within=3s", "SIP001.other=3", "SIP001.within=soon", "SIP001.most=many"} {
		if _, _, err := ParseSetting([]*Rule{r}, in); err == nil {
			t.Errorf("%s is taken", in)
		}
	}
}

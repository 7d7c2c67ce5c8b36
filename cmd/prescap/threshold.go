package main

import (
	"fmt"

	"prescap/analyze/rule"
)

// threshold is a severity as an option: findings of it and above count. The zero
// value lets none count.
type threshold struct {
	set  bool
	from rule.Severity
}

func (t *threshold) String() string {
	if !t.set {
		return "never"
	}
	return t.from.String()
}

func (t *threshold) Type() string { return "SEVERITY" }

func (t *threshold) Set(s string) error {
	if s == "never" {
		*t = threshold{}
		return nil
	}
	for _, severity := range []rule.Severity{rule.Error, rule.Warning, rule.Info} {
		if s == severity.String() {
			*t = threshold{true, severity}
			return nil
		}
	}
	return fmt.Errorf("error, warning, info or never is wanted")
}

// count returns how many findings count: those that are certain.
func (t *threshold) count(findings []rule.Finding) int {
	n := 0
	for i := range findings {
		if f := &findings[i]; t.set && f.Certainty == rule.Certain && f.Severity >= t.from {
			n++
		}
	}
	return n
}

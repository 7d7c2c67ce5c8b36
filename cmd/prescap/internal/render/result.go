package render

import (
	"prescap/analyze"
	"prescap/analyze/rule"
)

// Result is what there is to show at the end of a run.
type Result struct {
	analyze.Report // Of a run that was not analysed it has the account only.
	Verdict        Verdict
}

// Word is a verdict in a word.
type Word string

// The words.
const (
	Pass         Word = "pass"
	Fail         Word = "fail"
	Inconclusive Word = "inconclusive"
)

// Verdict says what the result of a run is worth.
type Verdict struct {
	FailOn  string   // The severity from which on certain findings fail: error, warning, info, or never.
	Failing int      // How many do.
	Reasons []string // Why what was found may not be all there is; empty when it is conclusive.
}

// Word is the verdict in a word. Findings fail a run also when it may have missed
// others.
func (v *Verdict) Word() Word {
	switch {
	case v.Failing > 0:
		return Fail
	case len(v.Reasons) > 0:
		return Inconclusive
	}
	return Pass
}

// tally is how many findings there are of each severity.
type tally [3]struct{ certain, possible int }

func tallyOf(findings []rule.Finding) (t tally) {
	for i := range findings {
		switch f := &findings[i]; f.Certainty {
		case rule.Certain:
			t[f.Severity].certain++
		default:
			t[f.Severity].possible++
		}
	}
	return t
}

// severities lists the severities, the highest first.
func severities() []rule.Severity { return []rule.Severity{rule.Error, rule.Warning, rule.Info} }

package rule

import (
	"prescap/analyze/fact"
	"prescap/capture"
)

// Coverage is how much a rule had to look at in a run.
type Coverage struct {
	Rule     *Rule
	Checked  int               // Cases that it judged.
	Skipped  [fact.Reasons]int // Cases that it could not judge, by what was missing; see NeedNames.
	Certain  int               // Findings, without repetitions.
	Possible int               //
	Evicted  int               // Entries of its tables forgotten for lack of room: it may have missed something.
}

// Silent returns how many cases it could not judge.
func (c *Coverage) Silent() int {
	n := 0
	for _, s := range c.Skipped {
		n += s
	}
	return n
}

// Bug is a rule that panicked.
type Bug struct {
	Rule  *Rule
	Frame capture.Frame // Of the fact it was at; Num is 0 when it was at none.
	Value any
	Stack []byte
}

package rule

import (
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// Evidence is one piece of proof.
type Evidence struct {
	Role   string          // What it shows: "refused publication", "same version again".
	Frames []capture.Frame // Ascending, at least one.
	Path   string          // Where in the message: a header's name, publication[3]; may be empty.
	Quote  string          // The words themselves; may be empty.
}

// Finding is one violation of one rule. Its identity is (rule, subject, primary
// evidence); what happens again is counted and no finding of its own.
type Finding struct {
	Rule      *Rule
	Severity  Severity
	Certainty Certainty
	Time      time.Time
	Subject   fact.Subject
	Message   string     // One line with concrete values.
	Evidence  []Evidence // The first is primary.
	Lowered   string     // Why the severity is below that of the rule; "" when it is not.
	Count     int        // How often it was seen; at least 1.
	Last      time.Time  // When it was seen last.
}

// identity is what makes a finding of a rule one and the same.
type identity struct {
	subject     fact.Subject
	file, frame int
}

// identityOf is the identity of a finding with that evidence, the first of it primary.
func identityOf(s fact.Subject, evidence []Evidence) identity {
	first := evidence[0].Frames[0]
	return identity{s, first.File, first.Num}
}

// gravity orders findings by how much they matter: what is certain before what is only
// possible, then by severity.
func (f *Finding) gravity() int {
	g := int(f.Severity)
	if f.Certainty == Certain {
		g += int(Error) + 1
	}
	return g
}

// moreEvidence is how many occurrences of a finding keep their frames.
const moreEvidence = 3

// Again counts that the same thing happened again. The first few add their proof.
func (f *Finding) Again(at *fact.About, evidence ...Evidence) {
	f.Count++
	f.Last = at.Time
	if f.Count <= moreEvidence {
		f.Evidence = append(f.Evidence, evidence...)
	}
}

// Lower gives the finding a lower severity than its rule has, and says why. It
// never raises one.
func (f *Finding) Lower(to Severity, why string) {
	if to < f.Severity {
		f.Severity, f.Lowered = to, why
	}
}

package rule

import (
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// Severity is how much a finding matters.
type Severity uint8

// The severities, in rising order.
const (
	Info Severity = iota
	Warning
	Error
)

// String returns "info", "warning" or "error".
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Certainty says whether a finding follows from what was seen, or only may.
type Certainty uint8

// The certainties.
const (
	Possible Certainty = iota
	Certain
)

// Evidence is one piece of proof.
type Evidence struct {
	Role   string          // What it shows: "refused publication", "same version again".
	Frames []capture.Frame // Ascending, at least one.
	Path   string          // Where in the message; may be empty.
	Quote  string          // The words themselves; may be empty.
}

// Finding is one violation of one rule. Its identity is (rule, subject, primary
// evidence).
type Finding struct {
	Rule      string // ID, such as PUB001.
	Severity  Severity
	Certainty Certainty
	Time      time.Time
	Subject   fact.Subject
	Message   string     // One line with concrete values.
	Evidence  []Evidence // The first is primary.
}

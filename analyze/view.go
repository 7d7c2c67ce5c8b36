package analyze

import (
	"time"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
)

// View is what is known at one moment of a run. It is immutable: a newer View
// replaces it, and both may be read from any goroutine.
type View struct {
	Seq          uint64    // Of the last item it includes.
	Time         time.Time // The capture clock.
	Presentities []Presentity
	Findings     []rule.Finding
	Account      Account
}

// Presentity is one user's presence, as a row and a timeline.
type Presentity struct {
	Name     string // Address of record.
	State    string // The current aggregate, in words; "?" when unknown.
	Since    time.Time
	Timeline []timeline.Entry
	Dropped  int // Older entries that Limits did not keep.
}

// Report is the result of a whole run.
type Report struct {
	Presentities []Presentity
	Findings     []rule.Finding
	Account      Account
}

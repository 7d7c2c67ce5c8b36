package timeline

import (
	"time"

	"prescap/capture"
)

// Entry is one change on one lane of one presentity's timeline, in display
// types: nothing needs decoding any more.
type Entry struct {
	Seq    uint64 // Of what caused it; entries are ordered by it.
	Time   time.Time
	Lane   string // "endpoint 0a1b2c", "user state", "aggregate in 200", "note".
	From   string // "" when nothing was there, "?" when unknown.
	To     string // "" when nothing is there any more.
	Cause  string // Why, in a few words: "published by 0a1b2c", "expired".
	Frames []capture.Frame
}

package timeline

import (
	"time"

	"prescap/capture"
)

// Entry is one change on one lane of one presentity's timeline.
type Entry struct {
	Moment     uint64 // Of what caused it; entries are ordered by it.
	Time       time.Time
	Lane       string  // "user state", "aggregate", "note", "endpoint 5f1c2a9b07", "seen by bob@contoso.com".
	Containers []int32 // Where; ascending; empty where there are none.
	From       string  // "" when nothing was there, "?" when unknown.
	To         string  // "" when nothing is there any more.
	Cause      string  // Why, in a few words: "published by 5f1c2a9b07".
	Refused    bool    // It did not come to pass: To says what was refused.
	Initial    bool    // It is no change, but the first that was seen of it.
	Detail     bool    // Of a category whose content prescap does not read.
	Frames     []capture.Frame
}

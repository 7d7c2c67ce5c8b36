package timeline

import (
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// Entry is one change on one lane of one presentity's timeline.
type Entry struct {
	Moment     uint64 // Of what caused it; entries are ordered by it.
	Time       time.Time
	Lane       string  // "user state", "aggregate", "note", "endpoint 5f1c2a9b07", "seen by bob@contoso.com".
	What       string  // On the lane of a watcher: what it sees, "aggregate"; else "".
	Containers []int32 // Where; ascending; empty where there are none.
	From       string  // "" when nothing was there, "?" when unknown.
	To         string  // "" when nothing is there any more.
	Cause      string  // Why, in a few words: "published by 5f1c2a9b07".
	Refused    bool    // It did not come to pass: To says what was refused.
	Initial    bool    // It is no change, but the first that was seen of it.
	Detail     bool    // Of a category that goes with presence: services, contactCard, ...
	Frames     []capture.Frame

	Presence Presence     // That To says; None where it says none.
	Subject  fact.Subject // What it is about: of several containers, the first that was told.
}

// Gap is a stretch of time in which something may have changed that the capture does
// not show: bytes are missing on a connection that the presentity, or who watches it,
// was seen on.
type Gap struct {
	Moment uint64    // As in Entry.
	Time   time.Time // When it was noticed: the bytes are missing before it.
	Until  time.Time // When the server stated all of the presentity's own data again; zero if it did not.
	Lost   int       // Bytes; -1 unknown.
}

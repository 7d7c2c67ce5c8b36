package fact

import (
	"time"

	"prescap/capture"
)

// About is what all facts have: when, of what, and how much is known of it.
type About struct {
	Time      time.Time       // Capture clock.
	Moment    uint64          // Ordinal of the item that told it, in the whole run: it orders.
	Conn      capture.ConnID  // That told it; 0 for what only the clock tells.
	Dir       capture.Dir     // Of the message that told it.
	Subject   Subject         //
	Knowledge Knowledge       // What may be missing of the subject up to here.
	Frames    []capture.Frame // That prove it; ascending. Empty for what only the clock tells.
}

// Common returns what all facts have.
func (a *About) Common() *About { return a }

package fact

import (
	"time"

	"prescap/capture"
)

// Subscription is a subscription (RFC 6665) as it stands when a fact is told.
type Subscription struct {
	Dialog   DialogID
	Event    string          // The event package, lower case.
	Watcher  string          // Address of record of who subscribed.
	Target   string          // Address of record that the SUBSCRIBE was sent to.
	Endpoint string          // The watcher's epid as sent.
	Seen     bool            // The SUBSCRIBE that began it was seen.
	Begun    []capture.Frame // Of that SUBSCRIBE.
	Until    time.Time       // When it runs out; zero while unknown.
	Ended    Ending          // Zero while it lives.
	Before   Notice          // The notification before this one, if any was seen.
}

// Self reports whether a user subscribed to the user's own data.
func (s *Subscription) Self() bool { return s.Event == "vnd-microsoft-roaming-self" }

// End is a way in which a subscription ends.
type End uint8

// The ends.
const (
	Alive        End = iota // It has not ended.
	Unsubscribed            // The watcher ended it.
	SingleQuery             // It was none, but asked once (RFC 6665 4.4.3).
	Refused                 // The server refused it; it may be asked for again.
	NoDialog                // The server does not know it (481).
	Terminated              // The server ended it.
	RanOut                  // Its time ran out without a refresh.
)

// Ending says how a subscription ended.
type Ending struct {
	End    End
	Time   time.Time       // Zero while it has not ended.
	How    string          // "unsubscribed", "terminated by the server", "refused with 481", ... in a few words.
	Frames []capture.Frame // Of what ended it; where it ran out, of what said for how long it is.
}

// Notice is a notification of a subscription: its place in the notifier's order.
type Notice struct {
	CSeq   uint32
	Frames []capture.Frame // Empty when there was none.
}

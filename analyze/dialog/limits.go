package dialog

import "time"

// Limits bounds what a Tracker remembers. What a bound makes it forget is counted
// (Tracker.Forgotten).
type Limits struct {
	Transactions  int // Requests that wait for an answer.
	Answers       int // Final answers that came before their requests.
	Subscriptions int
	Hops          int // Messages that may be seen again on another connection.
	Users         int // Whose connections are remembered.
	URIs          int // Addresses known, so as not to read them again.
	Words         int // Call-IDs, tags and the like known, so as not to copy them again.
	Waiting       int // Bytes of requests that wait for an answer, and again of answers that wait for their request.
	PerConnection int // Users remembered of one connection; beyond it, what is missing there concerns everybody.

	Hop    time.Duration // Within which a copy on another connection is one.
	Skew   time.Duration // By which an answer may be captured before its request: by two taps, or on two hosts whose clocks differ.
	Answer time.Duration // After which a request counts as unanswered (RFC 3261 17.1.2.2, timer F).
	Idle   time.Duration // After which what nobody touched is forgotten.
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{
		Transactions: 1 << 13, Answers: 1 << 15, Subscriptions: 1 << 15, Hops: 1 << 16, Users: 1 << 15, URIs: 1 << 12, Words: 1 << 13, Waiting: 128 << 20, PerConnection: 1 << 10,
		Hop: 5 * time.Second, Skew: time.Second, Answer: 32 * time.Second, Idle: 12 * time.Hour,
	}
}

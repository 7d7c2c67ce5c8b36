package fact

import "prescap/decode/presence"

// Knowledge is a set of reasons why the capture may not show everything about
// its subject. The empty set is Whole.
type Knowledge uint8

// Whole: seen from the beginning, both directions, nothing missing.
const Whole Knowledge = 0

// What may be missing.
const (
	JoinedLate  Knowledge = 1 << iota // The capture began after the subject did.
	Lossy                             // Bytes that could concern it are missing.
	OneSided                          // Only one direction was captured.
	Undecrypted                       // Part of it was not readable.
	NoBaseline                        // What was true before is unknown: no full snapshot yet.
)

// Has reports whether all of the given reasons hold.
func (k Knowledge) Has(reasons Knowledge) bool { return k&reasons == reasons }

// Subject is what a fact or a finding is about. Empty fields do not apply.
type Subject struct {
	Presentity string // Address of record, lower case, without scheme.
	Watcher    string // Likewise.
	Key        presence.InstanceKey
	HasKey     bool
	Dialog     DialogID
	Endpoint   string // Its epid as sent.
}

// DialogID identifies a dialog (RFC 3261 12): Call-ID and both tags.
type DialogID struct {
	CallID              string
	LocalTag, RemoteTag string // Of the requester and of the notifier.
}

package fact

import (
	"cmp"

	"prescap/decode/presence"
)

// Subject is what a fact or a finding is about. Empty fields do not apply.
type Subject struct {
	Presentity string // Address of record, lower case, without scheme.
	Watcher    string // Likewise.
	Key        presence.InstanceKey
	HasKey     bool
	Dialog     DialogID
	Endpoint   string // Its epid as sent.
}

// User returns whom the subject concerns first: the presentity, or the watcher where there
// is none; "" for nobody.
func (s *Subject) User() string { return cmp.Or(s.Presentity, s.Watcher) }

// DialogID identifies a dialog (RFC 3261 12): Call-ID and both tags.
type DialogID struct {
	CallID    string
	LocalTag  string // Of the requester: who subscribed.
	RemoteTag string // Of the notifier; "" until it is known.
}

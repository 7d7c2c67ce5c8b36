package store

import (
	"time"

	"prescap/capture"
)

// Message is one SIP message as it is shown in a list.
type Message struct {
	N       int // From 1, in the order of the run.
	Time    time.Time
	Untimed bool            // The capture has no time for it.
	Frames  []capture.Frame // Whose bytes it used; without their times.
	Flow    capture.Flow
	Conn    capture.ConnID
	Request bool
	Method  string   // Of a response: that of its CSeq; "" when unknown.
	Status  int      // 0 for a request.
	What    string   // Its start line for people: "SERVICE sip:bob@contoso.com".
	Meaning string   // What it means for somebody's presence: "publish user state/2,3 → busy (6500)"; "" for nothing.
	Users   []string // Addresses of record that it concerns.
	CallID  string
	Hop     bool // A copy of an earlier one, on its way through servers.
	Refused bool // A final answer that refuses, other than by asking for credentials.
	Odd     bool // It has defects, or bytes of it are missing.
	Length  int  // Bytes of it that are there.
}

// Scope is which messages are wanted. Empty fields restrict nothing.
type Scope struct {
	User   string // An address of record that it concerns.
	CallID string
	Conn   capture.ConnID
	Frames []capture.Frame // It used one of them.
	Words  []string        // All of these are in what a list shows of it, in any letter case; of "!word" it is not.
}

// Empty reports whether all messages are wanted.
func (s *Scope) Empty() bool {
	return s.User == "" && s.CallID == "" && s.Conn == 0 && len(s.Frames) == 0 && len(s.Words) == 0
}

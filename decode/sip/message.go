package sip

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"prescap/capture"
	"prescap/decode/defect"
)

// Method is a SIP method. It is an open set: unknown methods stay what they are.
type Method string

// Field is one header field as it was sent.
type Field struct {
	Name   string // As written: "Call-ID", "CALL-ID", "i".
	Value  string // Unfolded, without white space at its ends.
	Offset int    // Of the name, in bytes from the start line's first.
}

// Header is the header of a message in the order it was sent. It may be read
// from several goroutines; nobody changes it.
type Header []Field

// Message is one SIP message. Its strings and its body share one piece of
// memory that belongs to the message: it may be kept, and nobody changes it.
type Message struct {
	StartLine  string
	Method     Method // Of a response: that of its CSeq; "" when it has none.
	RequestURI string // Requests only.
	Status     int    // Responses only: 100 to 999; 0 for a request.
	Reason     string // Responses only.

	Header Header
	Body   []byte // What is present of it; cut at a hole. The end of Raw.
	Raw    []byte // All that is present, as it was sent. Nil in a message that was made, not read.

	Length int // Bytes present, from the start line's first to the body's last.

	// Lost is the number of the message's bytes that are missing: those that a
	// hole covers, that had not come when the stream ended, or that are beyond
	// Limits.Body; -1 when nobody knows it. What lies behind a hole is not in the
	// message even where it was captured. A message is whole when Lost is 0.
	Lost int

	Time   time.Time // Of its last frame.
	Conn   capture.ConnID
	Dir    capture.Dir
	Flow   capture.Flow
	Layers []capture.Layer // What it came through, outermost first; empty for plain SIP.
	Frames []capture.Frame // Whose bytes it used, ascending and each once.

	Defects []defect.Defect // What the framer found odd, by offset.
}

// IsRequest reports whether the message is a request.
func (m *Message) IsRequest() bool { return m.Status == 0 }

// Brief returns the start line for people: without the version, without parameters of
// the URI, which often are longer than all else, and of a response with what it answers:
// "200 OK (1 SERVICE)".
func (m *Message) Brief() string {
	if m.IsRequest() {
		uri := m.RequestURI
		host := strings.IndexByte(uri, '@') + 1 // A user part may have a semicolon.
		if i := strings.IndexAny(uri[host:], ";?"); i >= 0 {
			uri = uri[:host+i] + ";…"
		}
		return string(m.Method) + " " + uri
	}
	return fmt.Sprintf("%d %s (%s)", m.Status, m.Reason, cmp.Or(m.CSeqText(), "unknown request"))
}

// CSeqText returns the CSeq as "1 SERVICE", or as it was sent where it makes no sense.
func (m *Message) CSeqText() string {
	if c, ok := m.Header.CSeq(); ok {
		return fmt.Sprintf("%d %s", c.Number, c.Method)
	}
	return m.Header.Get(HeaderCSeq)
}

// KeepAlive is a run of CR and LF between messages (RFC 3261 7.5, RFC 5626
// 4.4.1, MS-CONMGMT 3.4.5).
type KeepAlive struct {
	Bytes  int
	Frames []capture.Frame // Ascending and each once; valid only during the call.
}

// Sink takes what a Framer finds, in the order of the stream.
type Sink interface {
	// Message takes a message, for keeps.
	Message(m *Message)
	// KeepAlive takes a run of line ends between messages.
	KeepAlive(k KeepAlive)
	// Junk takes the number of bytes that belong to no message.
	Junk(bytes int)
}

// Limits bounds what a Framer keeps.
type Limits struct {
	Header int // Bytes of start line and header together; a longer one is cut there, with a defect, and its rest is junk.
	Fields int // Header fields kept; the rest is counted in a defect.
	Body   int // Bytes of a body; a longer one is cut there, with a defect, and its rest passed over.
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{Header: 1 << 20, Fields: 4096, Body: 64 << 20}
}

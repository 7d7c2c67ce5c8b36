package pipeline

import (
	"cmp"
	"time"

	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Key orders items: by the packet or control item that released them, the clock
// boundary that was due, the connection, and their order within these.
type Key struct {
	Seq   uint64
	Step  capture.Boundary // 0 unless the clock released it.
	Conn  capture.ConnID
	Index int
}

// Compare orders keys.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(k.Seq, o.Seq), cmp.Compare(k.Step, o.Step),
		cmp.Compare(k.Conn, o.Conn), cmp.Compare(k.Index, o.Index))
}

// Item is one thing that a shard found out. Besides its key and time exactly one
// field is set. It is valid only during the call that delivers it; what its
// pointers lead to may be kept.
type Item struct {
	Key
	Time time.Time // Of the packet or boundary that released it; of a message, its own.

	Message     *sip.Message
	Events      []presence.Event // What Message says; nil unless Config.Decode.
	Clock       *Clock
	Opened      *Opened
	Ended       *Ended
	Gap         *Gap
	KeepAlive   *KeepAlive
	Quiet       *Quiet
	Undecrypted *Undecrypted
	Connection  *Connection
}

// Clock tells that the capture clock moved, or that the input ended. What was due by
// then was told before.
type Clock struct {
	Now time.Time // Zero where no frame has a time.
	End bool
}

// Opened tells that a connection was seen for the first time.
type Opened struct {
	Flow  capture.Flow // Of the Forward direction.
	Start capture.Start
}

// Ended tells that a connection is over: on the wire, or for us.
type Ended struct{ How capture.EndKind }

// Gap is a hole in a stream of a connection that is SIP or may still be.
type Gap struct {
	Stream capture.StreamID
	Lost   int // -1 unknown.
}

// KeepAlive is a run of line ends between messages of a SIP connection.
type KeepAlive struct {
	Stream capture.StreamID
	Bytes  int
	Frames []capture.Frame
}

// Quiet tells that a stream of a SIP connection has said nothing more until now: a bare
// acknowledgement, or a FIN, stands where the stream has come to, with nothing missing in
// front of it. It is told at most every five seconds of silence, and of each FIN.
type Quiet struct {
	Stream capture.StreamID
	Opened bool // The stream was seen from its SYN on.
	Frames []capture.Frame
}

// Undecrypted tells that a connection turned out not to be readable.
type Undecrypted struct {
	Kind       Kind   // TLS or Compressed.
	ServerName string // Of a TLS ClientHello, when seen.
}

// Kind is what a connection turned out to be.
type Kind uint8

// The kinds.
const (
	Unknown    Kind = iota // It said too little to tell.
	SIP                    // It carried a SIP message.
	TLS                    // It is TLS, and nothing decrypts it.
	Compressed             // A NEGOTIATE switched compression on (MS-SIPCOMP).
	Other                  // It showed within Limits.Sniff that it is none of these.
	Silent                 // It never carried any payload.
)

// String returns the word for reports: "unknown", "sip", "tls", "compressed", "other", "silent".
func (k Kind) String() string {
	return [...]string{"unknown", "sip", "tls", "compressed", "other", "silent"}[k]
}

// Label is a connection's number in one input: Wireshark's tcp.stream or
// udp.stream for ordinary captures. It is shown, never used as a key.
type Label struct{ File, Stream int }

// Connection is the final account of a connection, given when it is forgotten:
// after its port pair was used again, after silence, or at the end of the input.
type Connection struct {
	ID         capture.ConnID
	Flow       capture.Flow // Of the Forward direction.
	Labels     []Label
	First      capture.Frame
	Last       capture.Frame // The last in the order of capture.
	Kind       Kind
	ServerName string
	How        capture.EndKind
	Sides      [2]Side // By capture.Dir.
	Dismissed  bool    // Not put in order to its end: loss and retransmissions were not counted.
}

// Side is the account of one direction of a connection.
type Side struct {
	capture.Figures
	Messages   int
	KeepAlives int
	Junk       int64 // Bytes that belong to no message, of a SIP connection.
	Hidden     int64 // Bytes that TLS or compression hides.
}

// Why says in a few words why something of the connection was not decoded, or
// "" when everything was.
func (c *Connection) Why() string {
	switch {
	case c.Kind == TLS:
		return "encrypted, no keys"
	case c.Kind == Compressed:
		return "compressed after a NEGOTIATE"
	case c.Kind == Other && c.Flow.Transport == capture.UDP:
		return "no datagram is SIP"
	case c.Kind == Other:
		return "neither SIP nor TLS in its first bytes"
	case c.Kind == Unknown:
		return "too few bytes to tell what it is"
	case c.Sides[0].Junk+c.Sides[1].Junk > 0:
		return "some bytes belong to no SIP message"
	}
	return ""
}

package capture

import (
	"cmp"
	"net/netip"
	"time"
)

// Frame names one captured frame, as proof: which input, which number there,
// and when. It does not tell what came first; Packet.Seq does.
type Frame struct {
	File int       // Index of the input, in the order of Source.Inputs.
	Num  int       // From 1, counted per input, equal to Wireshark's frame.number.
	Time time.Time // Capture clock, UTC.

	// Untimed is true where the capture stores no time for the frame (pcapng
	// simple packet block); Time is then that of the frame before.
	Untimed bool
}

// CompareFrames orders a list of proof: frames by input and number, whatever their times.
// It returns 0 for the same frame.
func CompareFrames(a, b Frame) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Num, b.Num))
}

// ConnID numbers one incarnation of a connection, both directions, from 1 in
// the order in which the reader saw them begin. A port pair that is used again
// gets a new number. A UDP connection is an address pair until it falls idle.
type ConnID uint64

// Dir is a direction of a connection.
type Dir uint8

// The directions. Who opened a connection is who sent its SYN; where no SYN was
// seen, whoever was seen first.
const (
	Forward Dir = iota // From the opener.
	Reverse            // To the opener.
)

// Other returns the opposite direction.
func (d Dir) Other() Dir { return d ^ 1 }

// StreamID names one direction of one connection.
type StreamID struct {
	Conn ConnID
	Dir  Dir
}

// Transport is the protocol that carries SIP.
type Transport uint8

// The transports prescap reads.
const (
	TCP Transport = iota
	UDP
)

// String returns "tcp" or "udp".
func (t Transport) String() string {
	if t == UDP {
		return "udp"
	}
	return "tcp"
}

// Flow is an address pair in the order of travel, nothing more: two
// incarnations of one connection have the same Flow.
type Flow struct {
	Transport Transport
	Src, Dst  netip.AddrPort
}

// Back returns the flow of the opposite direction.
func (f Flow) Back() Flow { return Flow{f.Transport, f.Dst, f.Src} }

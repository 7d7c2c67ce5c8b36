package capture

import "time"

// Packet is one transport-layer packet of a known connection.
//
// Its slices belong to the reader's batch: they are valid until the shard has
// returned from processing that batch. Who keeps bytes or frames copies them.
type Packet struct {
	Seq    uint64  // Ordinal in the whole run, from 1, among packets and clock steps. It orders.
	Frames []Frame // Ascending; one, or those of a reassembled IP datagram.
	Time   time.Time

	Conn ConnID
	Dir  Dir
	Flow Flow // In the order of travel.

	TCP     TCPHeader // Zero for UDP.
	Payload []byte    // What was captured of the transport payload.
	Cut     int       // Payload bytes that were on the wire after Payload but not captured (snaplen).

	// Duplicate is true for a second capture of the same packet (SPAN port,
	// second interface or VLAN): to be counted, never to be read.
	Duplicate bool
}

// TCPHeader holds the fields of a TCP header that reassembly needs.
type TCPHeader struct {
	Seq, Ack uint32
	Flags    TCPFlags
}

// TCPFlags is the flag byte of a TCP header.
type TCPFlags uint8

// The flags, at their place in the header (RFC 9293 3.1).
const (
	FIN TCPFlags = 1 << iota
	SYN
	RST
	PSH
	ACK
)

// Has reports whether all of the given flags are set.
func (f TCPFlags) Has(flags TCPFlags) bool { return f&flags == flags }

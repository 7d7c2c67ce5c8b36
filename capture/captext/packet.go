package captext

import (
	"bytes"
	"time"

	"prescap/capture"
)

// A packet is what the language can say of one packet.
type packet struct {
	time     time.Time
	flow     capture.Flow
	seq, ack uint32
	flags    capture.TCPFlags
	id       uint16 // 0 for IPv6.
	ttl      uint8
	vlan     uint16 // 0 is no tag.
	payload  []byte

	lost  bool // Told, but not captured.
	twice bool // To be followed by a copy.
}

// end returns the sequence number after the packet.
func (p packet) end() uint32 {
	n := uint32(len(p.payload))
	if p.flags.Has(capture.SYN) {
		n++
	}
	if p.flags.Has(capture.FIN) {
		n++
	}
	return p.seq + n
}

// same reports whether p and q carry the same, on whatever way they came.
func (p packet) same(q packet) bool {
	return p.flow == q.flow && p.seq == q.seq && p.ack == q.ack && p.flags == q.flags &&
		p.id == q.id && bytes.Equal(p.payload, q.payload)
}

// equal reports whether p and q are the same packet to the nanosecond.
func (p packet) equal(q packet) bool {
	return p.same(q) && p.ttl == q.ttl && p.vlan == q.vlan && p.time.Equal(q.time)
}

// room returns how many payload bytes a packet of the flow can have.
func room(f capture.Flow) int {
	n := 65535
	if f.Src.Addr().Is4() {
		n -= 20
	}
	if f.Transport == capture.UDP {
		return n - 8
	}
	return n - 20
}

// mss returns the segment size that a flow has by itself.
func mss(f capture.Flow) int {
	if f.Src.Addr().Is4() {
		return 1460
	}
	return 1440
}

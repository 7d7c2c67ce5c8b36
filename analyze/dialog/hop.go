package dialog

import (
	"net/netip"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/sip"
)

// copyKey is what copies of one message have in common on every connection.
type copyKey struct {
	callID  string
	cseq    uint32
	method  sip.Method
	status  int
	fromTag string
}

// original is the first copy of a message.
type original struct {
	conn     capture.ConnID
	src, dst netip.Addr
	time     time.Time
	frames   []capture.Frame
}

// copied reports whether the message is the copy of one that was seen on another
// connection, and tells so. What the same two hosts say again is no copy, but sent
// again after a reconnect.
func (t *Tracker) copied(h *heard) bool {
	k := copyKey{h.callID, h.cseq.Number, h.cseq.Method, h.Status, h.from.tag}
	src, dst := h.Flow.Src.Addr(), h.Flow.Dst.Addr()
	if o := t.hops.Get(k); o != nil {
		after := h.Time.Sub(o.time)
		if o.conn != h.Conn && !(o.src == src && o.dst == dst) && after <= t.limits.Hop && after >= -t.limits.Hop {
			t.emit(&fact.HopSeen{About: t.of(h, fact.Subject{}), Message: h.Message, First: o.frames, After: after})
			return true
		}
	}
	t.hops.Put(k, original{h.Conn, src, dst, h.Time, h.Frames})
	return false
}

package pcapfile

import "math"

// maxCounter is the highest number of packets that is believed: at a hundred million a
// second it takes more than two years. Writers say that they do not know by all ones.
const maxCounter = 1 << 53

// statistics reads an interface statistics block (draft-ietf-opsawg-pcapng 4.6).
//
// Packets are dropped by the interface (isb_ifdrop) or by the operating system
// (isb_osdrop): two places, each packet in one of them, so that both count. dumpcap says
// all it knows of in the first, those that the kernel and dumpcap itself had no room for
// included, and leaves the second out. isb_ifrecv and isb_filteraccept do not tell of
// loss: what they count may have been left out by a filter.
//
// A counter is one since the capture began, so the last block of an interface says it
// all; what earlier ones said must not be added.
func (p *pcapng) statistics(b []byte) {
	if len(b) < 12 || uint64(p.order.Uint32(b)) >= uint64(len(p.interfaces)) {
		p.odd++
		return
	}
	var counters [2]int64
	told := false
	for opts := b[12:]; ; {
		code, value, rest, ok := p.option(opts)
		if !ok {
			break
		}
		opts = rest
		if (code == optDropped || code == optOSDropped) && len(value) == 8 {
			if n := p.order.Uint64(value); n <= maxCounter {
				counters[(code-optDropped)/2], told = int64(n), true
			}
		}
	}
	if !told {
		return
	}
	n := &p.interfaces[p.order.Uint32(b)]
	sum := counters[0] + counters[1]
	p.dropped += min(sum-n.dropped, math.MaxInt64-p.dropped)
	n.dropped = sum
}

package link

import (
	"encoding/binary"
	"time"

	"github.com/cespare/xxhash/v2"
)

const (
	buckets = 1 << 14
	ways    = 4
)

// Duplicates knows packets that were captured twice: on both legs of a SPAN
// port, on two interfaces, before and after a router. It remembers a bounded
// number of packets for a bounded time.
type Duplicates struct {
	window  time.Duration
	table   []copyOf // buckets × ways.
	overrun int
}

// copyOf is what is remembered of one packet.
type copyOf struct {
	sum  uint64 // 0 for an empty place.
	at   int64
	path Path
}

// NewDuplicates returns a Duplicates that looks back for the given time.
func NewDuplicates(window time.Duration) *Duplicates {
	return &Duplicates{window: window, table: make([]copyOf, buckets*ways)}
}

// Overrun returns how many packets were forgotten inside the window, because
// more came than fit: a duplicate of them was not found.
func (d *Duplicates) Overrun() int { return d.overrun }

// Seen reports whether p, captured at t, is a copy of a packet captured within
// the window: the same transport bytes between the same addresses, and either
// the same IPv4 ID, which no sender gives twice so soon, or another path, which
// no sender can choose. It remembers p.
func (d *Duplicates) Seen(p *Packet, t time.Time) bool {
	sum, at := sumOf(p), t.UnixNano()
	set := d.table[sum%buckets*ways:][:ways]
	oldest := 0
	for i := range set {
		if c := &set[i]; c.sum == sum && near(at, c.at, d.window) && twice(&c.path, &p.Path) {
			return true
		}
		if set[i].sum == 0 || set[oldest].sum != 0 && set[i].at < set[oldest].at {
			oldest = i
		}
	}
	if c := &set[oldest]; c.sum != 0 && near(at, c.at, d.window) {
		d.overrun++
	}
	set[oldest] = copyOf{sum, at, p.Path}
	return false
}

// near reports whether two times, however far apart, are within the window.
func near(a, b int64, window time.Duration) bool {
	return uint64(max(a, b))-uint64(min(a, b)) <= uint64(window)
}

// twice reports whether two packets with the same bytes are one packet.
func twice(a, b *Path) bool {
	if a.ID != b.ID {
		return false
	}
	return a.ID != 0 || *a != *b
}

// sumOf hashes a packet's addresses and transport bytes. It is never 0.
func sumOf(p *Packet) uint64 {
	var key [48]byte
	src, dst := p.Flow.Src.Addr().As16(), p.Flow.Dst.Addr().As16()
	copy(key[0:], src[:])
	copy(key[16:], dst[:])
	binary.BigEndian.PutUint64(key[32:], uint64(len(p.Payload)+p.Cut)<<1|uint64(p.Flow.Transport))
	binary.BigEndian.PutUint64(key[40:], xxhash.Sum64(p.Segment))
	return max(1, xxhash.Sum64(key[:]))
}

package link

import (
	"encoding/binary"
	"time"

	"github.com/cespare/xxhash/v2"
)

// The table has room for 2¹⁷ packets: at 10 Gbit/s of full frames, the window of
// 50 ms holds a third of that.
const (
	buckets = 1 << 15
	ways    = 4
)

// Duplicates knows packets that were captured twice: on both legs of a SPAN
// port, on two interfaces, before and after a router. It remembers a bounded
// number of packets for a bounded time, in memory that is allocated once. What it
// answers depends on nothing but what it was asked before.
type Duplicates struct {
	window  time.Duration
	table   []copyOf // buckets × ways.
	overrun int
}

// copyOf is what is remembered of one packet, in little room: the table is looked at for
// every packet, anywhere.
type copyOf struct {
	sum  uint64 // 0 for an empty place.
	at   int64
	path uint32 // A hash of the path.
	id   uint16 // Of the path.
}

// NewDuplicates returns a Duplicates that looks back for the given time.
func NewDuplicates(window time.Duration) *Duplicates {
	return &Duplicates{window: window, table: make([]copyOf, buckets*ways)}
}

// Overrun returns how many packets were forgotten inside the window, because
// more came than fit: a duplicate of one of them would not have been known.
func (d *Duplicates) Overrun() int { return d.overrun }

// Seen reports whether p, captured at t, is a copy of a packet captured within
// the window before or after t: the same transport bytes between the same
// addresses, and the same IPv4 ID, which no sender gives twice so soon. Where
// there is no ID (IPv6, or an ID of 0) the path must differ, which no sender can
// choose. So another ID is another packet, even on another path: both legs of a
// SPAN port show a retransmission too.
//
// Of the transport bytes the header, the length, and the first and the last of the payload
// are compared, of a packet that a snaplen cut what is there: with the same numbers in the
// header, it is one packet or a retransmission, and these differ in nothing but ID and path.
// Seen remembers p, unless it is a copy.
func (d *Duplicates) Seen(p *Packet, t time.Time) bool {
	at := t.UnixNano()
	new := copyOf{sumOf(p), at, p.Path.sum(), p.Path.ID}
	set := d.table[new.sum%buckets*ways:][:ways]
	for i := range set {
		if c := &set[i]; c.sum == new.sum && near(at, c.at, d.window) && twice(c, &new) {
			return true
		}
	}
	*d.place(set, at) = new
	return false
}

// place gives the place of a set that is needed least: one that is empty or out
// of the window, or else that of the oldest packet.
func (d *Duplicates) place(set []copyOf, at int64) *copyOf {
	oldest := &set[0]
	for i := range set {
		c := &set[i]
		if c.sum == 0 || !near(at, c.at, d.window) {
			return c
		}
		if c.at < oldest.at {
			oldest = c
		}
	}
	d.overrun++
	return oldest
}

// near reports whether two times, however far apart, are within the window.
func near(a, b int64, window time.Duration) bool {
	return uint64(max(a, b))-uint64(min(a, b)) <= uint64(window)
}

// twice reports whether two packets with the same bytes are one packet.
func twice(a, b *copyOf) bool {
	if a.id != b.id {
		return false
	}
	return a.id != 0 || a.path != b.path
}

// sampled is how many of the first and of the last bytes of a segment are looked at. A header
// and its options have room in the first.
const sampled = 64

// sumOf hashes a packet's addresses and transport bytes. It is never 0.
func sumOf(p *Packet) uint64 {
	var key [48 + 2*sampled]byte
	src, dst := p.Flow.Src.Addr().As16(), p.Flow.Dst.Addr().As16()
	copy(key[0:], src[:])
	copy(key[16:], dst[:])
	binary.BigEndian.PutUint64(key[32:], uint64(len(p.Payload)+p.Cut)<<1|uint64(p.Flow.Transport))
	binary.BigEndian.PutUint64(key[40:], uint64(len(p.Segment)))
	n := 48
	if s := p.Segment; len(s) <= 2*sampled {
		n += copy(key[n:], s)
	} else {
		n += copy(key[n:], s[:sampled])
		n += copy(key[n:], s[len(s)-sampled:])
	}
	return max(1, xxhash.Sum64(key[:n]))
}

// sum hashes a path.
func (p *Path) sum() uint32 {
	var key [24]byte
	binary.BigEndian.PutUint64(key[0:], uint64(p.Interface))
	binary.BigEndian.PutUint32(key[8:], p.VLAN)
	copy(key[12:], p.Source[:])
	key[18] = p.TTL
	return uint32(xxhash.Sum64(key[:]))
}

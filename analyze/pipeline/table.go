package pipeline

import (
	"time"

	"prescap/capture"
)

// table gives packets their connection. It is the reader's, and the only place
// where connections begin and end by address.
type table struct {
	limits  capture.Limits
	conns   map[tuple]*pair
	last    capture.ConnID
	streams map[streamCount]int // Labels given out so far.
	living  recency             // Open TCP connections, the longest silent first.
	ending  recency             // Ended ones and UDP, likewise.
	evicted int
}

// tuple is an address pair without direction: the smaller address first.
type tuple struct {
	a, b      [16]byte
	ap, bp    uint16
	transport capture.Transport
}

type streamCount struct {
	file      int
	transport capture.Transport
}

// pair is a port pair in use: what the table knows of a connection.
type pair struct {
	id       capture.ConnID
	key      tuple
	swapped  bool // The Forward direction goes from key.b to key.a.
	labelled int  // Index of the input in which it has its newest label.
	first    time.Time
	at       capture.Boundary // The clock at its last packet.
	seen     [2]bool
	syn      [2]bool
	isn      [2]uint32
	fin      [2]bool
	reset    bool
	in       *recency
	prev     *pair
	next     *pair
}

func newTable(limits capture.Limits) *table {
	return &table{limits: limits, conns: map[tuple]*pair{}, streams: map[streamCount]int{}}
}

// tupleOf returns the key of a flow, and whether it goes from b to a.
func tupleOf(f capture.Flow) (t tuple, swapped bool) {
	src, dst := f.Src, f.Dst
	if dst.Compare(src) < 0 {
		src, dst, swapped = dst, src, true
	}
	return tuple{src.Addr().As16(), dst.Addr().As16(), src.Port(), dst.Port(), f.Transport}, swapped
}

// look gives p its connection and direction. reused is the connection whose
// port pair p opens anew, 0 for none. label is the connection's number in p's
// input where p is its first there, otherwise -1.
func (t *table) look(p *capture.Packet, now capture.Boundary) (reused capture.ConnID, label int) {
	key, swapped := tupleOf(p.Flow)
	e := t.conns[key]
	if e != nil && e.begins(p, swapped, t.limits.Hold) {
		reused = e.id
		t.forget(e)
		e = nil
	}
	label = -1
	if e == nil {
		e = t.begin(p, key, swapped)
	}
	if file := p.Frames[0].File; e.labelled != file {
		e.labelled = file
		count := streamCount{file, p.Flow.Transport}
		label = t.streams[count]
		t.streams[count]++
	}
	p.Conn, p.Dir = e.id, e.dir(swapped)
	e.note(p)
	at := now
	if now == 0 { // The clock has not started.
		at = capture.BoundaryAt(p.Time)
	}
	t.touch(e, at)
	return reused, label
}

// begin makes a new connection of which p is the first packet.
func (t *table) begin(p *capture.Packet, key tuple, swapped bool) *pair {
	t.last++
	e := &pair{id: t.last, key: key, swapped: swapped, labelled: -1, first: p.Time}
	if p.TCP.Flags.Has(capture.SYN | capture.ACK) {
		e.swapped = !swapped // Who answers did not open.
	}
	t.conns[key] = e
	return e
}

func (e *pair) dir(swapped bool) capture.Dir {
	if swapped == e.swapped {
		return capture.Forward
	}
	return capture.Reverse
}

// begins reports whether p, of the same port pair, opens a new connection.
func (e *pair) begins(p *capture.Packet, swapped bool, hold time.Duration) bool {
	if !p.TCP.Flags.Has(capture.SYN) {
		return false
	}
	d := e.dir(swapped)
	if e.syn[d] {
		return e.isn[d] != p.TCP.Seq
	}
	// The first SYN of this side. Packets that overtook it may have been seen.
	if age := p.Time.Sub(e.first); age < hold && age > -hold {
		return false
	}
	handshake := p.TCP.Flags.Has(capture.ACK) && e.syn[d.Other()] && !e.seen[d]
	return !handshake
}

func (e *pair) note(p *capture.Packet) {
	d, f := p.Dir, p.TCP.Flags
	e.seen[d] = true
	if f.Has(capture.SYN) {
		e.syn[d], e.isn[d] = true, p.TCP.Seq
	}
	if f.Has(capture.FIN) {
		e.fin[d] = true
	}
	e.reset = f.Has(capture.RST) || e.reset && len(p.Payload) == 0 // A stale RST ends nothing.
}

// touch moves e to the end of the list it belongs to, unless it was put there since the clock
// moved: within that time, who was silent longer does not matter.
func (t *table) touch(e *pair, at capture.Boundary) {
	list := &t.living
	if e.key.transport == capture.UDP || e.reset || e.fin[0] && e.fin[1] {
		list = &t.ending
	}
	if e.in == list && e.at == at {
		return
	}
	if e.at = at; e.in != nil {
		e.in.remove(e)
	}
	list.push(e)
}

func (t *table) forget(e *pair) {
	e.in.remove(e)
	delete(t.conns, e.key)
}

// overfull returns a connection to be forgotten because there are too many, 0
// for none: one that ended if there is any.
func (t *table) overfull() capture.ConnID {
	if len(t.conns) <= t.limits.Connections {
		return 0
	}
	t.evicted++
	e := t.ending.head
	if e == nil {
		e = t.living.head
	}
	t.forget(e)
	return e.id
}

// idle returns a connection that has been silent too long at now, and since when it has;
// 0 for none.
func (t *table) idle(now capture.Boundary) (id capture.ConnID, since capture.Boundary) {
	for _, l := range []struct {
		list  *recency
		limit time.Duration
	}{{&t.ending, t.limits.Linger}, {&t.living, t.limits.Idle}} {
		limit := capture.Boundary(l.limit / capture.Tick)
		if e := l.list.head; e != nil && now-e.at > limit {
			t.forget(e)
			return e.id, e.at + limit + 1
		}
	}
	return 0, 0
}

// recency is a list of connections, the one silent longest first.
type recency struct{ head, tail *pair }

func (r *recency) push(e *pair) {
	e.in, e.prev, e.next = r, r.tail, nil
	if r.tail != nil {
		r.tail.next = e
	} else {
		r.head = e
	}
	r.tail = e
}

func (r *recency) remove(e *pair) {
	if e.prev != nil {
		e.prev.next = e.next
	} else {
		r.head = e.next
	}
	if e.next != nil {
		e.next.prev = e.prev
	} else {
		r.tail = e.prev
	}
	e.in, e.prev, e.next = nil, nil, nil
}

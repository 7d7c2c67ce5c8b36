package link

import (
	"cmp"
	"net/netip"
	"slices"
	"time"

	"prescap/capture"
)

// piece is what a fragment says of its datagram (RFC 791 3.2, RFC 8200 4.5).
type piece struct {
	id    uint32
	proto uint8
	at    int // Of data in the datagram.
	more  bool
	data  []byte
	cut   int // Bytes of it that a snaplen cut.
}

// longestWait is how long the fragments of a datagram wait for the others, on the capture
// clock: the time that hosts give them (RFC 8200 4.5), and no more.
const longestWait = 60 * time.Second

// A fragment takes pieceSize besides its bytes. A datagram of 64 KB in the smallest
// packets that hosts use has some 120; of more than mostPieces nobody makes an honest one.
const (
	pieceSize  = 200
	mostPieces = 256
)

// Fragments puts IP datagrams together again. It keeps a bounded number of bytes for a
// bounded time, and what it answers depends on nothing but what it was asked before.
type Fragments struct {
	room  int
	held  int
	all   map[fragmented]*datagram
	order []*datagram // By when they began; those that are over may still be there.
	lost  int
}

// fragmented is what the fragments of a datagram have in common.
type fragmented struct {
	src, dst netip.Addr
	id       uint32
	proto    uint8
}

// datagram is one being put together.
type datagram struct {
	key    fragmented
	began  time.Time
	pieces []piece // As they came; each with a copy of its bytes.
	frames []capture.Frame
	total  int // Bytes of it all; -1 while unknown.
	size   int // What it takes.
	over   bool
}

// NewFragments returns a Fragments that keeps at most so many bytes.
func NewFragments(room int) *Fragments {
	return &Fragments{room: room, all: map[fragmented]*datagram{}}
}

// Lost returns how many fragments were not put together, by now: others were missing, or
// there was no room. Those that still wait do not count.
func (x *Fragments) Lost() int { return x.lost }

// Close gives up what waits.
func (x *Fragments) Close() {
	for _, d := range x.order {
		x.giveUp(d)
	}
	x.order = nil
}

// Add takes a packet of which Decode said Fragment, captured at a time in a frame. When
// the datagram is complete, it sets p to the packet that was in fragments and returns its
// verdict and all frames, ascending; else it returns Fragment. The bytes of p are then
// nobody else's.
func (x *Fragments) Add(p *Packet, frame capture.Frame, now time.Time) (Verdict, []capture.Frame) {
	x.age(now)
	f := &p.piece
	if f.cut > 0 || f.more && len(f.data) == 0 {
		x.lost++
		return Fragment, nil
	}
	k := fragmented{p.Flow.Src.Addr(), p.Flow.Dst.Addr(), f.id, f.proto}
	d := x.all[k]
	if d == nil {
		d = &datagram{key: k, began: now, total: -1}
		x.all[k] = d
		x.order = append(x.order, d)
	}
	switch {
	case len(d.frames) >= mostPieces:
		x.lost++
		x.giveUp(d)
		return Fragment, nil
	case d.has(f): // Captured twice, or sent again.
		d.frames = append(d.frames, frame)
		return Fragment, nil
	}
	kept := *f
	kept.data = slices.Clone(f.data)
	d.pieces, d.frames = append(d.pieces, kept), append(d.frames, frame)
	d.size += len(f.data) + pieceSize
	x.held += len(f.data) + pieceSize
	if !f.more && d.total < 0 {
		d.total = f.at + len(f.data)
	}
	whole := d.whole()
	if whole == nil {
		x.bound(d)
		return Fragment, nil
	}
	x.forget(d)
	slices.SortFunc(d.frames, capture.CompareFrames)
	return transport(k.proto, whole, 0, p), d.frames
}

// has reports whether the very same piece is there.
func (d *datagram) has(f *piece) bool {
	return slices.ContainsFunc(d.pieces, func(o piece) bool {
		return o.at == f.at && o.more == f.more && string(o.data) == string(f.data)
	})
}

// whole returns the datagram if nothing of it is missing; else nil. Where pieces overlap,
// what came first counts.
func (d *datagram) whole() []byte {
	if d.total < 0 {
		return nil
	}
	sorted := slices.Clone(d.pieces)
	slices.SortStableFunc(sorted, func(a, b piece) int { return cmp.Compare(a.at, b.at) })
	end := 0
	for _, f := range sorted {
		if f.at > end {
			return nil
		}
		end = max(end, f.at+len(f.data))
	}
	if end < d.total {
		return nil
	}
	whole := make([]byte, end)
	for i := len(d.pieces) - 1; i >= 0; i-- {
		copy(whole[d.pieces[i].at:], d.pieces[i].data)
	}
	return whole[:d.total]
}

// age gives up what has waited too long.
func (x *Fragments) age(now time.Time) {
	for len(x.order) > 0 && (x.order[0].over || now.Sub(x.order[0].began) > longestWait) {
		x.giveUp(x.order[0])
		x.order = x.order[1:]
	}
}

// bound gives up the oldest others until there is room.
func (x *Fragments) bound(newest *datagram) {
	for x.held > x.room && len(x.order) > 0 {
		oldest := x.order[0]
		x.giveUp(oldest)
		x.order = x.order[1:]
		if oldest == newest {
			return
		}
	}
}

func (x *Fragments) giveUp(d *datagram) {
	if !d.over {
		x.lost += len(d.frames)
		x.forget(d)
	}
}

func (x *Fragments) forget(d *datagram) {
	d.over = true
	x.held -= d.size
	delete(x.all, d.key)
	d.pieces = nil
}

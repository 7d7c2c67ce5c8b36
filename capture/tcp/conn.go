package tcp

import (
	"time"

	"prescap/capture"
)

// Assembler puts the connections of one shard in order. It belongs to one
// goroutine.
type Assembler struct {
	limits capture.Limits
	emit   func(capture.Segment)
	queues queues

	mark   [1]capture.Mark // Scratch for segments that go straight through.
	marks  []capture.Mark  // Scratch for those that waited.
	pieces []span          // Scratch of keep.
}

// NewAssembler returns an Assembler that gives its segments to emit. Their data
// and marks are valid only during the call.
func NewAssembler(limits capture.Limits, emit func(capture.Segment)) *Assembler {
	return &Assembler{limits: limits, emit: emit}
}

// Conn is one TCP connection.
type Conn struct {
	a       *Assembler
	streams [2]stream
	reset   capture.Boundary // When a RST that was seen takes effect; 0 for none.
}

// Open returns a new connection. flow is that of the Forward direction.
func (a *Assembler) Open(id capture.ConnID, flow capture.Flow) *Conn {
	c := &Conn{a: a}
	c.streams[capture.Forward].init(capture.StreamID{Conn: id, Dir: capture.Forward}, flow)
	c.streams[capture.Reverse].init(capture.StreamID{Conn: id, Dir: capture.Reverse}, flow.Back())
	return c
}

// Push takes the connection's next packet in the order of capture. p.Duplicate
// packets must not be pushed.
func (c *Conn) Push(p *capture.Packet) {
	s, peer := &c.streams[p.Dir], &c.streams[p.Dir.Other()]
	h := p.TCP
	seq := h.Seq
	if h.Flags.Has(capture.SYN) {
		c.a.opened(s, seq+1)
		seq++
	}
	if h.Flags.Has(capture.ACK) {
		c.a.acknowledged(peer, h.Ack, p.Time)
	}
	wire := len(p.Payload) + p.Cut
	if wire > 0 {
		c.a.data(s, seq, p)
	}
	if h.Flags.Has(capture.FIN) {
		c.a.finished(s, seq+uint32(wire), p.Time)
	}
	if h.Flags.Has(capture.RST) && c.reset == 0 && !s.stale(h.Seq) {
		c.reset = capture.BoundaryAfter(p.Time.Add(c.a.limits.Hold))
	}
}

// Quiet reports whether a packet without payload, not yet pushed, shows that its sender
// has said nothing that is missing: it stands just where the stream has come to. opened
// reports whether the stream was seen from its SYN on.
func (c *Conn) Quiet(p *capture.Packet) (quiet, opened bool) {
	s := &c.streams[p.Dir]
	return s.known && !s.waiting() && s.end == capture.Open && s.offset(p.TCP.Seq) == s.next, s.opened
}

// Due returns the first boundary at which Step has something to do, 0 for none.
func (c *Conn) Due() capture.Boundary {
	due := c.streams[0].due
	for _, b := range []capture.Boundary{c.streams[1].due, c.reset} {
		if b != 0 && (due == 0 || b < due) {
			due = b
		}
	}
	return due
}

// Step acts on everything that is due at boundary b.
func (c *Conn) Step(b capture.Boundary) {
	if c.reset != 0 && c.reset <= b {
		c.Close(capture.ByRST)
		return
	}
	for i := range c.streams {
		for s := &c.streams[i]; s.due != 0 && s.due <= b; {
			c.a.expire(s, b.Time())
		}
	}
}

// Over reports whether the connection ended on the wire: both sides sent FIN
// and all before it, or one reset it.
func (c *Conn) Over() (capture.EndKind, bool) {
	a, b := c.streams[0].end, c.streams[1].end
	switch {
	case a == capture.Open || b == capture.Open:
		return capture.Open, false
	case a == capture.ByFIN && b == capture.ByFIN:
		return capture.ByFIN, true
	default:
		return max(a, b), true
	}
}

// Close gives everything that still waits, says what is known to be missing,
// and ends both streams with how, or with ByRST where one is pending. Calling it
// again does nothing.
func (c *Conn) Close(how capture.EndKind) {
	if c.reset != 0 {
		c.reset, how = 0, capture.ByRST
	}
	for i := range c.streams {
		s := &c.streams[i]
		for s.waiting() {
			c.a.expire(s, time.Unix(0, 0))
		}
		if s.end == capture.Open {
			c.a.tail(s) // What was acknowledged but never seen.
		}
		c.a.finish(s, how)
	}
}

// Count adds to f, the figures of one direction, what reassembly knows of it.
func (c *Conn) Count(d capture.Dir, f *capture.Figures) {
	s := &c.streams[d]
	f.Retransmitted += s.retransmitted
	f.Lost += s.lost
	f.Holes += s.holes
	f.Unknown += s.unknown
	f.GivenUp += s.givenUp
	f.End = s.end
	switch {
	case s.opened:
		f.Start = capture.Opened
	case s.known:
		f.Start = capture.Joined
	}
}

package pipeline

import (
	"time"

	"prescap/capture"
	"prescap/capture/tcp"
	"prescap/decode/sip"
)

// conn is a connection as its shard knows it.
type conn struct {
	s       *shard
	id      capture.ConnID
	flow    capture.Flow // Of the Forward direction.
	labels  []Label
	first   capture.Frame
	last    capture.Frame
	kind    Kind
	name    string // Server name of a TLS hello.
	how     capture.EndKind
	tcp     *tcp.Conn // Nil for UDP, and once dismissed.
	watched capture.Boundary
	sides   [2]side
	once    bool // It was dismissed at least once.
	told    bool // That it cannot be read was told.
}

func newConn(s *shard, p *capture.Packet) *conn {
	c := &conn{s: s, id: p.Conn, flow: p.Flow, first: p.Frames[0]}
	if p.Dir == capture.Reverse {
		c.flow = p.Flow.Back()
	}
	for d := range c.sides {
		c.sides[d].conn, c.sides[d].dir = c, capture.Dir(d)
	}
	if p.Flow.Transport == capture.TCP {
		c.tcp = s.tcp.Open(c.id, c.flow)
	}
	return c
}

// take counts a packet and reads it.
func (c *conn) take(p *capture.Packet) {
	c.last = p.Frames[len(p.Frames)-1]
	side := &c.sides[p.Dir]
	f := &side.acc.Figures
	f.Frames += len(p.Frames)
	if p.Duplicate {
		f.Duplicates++
		return
	}
	f.Bytes += int64(len(p.Payload) + p.Cut)
	if p.Cut > 0 {
		f.Cut++
	}
	if c.kind == Other {
		if !sip.StartsMessage(p.Payload) {
			c.flags(p)
			return
		}
		c.revive()
	}
	if c.tcp == nil {
		c.datagram(p)
		return
	}
	quiet, opened := c.quiet(p)
	c.tcp.Push(p)
	if quiet && c.tcp != nil {
		side.spoke = p.Time
		c.s.emit(Item{Quiet: &Quiet{
			Stream: capture.StreamID{Conn: c.id, Dir: p.Dir}, Opened: opened, Frames: append([]capture.Frame(nil), p.Frames...),
		}})
	}
	c.over()
}

// quietFor is how long a stream must have been silent for that to be told.
const quietFor = 5 * time.Second

// quiet reports whether a packet shows that its sender has been silent, and that is to
// be told.
func (c *conn) quiet(p *capture.Packet) (quiet, opened bool) {
	f := p.TCP.Flags
	if c.kind != SIP || len(p.Payload)+p.Cut > 0 || !f.Has(capture.ACK) || f.Has(capture.SYN) || f.Has(capture.RST) {
		return false, false
	}
	if !f.Has(capture.FIN) && p.Time.Sub(c.sides[p.Dir].spoke) < quietFor {
		return false, false
	}
	return c.tcp.Quiet(p)
}

// flags watches for the end of a dismissed connection.
func (c *conn) flags(p *capture.Packet) {
	f := &c.sides[p.Dir].acc.Figures
	switch {
	case c.how != capture.Open:
	case p.TCP.Flags.Has(capture.RST):
		c.ended(capture.ByRST)
	case p.TCP.Flags.Has(capture.FIN):
		f.End = capture.ByFIN
		if c.sides[p.Dir.Other()].acc.Figures.End == capture.ByFIN {
			c.ended(capture.ByFIN)
		}
	}
}

// datagram reads a datagram as a segment of its own.
func (c *conn) datagram(p *capture.Packet) {
	f := &c.sides[p.Dir].acc.Figures
	start := capture.Continues
	if f.Start == capture.Continues {
		start, f.Start = capture.Joined, capture.Joined
	}
	c.read(capture.Segment{
		Stream: capture.StreamID{Conn: c.id, Dir: p.Dir}, Flow: p.Flow, Start: start,
		Data: p.Payload, Marks: []capture.Mark{{Frames: p.Frames}},
	})
}

// revive reads a dismissed connection again, as one that is joined now.
func (c *conn) revive() {
	c.kind = Unknown
	if c.flow.Transport == capture.TCP {
		c.tcp = c.s.tcp.Open(c.id, c.flow)
	}
	for d := range c.sides {
		c.sides[d].read = 0
	}
}

// due returns the boundary at which step has something to do, 0 for none.
func (c *conn) due() capture.Boundary {
	if c.tcp == nil {
		return 0
	}
	return c.tcp.Due()
}

func (c *conn) step(b capture.Boundary) {
	c.tcp.Step(b)
	c.over()
}

// over tells that the connection ended on the wire, once.
func (c *conn) over() {
	if c.how != capture.Open || c.tcp == nil {
		return
	}
	if how, over := c.tcp.Over(); over {
		c.ended(how)
	}
}

func (c *conn) ended(how capture.EndKind) {
	c.how = how
	c.s.emit(Item{Ended: &Ended{How: how}})
}

// close gives everything that still waits.
func (c *conn) close(why capture.EndKind) {
	if c.tcp != nil {
		c.tcp.Close(why)
		c.over()
	}
	for d := range c.sides {
		if f := c.sides[d].framer; f != nil {
			f.Close()
		}
	}
	if c.kind == TLS {
		c.hidden() // Its hello never ended.
	}
	if c.how == capture.Open {
		c.ended(why)
	}
}

// hidden tells that the connection cannot be read, once.
func (c *conn) hidden() {
	if !c.told {
		c.told = true
		c.s.emit(Item{Undecrypted: &Undecrypted{Kind: c.kind, ServerName: c.name}})
	}
}

// read takes the next segment of either stream.
func (c *conn) read(seg capture.Segment) {
	side := &c.sides[seg.Stream.Dir]
	if seg.Lost != 0 && c.kind != Other {
		c.s.emit(Item{Gap: &Gap{Stream: seg.Stream, Lost: seg.Lost}})
	}
	switch c.kind {
	case TLS:
		side.hide(seg)
		return
	case Compressed:
		if side.packed {
			side.acc.Hidden += int64(len(seg.Data))
			return
		}
	case Unknown:
		if side.sniff(seg) {
			return
		}
	}
	if side.framer == nil {
		if len(seg.Data) == 0 && seg.Lost == 0 {
			return // Opened and closed without a word.
		}
		side.framer = c.s.framer(side)
	}
	side.framer.Push(seg)
	c.dismiss()
}

// dismiss stops putting the connection in order, if it showed long enough that
// it is nothing for us.
func (c *conn) dismiss() {
	if c.kind != Unknown || c.sides[0].pending() || c.sides[1].pending() ||
		max(c.sides[0].read, c.sides[1].read) < int64(c.s.limits.Sniff) {
		return
	}
	c.kind, c.once = Other, true
	c.drop()
}

// drop forgets what it takes to read the connection.
func (c *conn) drop() {
	for d := range c.sides {
		side := &c.sides[d]
		if c.tcp != nil {
			c.tcp.Count(capture.Dir(d), &side.acc.Figures)
		}
		side.framer, side.tls = nil, nil
	}
	c.tcp = nil
}

// maxLabels bounds the labels of a connection that lasts through many files of a ring. The
// newest are kept: of older ones, the files may be gone.
const maxLabels = 64

func (c *conn) label(l Label) {
	if len(c.labels) == maxLabels {
		c.labels = append(c.labels[:0], c.labels[1:]...)
	}
	c.labels = append(c.labels, l)
}

// account sums up. The connection was closed.
func (c *conn) account() *Connection {
	a := &Connection{
		ID: c.id, Flow: c.flow, Labels: c.labels, First: c.first, Last: c.last,
		Kind: c.kind, ServerName: c.name, How: c.how, Dismissed: c.once,
	}
	for d := range c.sides {
		side := &c.sides[d]
		if c.tcp != nil {
			c.tcp.Count(capture.Dir(d), &side.acc.Figures)
		}
		if c.kind != SIP && c.kind != Compressed {
			side.acc.Junk, side.acc.KeepAlives = 0, 0
		}
		a.Sides[d] = side.acc
	}
	if c.kind == Unknown {
		switch {
		case a.Sides[0].Bytes+a.Sides[1].Bytes == 0:
			a.Kind = Silent
		case c.flow.Transport == capture.UDP:
			a.Kind = Other
		}
	}
	return a
}

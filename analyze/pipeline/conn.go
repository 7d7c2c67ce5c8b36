package pipeline

import (
	"strings"

	"prescap/capture"
	"prescap/capture/tcp"
	"prescap/capture/tls"
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
}

// side is one direction of a conn.
type side struct {
	*conn
	dir     capture.Dir
	acc     Side
	framer  *sip.Framer  // Nil until there is payload.
	tls     *tls.Sniffer // Nil before payload and when decided.
	read    int64        // Bytes looked at since the connection was joined.
	offered bool         // Its last message was a NEGOTIATE that offers compression.
	packed  bool         // What follows is compressed.
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
	c.tcp.Push(p)
	c.over()
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
	if c.how == capture.Open {
		c.ended(why)
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

// sniff looks for TLS while nothing else is known; it reports whether seg needs
// no further reading.
func (d *side) sniff(seg capture.Segment) bool {
	if d.read == 0 && d.flow.Transport == capture.TCP {
		d.tls = new(tls.Sniffer)
	}
	d.read += int64(len(seg.Data))
	if d.tls == nil {
		return false
	}
	if seg.Lost != 0 {
		d.tls = nil
		return false
	}
	switch d.tls.Push(seg.Data) {
	case tls.No:
		d.tls = nil
	case tls.Yes:
		d.kind = TLS
		for i := range d.conn.sides {
			d.conn.sides[i].acc.Hidden = d.conn.sides[i].read
			d.conn.sides[i].framer = nil
		}
		d.named()
		return true
	}
	return false
}

// hide counts what TLS hides, and goes on looking for a name.
func (d *side) hide(seg capture.Segment) {
	d.acc.Hidden += int64(len(seg.Data))
	if d.tls != nil && seg.Lost == 0 {
		d.tls.Push(seg.Data)
		d.named()
	}
}

// named tells of the connection once its hello is read, or cannot be.
func (d *side) named() {
	if d.tls == nil || !d.tls.Done() {
		return
	}
	d.name = d.tls.ServerName
	d.tls = nil
	d.s.emit(Item{Undecrypted: &Undecrypted{Kind: TLS, ServerName: d.name}})
}

// pending reports whether the direction is in the middle of a message.
func (d *side) pending() bool { return d.framer != nil && d.framer.Pending() }

// Message implements sip.Sink.
func (d *side) Message(m *sip.Message) {
	if d.packed {
		return // Readable by chance: the first compressed packets are clear text.
	}
	if d.kind != Compressed {
		d.kind = SIP
	}
	d.acc.Messages++
	d.s.emit(Item{Message: m, Time: m.Time})
	d.offered = m.Method == "NEGOTIATE" && m.IsRequest() && offersCompression(m)
	switch {
	case d.offered && d.kind == Compressed: // The answer came out first.
		d.packed = true
	case m.Method == "NEGOTIATE" && m.Status/100 == 2 && offersCompression(m):
		d.compressed()
	}
}

func offersCompression(m *sip.Message) bool {
	algorithm := m.Header.Get("Compression")
	return algorithm != "" && !strings.EqualFold(algorithm, "none")
}

// compressed notes that what follows is compressed: in this direction at once,
// in the other one behind its NEGOTIATE.
func (d *side) compressed() {
	d.kind, d.packed = Compressed, true
	other := &d.conn.sides[d.dir.Other()]
	other.packed = other.offered
	d.s.emit(Item{Undecrypted: &Undecrypted{Kind: Compressed}})
}

// KeepAlive implements sip.Sink.
func (d *side) KeepAlive(k sip.KeepAlive) {
	if d.packed {
		return
	}
	d.acc.KeepAlives++
	d.offered = false
	if d.kind == SIP {
		d.s.emit(Item{KeepAlive: &KeepAlive{
			Stream: capture.StreamID{Conn: d.id, Dir: d.dir}, Bytes: k.Bytes,
			Frames: append([]capture.Frame(nil), k.Frames...),
		}})
	}
}

// Junk implements sip.Sink. Behind an offer of compression it means that the
// offer was accepted where the capture does not show it.
func (d *side) Junk(n int) {
	switch {
	case d.kind == Compressed:
		d.packed = true
	case d.offered:
		d.compressed()
	}
	if d.packed {
		d.acc.Hidden += int64(n)
		return
	}
	d.acc.Junk += int64(n)
}

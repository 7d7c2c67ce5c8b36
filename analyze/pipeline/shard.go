package pipeline

import (
	"container/heap"
	"context"
	"fmt"
	"slices"
	"time"

	"prescap/capture"
	"prescap/capture/tcp"
	"prescap/decode"
	"prescap/decode/sip"
)

// shard turns orders into items. It owns its connections; nothing is shared.
type shard struct {
	limits capture.Limits
	sip    sip.Limits
	tcp    *tcp.Assembler
	conns  map[capture.ConnID]*conn
	due    deadlines
	decode *decode.Decoder // Nil when nobody asks what messages say.
	clock  bool            // It tells of the clock, for all shards.

	part  *part
	key   Key       // Of the next item.
	now   time.Time // Of what is being worked on.
	at    *conn     // What is being worked on.
	dead  bool      // A bug was caught: orders are passed over.
	frame capture.Frame
}

func newShard(cfg Config, first bool) *shard {
	s := &shard{limits: cfg.Capture, sip: cfg.SIP, conns: map[capture.ConnID]*conn{}, clock: cfg.Clock && first}
	if cfg.Decode != nil {
		s.decode = decode.New(*cfg.Decode)
	}
	s.tcp = tcp.NewAssembler(cfg.Capture, func(seg capture.Segment) { s.at.read(seg) })
	return s
}

// work carries out the orders of a part and leaves its items there.
func (s *shard) work(p *part, cancel context.CancelCauseFunc) {
	if s.dead {
		return
	}
	s.dead = true
	defer caught(cancel, func() string { return fmt.Sprintf("decoding, at frame %d", s.frame.Num) })
	s.part = p
	for i := range p.orders {
		switch o := &p.orders[i]; o.do {
		case take:
			s.take(o)
		case retire:
			s.retire(o)
		case step:
			s.step(&o.control)
		}
	}
	s.part = nil
	s.dead = false
}

// turn makes c what is being worked on, for items with the given order.
func (s *shard) turn(c *conn, seq uint64, step capture.Boundary, now time.Time) {
	s.at, s.now = c, now
	if k := (Key{Seq: seq, Step: step, Conn: c.id}); k.Seq != s.key.Seq || k.Step != s.key.Step || k.Conn != s.key.Conn {
		s.key = k
	}
}

// emit adds an item with the next key.
func (s *shard) emit(it Item) {
	it.Key = s.key
	s.key.Index++
	if it.Time.IsZero() {
		it.Time = s.now
	}
	s.part.items = append(s.part.items, it)
}

func (s *shard) take(o *order) {
	p := &o.packet
	s.frame = p.Frames[0]
	c := s.conns[p.Conn]
	fresh := c == nil
	if fresh {
		c = newConn(s, p)
		s.conns[p.Conn] = c
	}
	s.turn(c, p.Seq, 0, p.Time)
	if fresh {
		s.opened(c, p)
	}
	if o.label >= 0 {
		c.label(Label{p.Frames[0].File, o.label})
	}
	c.take(p)
	s.watch(c)
}

func (s *shard) opened(c *conn, p *capture.Packet) {
	start := capture.Joined
	if p.TCP.Flags.Has(capture.SYN) {
		start = capture.Opened
	}
	s.emit(Item{Opened: &Opened{Flow: c.flow, Start: start}})
}

// watch notes when c is next due.
func (s *shard) watch(c *conn) {
	if b := c.due(); b != 0 && (c.watched == 0 || b < c.watched) {
		c.watched = b
		heap.Push(&s.due, deadline{b, c.id})
	}
}

// step acts on what is due, in order of its time. Secrets alone make nothing due: the clock
// stands still, and no connection has a stage that decrypts.
func (s *shard) step(ctl *capture.Control) {
	if len(ctl.Secrets) > 0 {
		return
	}
	for len(s.due) > 0 && s.due[0].at <= ctl.To {
		d := heap.Pop(&s.due).(deadline)
		c := s.conns[d.conn]
		if c == nil || c.watched != d.at {
			continue // Forgotten, or watched for an earlier boundary already past.
		}
		c.watched = 0
		if b := c.due(); b != 0 && b <= d.at {
			s.turn(c, ctl.Seq, d.at, d.at.Time())
			c.step(d.at)
		}
		s.watch(c)
	}
	if !ctl.End {
		s.tick(ctl, ctl.To)
		return
	}
	ids := make([]capture.ConnID, 0, len(s.conns))
	for id := range s.conns {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		s.turn(s.conns[id], ctl.Seq, ctl.To+1, ctl.To.Time())
		s.forget(s.conns[id], capture.ByEOF)
	}
	s.tick(ctl, ctl.To+2) // Behind what ends with the input.
}

// tick tells of the clock, behind everything that was due at a boundary.
func (s *shard) tick(ctl *capture.Control, at capture.Boundary) {
	if !s.clock {
		return
	}
	var now time.Time
	if ctl.To != 0 {
		now = ctl.To.Time()
	}
	s.key = Key{Seq: ctl.Seq, Step: at, Conn: lastConn}
	s.now = now
	s.emit(Item{Clock: &Clock{Now: now, End: ctl.End}})
}

func (s *shard) retire(o *order) {
	if c := s.conns[o.packet.Conn]; c != nil {
		s.turn(c, o.packet.Seq, 0, o.packet.Time)
		s.forget(c, o.why)
	}
}

// forget ends what is open of c, gives its account, and drops it.
func (s *shard) forget(c *conn, why capture.EndKind) {
	c.close(why)
	s.emit(Item{Connection: c.account()})
	delete(s.conns, c.id)
}

// framer returns a framer whose finds go to sink.
func (s *shard) framer(sink sip.Sink) *sip.Framer { return sip.NewFramer(s.sip, sink) }

// lastConn sorts behind all connections.
const lastConn = ^capture.ConnID(0)

// deadline says at which boundary to look at a connection again.
type deadline struct {
	at   capture.Boundary
	conn capture.ConnID
}

// deadlines is a heap of them (container/heap), the earliest on top.
type deadlines []deadline

func (d deadlines) Len() int      { return len(d) }
func (d deadlines) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d deadlines) Less(i, j int) bool {
	return d[i].at < d[j].at || d[i].at == d[j].at && d[i].conn < d[j].conn
}
func (d *deadlines) Push(x any) { *d = append(*d, x.(deadline)) }
func (d *deadlines) Pop() any {
	old := *d
	x := old[len(old)-1]
	*d = old[:len(old)-1]
	return x
}

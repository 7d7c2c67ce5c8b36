package captext

import (
	"hash/fnv"
	"time"

	"prescap/capture"
)

const (
	pause = 10 * time.Millisecond // Between statements.
	step  = 50 * time.Microsecond // Between packets of a statement.
)

// A model knows what the next packet of each stream should look like. Telling
// and describing use the same one.
type model struct {
	now     time.Time
	exact   bool   // The next packet comes at now itself.
	last    packet // The packet before.
	any     bool   // There was one.
	streams map[capture.Flow]*stream
}

func newModel(start time.Time) *model {
	return &model{now: start, exact: true, streams: map[capture.Flow]*stream{}}
}

// A stream is one direction of a connection, or of a UDP address pair.
type stream struct {
	incarnation int
	isn, next   uint32
	known       bool // isn and next come from a packet or from the text.
	opened      bool // A SYN was told.

	id   uint16
	seen bool // ttl and vlan come from a packet.
	ttl  uint8
	vlan uint16
}

// stream returns the stream of the flow. The one it makes has the numbers that
// depend on nothing but the flow.
func (m *model) stream(f capture.Flow) *stream {
	s := m.streams[f]
	if s == nil {
		s = &stream{id: nextID(uint16(hash(f, -1))), ttl: 64}
		s.begin(f)
		m.streams[f] = s
	}
	return s
}

// begin gives the stream the initial sequence number of its incarnation.
func (s *stream) begin(f capture.Flow) {
	s.rebase(hash(f, s.incarnation))
	s.known, s.opened = false, false
}

// rebase gives the stream an initial sequence number.
func (s *stream) rebase(isn uint32) { s.isn, s.next, s.known = isn, isn+1, true }

// offset counts the stream's bytes before a sequence number.
func (s *stream) offset(seq uint32) int64 { return int64(int32(seq - s.isn - 1)) }

// at is the sequence number after that many bytes.
func (s *stream) at(offset int64) uint32 { return s.isn + 1 + uint32(offset) }

// advance moves what is expected next forward, never back.
func (s *stream) advance(seq uint32) {
	if !s.known || int32(seq-s.next) > 0 {
		s.next, s.known = seq, true
	}
}

// due returns how long the model expects to wait for the next packet.
func (m *model) due() time.Duration {
	if m.exact {
		return 0
	}
	return pause
}

// predict returns the next packet of a flow that has the given flags.
func (m *model) predict(f capture.Flow, flags capture.TCPFlags) packet {
	s, r := m.stream(f), m.stream(f.Back())
	p := packet{flow: f, flags: flags, ttl: s.ttl, vlan: s.vlan}
	if !s.seen && r.seen {
		p.vlan = r.vlan
	}
	if f.Src.Addr().Is4() {
		p.id = s.id
	}
	if f.Transport == capture.UDP {
		return p
	}
	switch {
	case !flags.Has(capture.SYN):
		p.seq = s.next
	case !flags.Has(capture.ACK) && (s.known || r.known):
		p.seq = hash(f, s.incarnation+1)
	default:
		p.seq = s.isn
	}
	if flags.Has(capture.ACK) {
		p.ack = r.next
	}
	return p
}

// take learns from a packet.
func (m *model) take(p packet) {
	m.last, m.any = p, true
	s, r := m.stream(p.flow), m.stream(p.flow.Back())
	if !s.seen {
		s.seen, s.ttl, s.vlan = true, p.ttl, p.vlan
	}
	s.id = nextID(p.id)
	if p.flow.Transport == capture.UDP {
		return
	}
	if p.flags.Has(capture.SYN) && !(s.opened && s.isn == p.seq) {
		if !p.flags.Has(capture.ACK) && (s.known || r.known) {
			s.incarnation++
			r.incarnation = s.incarnation
			s.begin(p.flow)
			r.begin(p.flow.Back())
		}
		s.rebase(p.seq)
		s.opened = true
	}
	s.advance(p.end())
	if p.flags.Has(capture.ACK) {
		r.advance(p.ack)
	}
}

// mark remembers what the model knows of a flow, and returns the way back there.
func (m *model) mark(f capture.Flow) (undo func()) {
	s, r := m.stream(f), m.stream(f.Back())
	was, sWas, rWas := *m, *s, *r
	return func() { *m, *s, *r = was, sWas, rWas }
}

// nextID returns the IP id after id. 0 is left out: it means "none".
func nextID(id uint16) uint16 {
	if id == 0xffff {
		return 1
	}
	return id + 1
}

// hash returns a number that depends on nothing but its arguments.
func hash(f capture.Flow, n int) uint32 {
	h := fnv.New32a()
	h.Write([]byte(f.Transport.String()))
	h.Write([]byte(f.Src.String()))
	h.Write([]byte(f.Dst.String()))
	h.Write([]byte{byte(n), byte(n >> 8)})
	return h.Sum32()
}

package store

import (
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/sip"
)

// Store takes the messages of a run. It belongs to one goroutine.
type Store struct {
	limits  Limits
	spool   *spool
	full    []*chunk
	first   int // The message with which they begin: older ones are forgotten.
	last    *chunk
	flowIDs map[capture.Flow]uint16 // Of the last chunk.
	pending *pending                // The message at hand, whose meaning may not be complete.
}

// pending is a message while facts of it are told.
type pending struct {
	moment  uint64
	message *sip.Message
	flags   flags
	users   []string
	meaning meaning
}

// New returns an empty Store.
func New(l Limits) *Store {
	return &Store{limits: l, spool: &spool{limits: l}, last: newChunk(), flowIDs: map[capture.Flow]uint16{}}
}

// Take takes the next fact.
func (s *Store) Take(f fact.Fact) {
	switch f := f.(type) {
	case *fact.MessageSeen:
		s.begin(&f.About, f.Message)
	case *fact.HopSeen:
		s.begin(&f.About, f.Message)
		if s.pending != nil {
			s.pending.flags |= hop
		}
	}
	p := s.pending
	if p == nil || p.moment != f.Common().Moment {
		return
	}
	p.about(f.Common())
	p.meaning.take(f)
}

// begin begins with a message.
func (s *Store) begin(a *fact.About, m *sip.Message) {
	s.flush()
	p := &pending{moment: a.Moment, message: m}
	if m.IsRequest() {
		p.flags |= request
	}
	if m.Frames[len(m.Frames)-1].Untimed {
		p.flags |= untimed
	}
	if m.Status >= 300 && m.Status != 401 && m.Status != 407 {
		p.flags |= refused
	}
	if len(m.Defects) > 0 || m.Lost != 0 {
		p.flags |= odd
	}
	s.pending = p
}

// maxUsers bounds the users that a message is said to concern.
const maxUsers = 1000

// about notes whom a fact is about.
func (p *pending) about(a *fact.About) {
	for _, name := range []string{a.Subject.Presentity, a.Subject.Watcher} {
		if name != "" && len(p.users) < maxUsers && !slices.Contains(p.users, name) {
			p.users = append(p.users, name)
		}
	}
}

// flush puts the message at hand behind the others.
func (s *Store) flush() {
	p := s.pending
	if p == nil {
		return
	}
	s.pending = nil
	m := p.message
	frames := make([]frame, len(m.Frames))
	for i, f := range m.Frames {
		frames[i] = frame{uint32(f.File), uint32(f.Num)}
	}
	for _, name := range p.meaning.users {
		p.about(&fact.About{Subject: fact.Subject{Presentity: name}})
	}
	s.last.add(record{
		time: m.Time.UnixNano(), at: s.spool.put(m.Raw), conn: uint64(m.Conn), length: len(m.Raw),
		status: uint16(m.Status), flow: s.flow(m.Flow), flags: p.flags,
	}, [5]string{m.Brief(), p.meaning.String(), strings.Join(p.users, "\n"), m.Header.Get(sip.HeaderCallID), string(m.Method)}, frames)
	if len(s.last.records) == perChunk {
		s.full = append(s.full, s.last)
		s.last = newChunk()
		clear(s.flowIDs)
		if (len(s.full)-1)*perChunk >= s.limits.Messages {
			s.full[0] = nil // A list that has it keeps it.
			s.full, s.first = s.full[1:], s.first+perChunk
		}
	}
}

// flow numbers a flow in the last chunk.
func (s *Store) flow(f capture.Flow) uint16 {
	id, ok := s.flowIDs[f]
	if !ok {
		id = uint16(len(s.last.flows))
		s.last.flows = append(s.last.flows, f)
		s.flowIDs[f] = id
	}
	return id
}

// List returns a picture of what is kept now.
func (s *Store) List() List {
	s.flush()
	l := List{first: s.first, end: s.first + len(s.full)*perChunk + len(s.last.records), spool: s.spool, chunks: slices.Clone(s.full)}
	if len(s.last.records) > 0 {
		l.chunks = append(l.chunks, s.last.picture())
	}
	return l
}

// Close gives back what the bytes are kept in. Lists stay readable but for the bytes.
func (s *Store) Close() error { return s.spool.close() }

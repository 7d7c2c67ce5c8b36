package tcp

import (
	"time"

	"prescap/capture"
)

// opened notes that the SYN of s was seen; seq is the number after it.
func (a *Assembler) opened(s *stream, seq uint32) {
	switch {
	case !s.known:
		s.base, s.known, s.opened = seq, true, true
	case s.held && !s.opened: // Data overtook the SYN.
		s.opened = true
		s.next = s.first()
		if off := s.offset(seq); off > s.next-far && off < s.next {
			s.next = off
		}
		a.release(s)
	}
}

// acknowledged notes that the receiver of s has everything before ack.
func (a *Assembler) acknowledged(s *stream, ack uint32, t time.Time) {
	if !s.known || s.held || s.end != capture.Open {
		return
	}
	if off := s.offset(ack); off > s.acked && off > s.next && off < s.sent+far {
		s.acked = off
		a.wait(s, t)
	}
}

// data takes the payload of p, which begins at seq.
func (a *Assembler) data(s *stream, seq uint32, p *capture.Packet) {
	if s.end != capture.Open {
		return
	}
	if !s.known {
		s.base, s.known, s.held = seq, true, true
	}
	if a.wild(s, seq, p) {
		return
	}
	start := s.offset(seq)
	end := start + int64(len(p.Payload))
	s.sent = max(s.sent, end+int64(p.Cut))
	if start < s.next && !s.held {
		if probe := start == s.next-1 && end <= s.next; !probe {
			s.retransmitted++
		}
		start = min(s.next, end)
	}
	switch {
	case start == end:
	case start == s.next && len(s.spans) == 0 && !s.held:
		a.mark[0] = capture.Mark{Frames: p.Frames}
		a.give(s, p.Payload[len(p.Payload)-int(end-start):], a.mark[:])
	default:
		a.keep(s, start, end, p)
	}
	if s.due != 0 || s.fin >= 0 || s.sent > s.next {
		a.wait(s, p.Time)
	}
}

// keep lets what is new of [start, end), the end of p's payload, wait; and gives
// what need not wait any more.
func (a *Assembler) keep(s *stream, start, end int64, p *capture.Packet) {
	if s.queue == nil {
		s.queue = a.queues.open(a, s)
	}
	a.pieces = s.insert(start, end, p.Frames, a.pieces[:0])
	if len(a.pieces) == 0 {
		s.retransmitted++
	}
	for _, piece := range a.pieces {
		from, to := len(p.Payload)-int(end-piece.start), len(p.Payload)-int(end-piece.end)
		s.queue.add(piece.start, p.Payload[from:to])
	}
	for s.cost > a.limits.Reorder {
		s.givenUp++
		a.expire(s, p.Time)
	}
	a.settle(s, p.Time)
}

// finished notes the FIN of s, at seq.
func (a *Assembler) finished(s *stream, seq uint32, t time.Time) {
	if s.end != capture.Open || s.fin >= 0 {
		return
	}
	if !s.known {
		s.base, s.known, s.held = seq, true, true
	}
	off := s.offset(seq)
	if off < s.next && !s.held || off > s.sent+far {
		return
	}
	s.fin = off
	s.sent = max(s.sent, off)
	a.wait(s, t)
}

// wild deals with a packet far from where s stands; it reports whether the
// packet is to be ignored.
func (a *Assembler) wild(s *stream, seq uint32, p *capture.Packet) bool {
	off := s.offset(seq)
	if off > s.next-far && off < max(s.sent, s.acked)+far {
		return false
	}
	follows := s.wildSeen && seq == s.wildEnd
	s.wildSeen, s.wildEnd = true, seq+uint32(len(p.Payload)+p.Cut)
	if !follows {
		return true
	}
	for s.waiting() {
		a.expire(s, p.Time)
	}
	s.base, s.next, s.sent, s.acked, s.fin = seq, 0, 0, 0, -1
	s.wildSeen, s.due = false, 0
	a.lose(s, -1)
	return false
}

// wait sets the boundary at which s is next to be looked at.
func (a *Assembler) wait(s *stream, now time.Time) {
	if s.end != capture.Open {
		return
	}
	if s.fin >= 0 && s.next >= s.fin && !s.held {
		a.finish(s, capture.ByFIN)
		return
	}
	hole := s.sent // Where the missing bytes end.
	if len(s.spans) > 0 {
		hole = s.spans[0].start
		now = s.spans[0].frames[0].Time
	}
	missed := s.acked > s.next+1 && s.acked >= hole
	if s.next != s.dueFor || s.next >= hole && !missed && !s.held {
		s.due, s.dueFor = 0, s.next
	}
	if !s.held && !missed && s.next >= hole {
		return
	}
	d := a.limits.GapWait
	if s.held || missed {
		d = a.limits.Hold
	}
	if b := capture.BoundaryAfter(now.Add(d)); s.due == 0 || b < s.due {
		s.due = b
	}
}

// expire gives up waiting for what is missing next.
func (a *Assembler) expire(s *stream, now time.Time) {
	s.due = 0
	switch {
	case s.held:
		s.next = s.first()
		a.release(s)
	case len(s.spans) > 0:
		a.lose(s, int(s.spans[0].start-s.next))
		s.queue.skip()
	default:
		a.tail(s)
	}
	a.settle(s, now)
}

// release ends the hold of a joined stream: it begins at s.next.
func (a *Assembler) release(s *stream) {
	s.held = false
	if s.queue != nil {
		s.queue.start(s.next)
	}
}

// settle closes a queue in which nothing waits, and sets the next deadline.
func (a *Assembler) settle(s *stream, now time.Time) {
	if len(s.spans) == 0 && s.queue != nil {
		s.queue.close()
		s.queue = nil
	}
	a.wait(s, now)
}

// lose notes that bytes are missing at s.next; -1 stands for an unknown number.
func (a *Assembler) lose(s *stream, n int) {
	s.holes++
	switch {
	case n < 0:
		s.unknown++
		s.gone = -1
	default:
		s.lost += int64(n)
		s.next += int64(n)
		if s.gone >= 0 {
			s.gone += n
		}
	}
}

// tail gives up what is known to have been sent but was not seen, at the end of
// what was.
func (a *Assembler) tail(s *stream) {
	sent := s.sent
	if s.acked > sent+1 { // One more may be the FIN.
		sent = s.acked
	}
	if n := sent - s.next; n > 0 && s.known {
		a.lose(s, int(n))
		s.sent = sent
		a.give(s, nil, nil)
	}
}

// give hands out bytes at s.next.
func (a *Assembler) give(s *stream, data []byte, marks []capture.Mark) {
	seg := capture.Segment{
		Stream: s.id, Flow: s.flow,
		Start: s.start(), Lost: s.gone,
		Data: data, Marks: marks,
	}
	s.told, s.gone = true, 0
	s.next += int64(len(data))
	a.emit(seg)
}

// finish ends s.
func (a *Assembler) finish(s *stream, how capture.EndKind) {
	if s.end != capture.Open {
		return
	}
	s.end, s.due = how, 0
	if s.known {
		a.emit(capture.Segment{Stream: s.id, Flow: s.flow, Start: s.start(), Lost: s.gone, End: how})
	}
}

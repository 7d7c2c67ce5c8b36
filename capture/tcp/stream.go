package tcp

import "prescap/capture"

// far is how far from where a stream stands a sequence number is believed: four
// times the largest possible share of a receive window that anybody fills.
const far = 1 << 28

// stream is one direction of a connection. Offsets count from the byte after
// the SYN, or from the first byte seen.
type stream struct {
	id   capture.StreamID
	flow capture.Flow

	base   uint32 // Sequence number of offset 0.
	known  bool   // base is known: something was seen.
	opened bool   // The SYN was seen.
	held   bool   // Joined: the first data still waits.
	told   bool   // A segment was given, so the next one continues.
	end    capture.EndKind

	next  int64 // Offset of the next byte to give.
	sent  int64 // End of what is known to have been sent: data, cut bytes, FIN.
	acked int64 // What the receiver has acknowledged; 0 when unknown.
	fin   int64 // Offset of the FIN, -1 before it is seen.

	spans []span // What waits behind a hole, ascending, without overlap.
	cost  int    // Memory behind spans.
	queue *queue // Nil while nothing waits.

	due    capture.Boundary // When to look again, 0 for never.
	dueFor int64            // Where next stood when due was set.
	gone   int              // Bytes missing before the next segment; -1 unknown.

	wildEnd  uint32 // Where a packet far off ended.
	wildSeen bool

	retransmitted, holes, unknown, givenUp int
	lost                                   int64
}

// span is a run of bytes that waits in a queue.
type span struct {
	start, end int64
	frames     []capture.Frame
}

func (s *stream) init(id capture.StreamID, flow capture.Flow) {
	s.id, s.flow, s.fin = id, flow, -1
}

// offset unwraps a sequence number to the offset nearest to where s stands.
func (s *stream) offset(seq uint32) int64 {
	return s.next + int64(int32(seq-s.base-uint32(s.next)))
}

// waiting reports whether s has something that only time or another packet
// will resolve.
func (s *stream) waiting() bool {
	return s.end == capture.Open && (s.held || len(s.spans) > 0 || s.sent > s.next)
}

// first returns the offset of the first byte that waits, or of the next one
// expected where nothing does.
func (s *stream) first() int64 {
	if len(s.spans) > 0 {
		return s.spans[0].start
	}
	return s.next
}

// start says how the next segment relates to the stream's beginning.
func (s *stream) start() capture.Start {
	switch {
	case s.told:
		return capture.Continues
	case s.opened:
		return capture.Opened
	default:
		return capture.Joined
	}
}

// stale reports whether a RST of this sequence number came too late to count.
func (s *stream) stale(seq uint32) bool {
	return s.known && !s.held && s.offset(seq) < s.next
}

// pageCost is what the queue takes to keep n bytes.
func pageCost(n int) int {
	const page = 1900
	return (n + page - 1) / page * page
}

// insert lets what is new of [start, end) wait, and returns it in pieces. What
// it returns is valid until the next call.
func (s *stream) insert(start, end int64, frames []capture.Frame, pieces []span) []span {
	i := len(s.spans)
	for i > 0 && s.spans[i-1].end > start {
		i--
	}
	var own []capture.Frame
	for start < end {
		stop := end
		if i < len(s.spans) {
			stop = min(stop, s.spans[i].start)
		}
		if start < stop {
			if own == nil {
				own = append(own, frames...)
			}
			piece := span{start, stop, own}
			pieces = append(pieces, piece)
			s.spans = append(s.spans, span{})
			copy(s.spans[i+1:], s.spans[i:])
			s.spans[i] = piece
			s.cost += pageCost(int(stop - start))
			i++
		}
		start = stop
		if i < len(s.spans) {
			start = max(start, s.spans[i].end)
			i++
		}
	}
	return pieces
}

// take removes the spans before offset end and returns their frames as marks
// relative to start.
func (s *stream) take(start, end int64, marks []capture.Mark) []capture.Mark {
	n := 0
	for ; n < len(s.spans) && s.spans[n].start < end; n++ {
		sp := s.spans[n]
		marks = append(marks, capture.Mark{Offset: int(sp.start - start), Frames: sp.frames})
		s.cost -= pageCost(int(sp.end - sp.start))
	}
	s.spans = append(s.spans[:0], s.spans[n:]...)
	return marks
}

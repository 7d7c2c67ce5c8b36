package tcp

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"prescap/capture"
)

// sim is a wire with an Assembler at its end.
type sim struct {
	t       *testing.T
	a       *Assembler
	conn    *Conn
	now     time.Time
	clock   capture.Boundary
	frame   int
	isn     [2]uint32
	streams [2]heard
}

// heard is what came out of one direction.
type heard struct {
	data  []byte // With holes left out.
	holes []hole
	start capture.Start
	begun bool
	end   capture.EndKind
	marks []int // Frame of each byte of data.
}

// hole says that after at bytes of data lost bytes are missing.
type hole struct{ at, lost int }

func epoch() time.Time { return time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC) }

func newSim(t *testing.T, limits capture.Limits) *sim {
	s := &sim{t: t, now: epoch(), isn: [2]uint32{1000, 900000}}
	s.a = NewAssembler(limits, s.take)
	flow := capture.Flow{Src: netip.MustParseAddrPort("10.0.0.1:49152"), Dst: netip.MustParseAddrPort("10.0.0.2:5060")}
	s.conn = s.a.Open(1, flow)
	return s
}

func (s *sim) take(seg capture.Segment) {
	h := &s.streams[seg.Stream.Dir]
	if h.end != capture.Open {
		s.t.Errorf("segment after the end of %v", seg.Stream)
	}
	switch {
	case !h.begun:
		h.start, h.begun = seg.Start, true
		if seg.Start == capture.Continues {
			s.t.Errorf("first segment of %v continues", seg.Stream)
		}
	case seg.Start != capture.Continues:
		s.t.Errorf("later segment of %v starts", seg.Stream)
	}
	if seg.Lost != 0 {
		h.holes = append(h.holes, hole{len(h.data), seg.Lost})
	}
	if (len(seg.Data) == 0) != (len(seg.Marks) == 0) || len(seg.Marks) > 0 && seg.Marks[0].Offset != 0 {
		s.t.Errorf("marks %v for %d bytes", seg.Marks, len(seg.Data))
	}
	m := 0
	for i := range seg.Data {
		for m+1 < len(seg.Marks) && seg.Marks[m+1].Offset <= i {
			m++
		}
		h.marks = append(h.marks, seg.Marks[m].Frames[0].Num)
	}
	h.data = append(h.data, seg.Data...)
	h.end = seg.End
}

// pkt is a packet to be sent: off counts from the byte after the SYN.
type pkt struct {
	dir   capture.Dir
	off   int64
	data  []byte
	flags capture.TCPFlags
	ack   int64 // Offset in the other direction; -1 for none.
	cut   int
}

// send captures p a tenth of a millisecond after the one before.
func (s *sim) send(p pkt) int {
	s.advance(100 * time.Microsecond)
	s.frame++
	h := capture.TCPHeader{Seq: s.isn[p.dir] + 1 + uint32(p.off), Flags: p.flags}
	if p.ack >= 0 {
		h.Ack, h.Flags = s.isn[p.dir.Other()]+1+uint32(p.ack), h.Flags|capture.ACK
	}
	s.conn.Push(&capture.Packet{
		Frames: []capture.Frame{{Num: s.frame, Time: s.now}}, Time: s.now,
		Conn: 1, Dir: p.dir, TCP: h, Payload: bytes.Clone(p.data), Cut: p.cut,
	})
	return s.frame
}

func (s *sim) advance(d time.Duration) {
	s.now = s.now.Add(d)
	to := capture.BoundaryAt(s.now)
	for {
		due := s.conn.Due()
		if due == 0 || due > to {
			break
		}
		s.conn.Step(due)
		if s.conn.Due() == due {
			s.t.Fatalf("still due at %d after Step", due)
		}
	}
	s.clock = to
}

func (s *sim) handshake() {
	s.send(pkt{dir: 0, off: -1, flags: capture.SYN, ack: -1})
	s.send(pkt{dir: 1, off: -1, flags: capture.SYN, ack: 0})
	s.send(pkt{dir: 0, ack: 0})
}

func (s *sim) close() { s.conn.Close(capture.ByEOF) }

// whole fails unless exactly want came out of direction d.
func (s *sim) whole(d capture.Dir, want []byte) {
	s.t.Helper()
	h := s.streams[d]
	if len(h.holes) > 0 && !(h.start == capture.Joined && len(h.holes) == 0) {
		s.t.Errorf("direction %d: holes %v", d, h.holes)
	}
	if !bytes.Equal(h.data, want) {
		s.t.Errorf("direction %d: got %s, want %s", d, brief(h.data), brief(want))
	}
}

func brief(b []byte) string {
	if len(b) > 60 {
		return fmt.Sprintf("%d bytes %q…%q", len(b), b[:20], b[len(b)-20:])
	}
	return fmt.Sprintf("%q", b)
}

// text returns n bytes that differ from their neighbours.
func text(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('a' + r.IntN(26))
	}
	return b
}

// cuts splits data at random into packets of direction d from offset off on.
func cuts(r *rand.Rand, d capture.Dir, off int64, data []byte, most int) []pkt {
	var ps []pkt
	for len(data) > 0 {
		n := min(len(data), 1+r.IntN(most))
		ps = append(ps, pkt{dir: d, off: off, data: data[:n], ack: -1})
		off, data = off+int64(n), data[n:]
	}
	return ps
}

package pipeline

import (
	"net/netip"
	"testing"
	"time"

	"prescap/capture"
)

// tableSim gives a table packets of two hosts.
type tableSim struct {
	t   *table
	now time.Time
}

func (s *tableSim) look(src, dst string, flags capture.TCPFlags, seq uint32) (capture.ConnID, capture.Dir, capture.ConnID, int) {
	s.now = s.now.Add(time.Second)
	p := &capture.Packet{
		Frames: []capture.Frame{{Time: s.now}}, Time: s.now,
		Flow: capture.Flow{Src: netip.MustParseAddrPort(src), Dst: netip.MustParseAddrPort(dst)},
		TCP:  capture.TCPHeader{Seq: seq, Flags: flags},
	}
	reused, label := s.t.look(p, capture.BoundaryAt(s.now))
	return p.Conn, p.Dir, reused, label
}

func newTableSim(limits capture.Limits) *tableSim {
	return &tableSim{newTable(limits), time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
}

const (
	alice = "10.0.0.1:50000"
	fe    = "10.0.0.2:5060"
	bob   = "10.0.0.3:50001"
)

func TestIncarnations(t *testing.T) {
	s := newTableSim(capture.DefaultLimits())
	for i, c := range []struct {
		src, dst string
		flags    capture.TCPFlags
		seq      uint32
		conn     capture.ConnID
		dir      capture.Dir
		reused   capture.ConnID
		label    int
	}{
		{alice, fe, capture.SYN, 100, 1, capture.Forward, 0, 0},
		{alice, fe, capture.SYN, 100, 1, capture.Forward, 0, -1}, // Again.
		{fe, alice, capture.SYN | capture.ACK, 900, 1, capture.Reverse, 0, -1},
		{alice, fe, capture.ACK, 101, 1, capture.Forward, 0, -1},
		{bob, fe, capture.ACK, 5, 2, capture.Forward, 0, 1}, // Joined.
		{fe, bob, capture.ACK, 7, 2, capture.Reverse, 0, -1},
		{alice, fe, capture.SYN, 555, 3, capture.Forward, 1, 2}, // The port again.
		{fe, alice, capture.SYN | capture.ACK, 901, 3, capture.Reverse, 0, -1},
		{bob, fe, capture.SYN, 700, 4, capture.Forward, 2, 3},                  // After a joined one.
		{fe, alice, capture.SYN | capture.ACK, 1234, 5, capture.Reverse, 3, 4}, // Its SYN was lost.
		{alice, fe, capture.ACK, 5000, 5, capture.Forward, 0, -1},
	} {
		conn, dir, reused, label := s.look(c.src, c.dst, c.flags, c.seq)
		if conn != c.conn || dir != c.dir || reused != c.reused || label != c.label {
			t.Errorf("packet %d: connection %d, direction %d, reused %d, label %d; want %d %d %d %d",
				i, conn, dir, reused, label, c.conn, c.dir, c.reused, c.label)
		}
	}
}

// Data that overtook its SYN by less than Hold belongs to the same connection.
func TestDataBeforeSYN(t *testing.T) {
	s := newTableSim(capture.DefaultLimits())
	one, _, _, _ := s.look(alice, fe, capture.ACK, 101)
	two, _, reused, _ := s.look(alice, fe, capture.SYN, 100)
	if one == two || reused != one {
		t.Errorf("a second later: connections %d and %d", one, two)
	}
	s = newTableSim(capture.DefaultLimits())
	one, _, _, _ = s.look(alice, fe, capture.ACK, 101)
	s.now = s.now.Add(-time.Second)
	two, _, reused, _ = s.look(alice, fe, capture.SYN, 100)
	if one != two || reused != 0 {
		t.Errorf("at once: connections %d and %d", one, two)
	}
}

func TestForgetting(t *testing.T) {
	limits := capture.DefaultLimits()
	limits.Connections = 2
	s := newTableSim(limits)
	s.look(alice, fe, capture.SYN, 1)
	s.look(bob, fe, capture.SYN, 1)
	if id := s.t.overfull(); id != 0 {
		t.Fatalf("forgot %d too early", id)
	}
	s.look(alice, bob, capture.SYN, 1)
	if id := s.t.overfull(); id != 1 {
		t.Errorf("forgot %d, want the one silent longest", id)
	}
	s.look(bob, fe, capture.RST, 2)
	s.look(alice, fe, capture.SYN, 9)
	if id := s.t.overfull(); id != 2 {
		t.Errorf("forgot %d, want the one that ended", id)
	}
	now := capture.BoundaryAt(s.now.Add(limits.Idle))
	if id, _ := s.t.idle(now - 20); id != 0 {
		t.Errorf("forgot %d before its time", id)
	}
	for _, want := range []capture.ConnID{3, 4, 0} {
		id, since := s.t.idle(now + 40)
		if late := now + 40 - since; id != want || id != 0 && (late < 39 || late > 48) {
			t.Errorf("forgot %d, silent too long since %d boundaries; want %d", id, late, want)
		}
	}
	if len(s.t.conns) != 0 {
		t.Errorf("%d left", len(s.t.conns))
	}
}

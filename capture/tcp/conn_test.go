package tcp

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"prescap/capture"
)

func TestInOrder(t *testing.T) {
	s := newSim(t, capture.DefaultLimits())
	s.handshake()
	s.send(pkt{data: []byte("hello "), ack: 0})
	s.send(pkt{off: 6, data: []byte("world"), ack: 0})
	s.send(pkt{dir: 1, data: []byte("yes"), ack: 11})
	s.whole(0, []byte("hello world"))
	s.whole(1, []byte("yes"))
	if s.streams[0].start != capture.Opened || s.streams[1].start != capture.Opened {
		t.Error("not opened")
	}
}

// Every trap of gopacket's reassembly that the design names, and some of TCP's
// own, each with what must come out.
func TestTraps(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789"), 7000)
	for _, c := range []struct {
		name string
		run  func(s *sim)
		want string // Forward direction.
		hole []hole
		end  capture.EndKind
	}{
		{"out of order over 1900 bytes", func(s *sim) {
			s.handshake()
			s.send(pkt{off: 10, data: big[10:], ack: 0})
			s.send(pkt{data: big[:10], ack: 0})
		}, string(big), nil, capture.ByEOF},
		{"retransmission over the sequence wrap", func(s *sim) {
			s.isn[0] = 0xffffffff - 5
			s.handshake()
			s.send(pkt{data: []byte("abcdefgh"), ack: 0})
			s.send(pkt{data: []byte("abcdefghij"), ack: 0})
			s.send(pkt{off: 3, data: []byte("defghijklm"), ack: 0})
		}, "abcdefghijklm", nil, capture.ByEOF},
		{"hole over the sequence wrap", func(s *sim) {
			s.isn[0] = 0xffffffff - 3
			s.handshake()
			s.send(pkt{off: 4, data: []byte("efgh"), ack: 0})
			s.send(pkt{off: 2, data: []byte("cd"), ack: 0})
			s.send(pkt{data: []byte("ab"), ack: 0})
		}, "abcdefgh", nil, capture.ByEOF},
		{"one-way FIN, other side goes on", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("a"), ack: 0})
			s.send(pkt{dir: 1, flags: capture.FIN, ack: 1})
			s.send(pkt{off: 1, data: []byte("b"), ack: 1})
		}, "ab", nil, capture.ByEOF},
		{"FIN before the data it follows", func(s *sim) {
			s.handshake()
			s.send(pkt{off: 4, flags: capture.FIN, ack: 0})
			s.send(pkt{data: []byte("abcd"), ack: 0})
		}, "abcd", nil, capture.ByFIN},
		{"FIN before the data of a joined stream", func(s *sim) {
			s.send(pkt{off: 4, flags: capture.FIN, ack: 0})
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.advance(time.Second)
		}, "abcd", nil, capture.ByFIN},
		{"stale RST", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.send(pkt{off: 2, flags: capture.RST, ack: -1})
			s.advance(time.Second)
			s.send(pkt{off: 4, data: []byte("ef"), ack: 0})
		}, "abcdef", nil, capture.ByEOF},
		{"RST before data it overtook", func(s *sim) {
			s.handshake()
			s.send(pkt{off: 4, flags: capture.RST, ack: -1})
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.advance(time.Second)
			s.send(pkt{off: 4, data: []byte("ef"), ack: 0})
		}, "abcd", nil, capture.ByRST},
		{"joined, first two overtaking each other", func(s *sim) {
			s.send(pkt{off: 5004, data: []byte("ef"), ack: 0})
			s.send(pkt{off: 5000, data: []byte("abcd"), ack: 0})
			s.advance(time.Second)
			s.send(pkt{off: 5006, data: []byte("gh"), ack: 0})
		}, "abcdefgh", nil, capture.ByEOF},
		{"data before its SYN", func(s *sim) {
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.send(pkt{off: -1, flags: capture.SYN, ack: -1})
			s.send(pkt{off: 4, data: []byte("ef"), ack: 0})
		}, "abcdef", nil, capture.ByEOF},
		{"TCP fast open", func(s *sim) {
			s.send(pkt{off: -1, flags: capture.SYN, ack: -1, data: []byte("abcd")})
			s.send(pkt{dir: 1, off: -1, flags: capture.SYN, ack: 4})
			s.send(pkt{off: 4, data: []byte("ef"), ack: 0})
		}, "abcdef", nil, capture.ByEOF},
		{"SYN again, with other data behind it", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: -1, flags: capture.SYN, ack: -1})
			s.send(pkt{off: 2, data: []byte("cd"), ack: 0})
		}, "abcd", nil, capture.ByEOF},
		{"keep-alive probes", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.send(pkt{off: 3, data: []byte{0}, ack: 0})
			s.send(pkt{off: 3, ack: 0})
			s.send(pkt{off: 4, data: []byte("ef"), ack: 0})
		}, "abcdef", nil, capture.ByEOF},
		{"conflicting overlap of what was given", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("abcd"), ack: 0})
			s.send(pkt{off: 1, data: []byte("XXXef"), ack: 0})
		}, "abcdef", nil, capture.ByEOF},
		{"conflicting overlap of what waits", func(s *sim) {
			s.handshake()
			s.send(pkt{off: 4, data: []byte("efgh"), ack: 0})
			s.send(pkt{off: 2, data: []byte("cdXXXXij"), ack: 0})
			s.send(pkt{data: []byte("ab"), ack: 0})
		}, "abcdefghij", nil, capture.ByEOF},
		{"a hole that nobody fills", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: 5, data: []byte("fg"), ack: 0})
			s.advance(6 * time.Second)
			s.send(pkt{off: 7, data: []byte("h"), ack: 0})
		}, "abfgh", []hole{{2, 3}}, capture.ByEOF},
		{"a late retransmission of a hole given up", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: 5, data: []byte("fg"), ack: 0})
			s.advance(6 * time.Second)
			s.send(pkt{off: 2, data: []byte("cde"), ack: 0})
			s.send(pkt{off: 7, data: []byte("h"), ack: 0})
		}, "abfgh", []hole{{2, 3}}, capture.ByEOF},
		{"two holes", func(s *sim) {
			s.handshake()
			s.send(pkt{off: 1, data: []byte("b"), ack: 0})
			s.send(pkt{off: 4, data: []byte("e"), ack: 0})
		}, "be", []hole{{0, 1}, {1, 2}}, capture.ByEOF},
		{"lost at the end, told by the FIN", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: 7, flags: capture.FIN, ack: 0})
		}, "ab", []hole{{2, 5}}, capture.ByFIN},
		{"lost at the end, told by the acknowledgement", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{dir: 1, ack: 9})
		}, "ab", []hole{{2, 7}}, capture.ByEOF},
		{"the acknowledgement of a FIN that was not seen", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{dir: 1, ack: 3})
		}, "ab", nil, capture.ByEOF},
		{"cut by a snaplen", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), cut: 3, ack: 0})
			s.send(pkt{off: 5, data: []byte("fg"), ack: 0})
		}, "abfg", []hole{{2, 3}}, capture.ByEOF},
		{"one stray packet far away", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: 1 << 30, data: []byte("zz"), ack: 0})
			s.send(pkt{off: 2, data: []byte("cd"), ack: 0})
		}, "abcd", nil, capture.ByEOF},
		{"a capture that slept for a gigabyte", func(s *sim) {
			s.handshake()
			s.send(pkt{data: []byte("ab"), ack: 0})
			s.send(pkt{off: 1 << 30, data: []byte("yy"), ack: 0})
			s.send(pkt{off: 1<<30 + 2, data: []byte("zz"), ack: 0})
			s.send(pkt{off: 1<<30 + 4, data: []byte("!"), ack: 0})
		}, "abzz!", []hole{{2, -1}}, capture.ByEOF},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSim(t, capture.DefaultLimits())
			c.run(s)
			s.close()
			h := s.streams[0]
			if string(h.data) != c.want {
				t.Errorf("got %s, want %s", brief(h.data), brief([]byte(c.want)))
			}
			if !slices.Equal(h.holes, c.hole) {
				t.Errorf("holes %v, want %v", h.holes, c.hole)
			}
			if h.end != c.end {
				t.Errorf("ended %v, want %v", h.end, c.end)
			}
		})
	}
}

// A hole that the receiver has acknowledged was missed by the capture: it is
// given up after Hold, not after GapWait.
func TestAcknowledgedHole(t *testing.T) {
	s := newSim(t, capture.DefaultLimits())
	s.handshake()
	s.send(pkt{off: 5, data: []byte("fg"), ack: 0})
	s.advance(2 * time.Second)
	if len(s.streams[0].data) > 0 {
		t.Fatal("given up although the receiver still waits")
	}
	s.send(pkt{dir: 1, ack: 7})
	s.advance(600 * time.Millisecond)
	if string(s.streams[0].data) != "fg" {
		t.Error("not given up although the receiver has it")
	}
}

// What waits is bounded, and the bound is counted.
func TestReorderBound(t *testing.T) {
	limits := capture.DefaultLimits()
	limits.Reorder = 64 << 10
	s := newSim(t, limits)
	s.handshake()
	for i := range 100 {
		s.send(pkt{off: int64(10 + 1000*i), data: make([]byte, 1000), ack: 0})
	}
	var f capture.Figures
	s.conn.Count(capture.Forward, &f)
	if f.GivenUp != 1 || f.Lost != 10 || len(s.streams[0].data) != 100_000 {
		t.Errorf("figures %+v, %d bytes", f, len(s.streams[0].data))
	}
}

// Reordered within a window, duplicated, cut anew and overlapped, at any
// sequence number, the same bytes come out, each with a frame that brought it.
func TestMetamorphic(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := newSim(t, capture.DefaultLimits())
		s.isn[0], s.isn[1] = r.Uint32(), 0xffffffff-uint32(r.IntN(5000))
		want := [2][]byte{text(r, 1+r.IntN(20000)), text(r, 1+r.IntN(20000))}
		joined := seed%4 == 3
		if !joined {
			s.handshake()
		}
		var ps []pkt
		for d := range capture.Dir(2) {
			ps = append(ps, cuts(r, d, 0, want[d], 3000)...)
			for range r.IntN(20) { // Retransmissions, cut otherwise, their overlaps conflicting.
				off := r.IntN(len(want[d]))
				again := bytes.Clone(want[d][off:min(len(want[d]), off+1+r.IntN(4000))])
				ps = append(ps, pkt{dir: d, off: int64(off), data: again, ack: -1})
			}
		}
		window := 1 + r.IntN(12)
		for i := range ps {
			j := min(len(ps)-1, i+r.IntN(window))
			ps[i], ps[j] = ps[j], ps[i]
		}
		brought := map[int]pkt{}
		for _, p := range ps {
			brought[s.send(p)] = p
		}
		s.close()
		for d := range capture.Dir(2) {
			s.whole(d, want[d])
			for i, n := range s.streams[d].marks {
				if p := brought[n]; p.dir != d || int64(i) < p.off || int64(i) >= p.off+int64(len(p.data)) {
					t.Fatalf("seed %d: byte %d is said to be of frame %d, which has [%d,%d)", seed, i, n, p.off, p.off+int64(len(p.data)))
				}
			}
		}
		if s.a.queues.assembler != nil {
			if dump := s.a.queues.assembler.Dump(); dump != "pageCache: used: 0:" {
				t.Errorf("seed %d: gopacket still holds something: %s", seed, dump)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// Whatever is lost, what comes out is the rest, and the holes say exactly what.
func TestLoss(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 2))
		s := newSim(t, capture.DefaultLimits())
		s.isn[0] = r.Uint32()
		s.handshake()
		want := text(r, 1+r.IntN(30000))
		ps := cuts(r, 0, 0, want, 1460)
		seen := make([]bool, len(want))
		for _, p := range ps {
			if r.IntN(6) == 0 {
				continue
			}
			s.send(p)
			for i := range p.data {
				seen[int(p.off)+i] = true
			}
			if r.IntN(3) == 0 {
				s.send(pkt{dir: 1, ack: p.off + int64(len(p.data))})
			}
			if r.IntN(10) == 0 {
				s.advance(time.Duration(r.IntN(8000)) * time.Millisecond)
			}
		}
		s.send(pkt{dir: 1, ack: int64(len(want))})
		s.close()
		var rest []byte
		var holes []hole
		for i := 0; i < len(want); i++ {
			if seen[i] {
				rest = append(rest, want[i])
				continue
			}
			if len(holes) == 0 || holes[len(holes)-1].at != len(rest) {
				holes = append(holes, hole{at: len(rest)})
			}
			holes[len(holes)-1].lost++
		}
		if n := len(holes); n > 0 && holes[n-1] == (hole{len(rest), 1}) {
			holes = holes[:n-1] // A single byte at the end cannot be told from a FIN.
		}
		h := s.streams[0]
		if !bytes.Equal(h.data, rest) || !slices.Equal(merged(h.holes), holes) {
			t.Fatalf("seed %d: %d of %d bytes, holes %v, want %v", seed, len(h.data), len(rest), h.holes, holes)
		}
	}
}

// merged joins holes that were told in two steps.
func merged(hs []hole) []hole {
	var out []hole
	for _, h := range hs {
		if n := len(out); n > 0 && out[n-1].at == h.at {
			out[n-1].lost += h.lost
		} else {
			out = append(out, h)
		}
	}
	return out
}

func TestFigures(t *testing.T) {
	s := newSim(t, capture.DefaultLimits())
	s.handshake()
	s.send(pkt{data: []byte("abcd"), ack: 0})
	s.send(pkt{data: []byte("abcd"), ack: 0}) // Retransmitted.
	s.send(pkt{off: 3, data: []byte("d"), ack: 0})
	s.send(pkt{off: 10, data: []byte("klm"), ack: 0})
	s.send(pkt{off: 11, data: []byte("lm"), ack: 0}) // Retransmitted, of what waits.
	s.close()
	var f capture.Figures
	s.conn.Count(capture.Forward, &f)
	want := capture.Figures{Retransmitted: 2, Lost: 6, Holes: 1, Start: capture.Opened, End: capture.ByEOF}
	if f != want {
		t.Errorf("got %+v\nwant %+v", f, want)
	}
}

// In-order segments cost no allocation.
func TestAllocs(t *testing.T) {
	a := NewAssembler(capture.DefaultLimits(), func(capture.Segment) {})
	c := a.Open(1, capture.Flow{})
	p := &capture.Packet{Frames: []capture.Frame{{Num: 1, Time: epoch()}}, Time: epoch(), Payload: make([]byte, 1000)}
	c.Push(&capture.Packet{Frames: p.Frames, Time: epoch(), TCP: capture.TCPHeader{Seq: 0xffffffff, Flags: capture.SYN}})
	if n := testing.AllocsPerRun(1000, func() {
		c.Push(p)
		p.TCP.Seq += 1000
	}); n != 0 {
		t.Errorf("%v allocs per segment", n)
	}
}

func BenchmarkPush(b *testing.B) {
	for _, reorder := range []int{0, 50, 5} {
		b.Run(fmt.Sprintf("reordered=%d", reorder), func(b *testing.B) {
			a := NewAssembler(capture.DefaultLimits(), func(capture.Segment) {})
			c := a.Open(1, capture.Flow{})
			p := &capture.Packet{Frames: []capture.Frame{{Num: 1, Time: epoch()}}, Time: epoch(), Payload: make([]byte, 1400)}
			c.Push(&capture.Packet{Frames: p.Frames, Time: epoch(), TCP: capture.TCPHeader{Seq: 0xffffffff, Flags: capture.SYN}})
			b.SetBytes(1400)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if reorder > 0 && i%reorder == 0 {
					p.TCP.Seq += 1400
					c.Push(p)
					p.TCP.Seq -= 1400
					c.Push(p)
					p.TCP.Seq += 2800
					continue
				}
				c.Push(p)
				p.TCP.Seq += 1400
			}
		})
	}
}

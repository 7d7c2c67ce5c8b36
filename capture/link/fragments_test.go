package link

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"prescap/capture"
)

// cutUp cuts a UDP datagram with so many bytes into IP fragments of at most so many, over
// IPv4 or IPv6.
func cutUp(size, each int, id uint16, six bool) [][]byte {
	data := udpOf(8+size, string(bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]))
	var all [][]byte
	for at := 0; at < len(data); at += each {
		part := data[at:min(at+each, len(data))]
		more := at+each < len(data)
		if six {
			head := be.AppendUint16([]byte{17, 0}, uint16(at)|map[bool]uint16{true: 1}[more])
			head = append(head, 0, 1, byte(id>>8), byte(id))
			all = append(all, join(eth(0x86dd), v6(44, string(head), part)))
			continue
		}
		flags := uint16(at / 8)
		if more {
			flags |= 0x2000
		}
		all = append(all, join(eth(0x0800), with(with(v4(17, "", part), 6, byte(flags>>8), byte(flags)), 4, byte(id>>8), byte(id))))
	}
	return all
}

// put adds frames, numbered from 1 and a millisecond apart, and returns what came out.
func put(x *Fragments, frames [][]byte, from time.Time) (packets []Packet, of [][]capture.Frame) {
	for i, b := range frames {
		var p Packet
		if Decode(record(linkEthernet, b), &p) != Fragment {
			panic("no fragment")
		}
		v, proof := x.Add(&p, capture.Frame{Num: i + 1}, from.Add(time.Duration(i)*time.Millisecond))
		if v == Transport {
			packets, of = append(packets, p), append(of, proof)
		} else if proof != nil {
			panic("frames of nothing")
		}
	}
	return packets, of
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// In any order, with any of them twice, the fragments are the datagram.
func TestFragments(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		size, six := 1+rng.IntN(6000), seed%2 == 0
		frames := cutUp(size, 8*(1+rng.IntN(180)), 7, six)
		if len(frames) < 2 || len(frames) > mostPieces/2 {
			continue
		}
		for range rng.IntN(3) {
			frames = append(frames, frames[rng.IntN(len(frames))])
		}
		rng.Shuffle(len(frames), func(i, j int) { frames[i], frames[j] = frames[j], frames[i] })
		x := NewFragments(1 << 20)
		packets, proof := put(x, frames, noon)
		if len(packets) == 0 || len(packets) > 2 { // Two where all were there twice.
			t.Fatalf("seed %d: %d packets of %d fragments", seed, len(packets), len(frames))
		}
		p := packets[len(packets)-1]
		if want := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]; !bytes.Equal(p.Payload, want) || p.Cut != 0 || p.Flow.Src.Port() != 5060 || p.Flow.Src.Addr().Is6() != six {
			t.Errorf("seed %d: %d bytes from %v", seed, len(p.Payload), p.Flow)
		}
		if !slices.IsSortedFunc(proof[0], func(a, b capture.Frame) int { return a.Num - b.Num }) {
			t.Errorf("seed %d: frames %v", seed, proof[0])
		}
	}
}

func TestFragmentsMissing(t *testing.T) {
	x := NewFragments(1 << 20)
	frames := cutUp(3000, 1000, 7, false)
	if packets, _ := put(x, slices.Delete(slices.Clone(frames), 1, 2), noon); len(packets) != 0 || x.Lost() != 0 {
		t.Errorf("%d packets, %d lost", len(packets), x.Lost())
	}
	if packets, _ := put(x, frames[1:2], noon.Add(2*time.Minute)); len(packets) != 0 || x.Lost() != len(frames)-1 {
		t.Errorf("a fragment that comes minutes later: %d packets, %d lost", len(packets), x.Lost())
	}
	if x.Close(); x.Lost() != len(frames) || x.held != 0 || len(x.all) != 0 {
		t.Errorf("%d lost, %d bytes held", x.Lost(), x.held)
	}
	var p Packet // A snaplen cut it.
	r := record(linkEthernet, frames[0][:500])
	r.Length = len(frames[0])
	if Decode(r, &p); p.piece.cut == 0 {
		t.Error("nothing is cut")
	}
	if v, _ := x.Add(&p, capture.Frame{Num: 1}, noon); v != Fragment || x.Lost() != len(frames)+1 {
		t.Errorf("a fragment that is cut: %d, %d lost", v, x.Lost())
	}
}

// What overlaps is what came first, and two datagrams with different IDs are two.
func TestFragmentsOverlap(t *testing.T) {
	x := NewFragments(1 << 20)
	a := cutUp(2000, 1000, 7, false)
	b := cutUp(2000, 1200, 7, false) // The same, cut elsewhere.
	if packets, _ := put(x, [][]byte{a[0], b[1], a[1], a[2]}, noon); len(packets) != 1 || len(packets[0].Payload) != 2000 {
		t.Errorf("%d packets", len(packets))
	}
	c := cutUp(2000, 1000, 8, false)
	x = NewFragments(1 << 20)
	if packets, _ := put(x, [][]byte{a[0], c[1], a[1], c[0], c[2], a[2]}, noon); len(packets) != 2 {
		t.Errorf("%d packets of two", len(packets))
	}
}

// No more is kept than there is room for, and no datagram has endless pieces.
func TestFragmentsBounded(t *testing.T) {
	x := NewFragments(100_000)
	for id := range uint16(1000) {
		put(x, cutUp(3000, 1000, id+1, false)[:2], noon.Add(time.Duration(id)*time.Microsecond))
		if x.held > 100_000 || len(x.all) > 100_000/1000 {
			t.Fatalf("%d bytes of %d datagrams are held", x.held, len(x.all))
		}
	}
	if x.Lost() < 1800 {
		t.Errorf("%d are lost", x.Lost())
	}
	x = NewFragments(1 << 20)
	put(x, cutUp(8000, 8, 7, false), noon)
	if x.Close(); x.Lost() == 0 || x.held != 0 {
		t.Errorf("%d lost, %d held", x.Lost(), x.held)
	}
}

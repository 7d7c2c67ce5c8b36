package pipeline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"prescap/capture"
	"prescap/decode/sip"
)

// conversation is what both sides say: 14 messages, one of 64 KB, with
// keep-alives between them.
func conversation() (says [2][]byte, ends [2][]int) {
	for n := range 7 {
		body := []int{0, 767, 2000, 30000, 64 << 10, 900, 10}[n]
		says[0] = append(says[0], request(1, n+1, body/2)...)
		ends[0] = append(ends[0], len(says[0]))
		if n%3 == 1 {
			says[0] = append(says[0], "\r\n\r\n"...)
		}
		says[1] = append(says[1], answer(1, n+1, body)...)
		ends[1] = append(ends[1], len(says[1]))
	}
	return says, ends
}

// contents is a message without its frames and times.
func contents(m *sip.Message) string {
	return fmt.Sprintf("%s\n%v\n%s\n%d %d %v", m.StartLine, m.Header, m.Body, m.Length, m.Lost, m.Defects)
}

// byDirection returns the contents of messages, those of each direction in order.
func byDirection(ms []*sip.Message) (all [2][]string) {
	for _, m := range ms {
		all[from(m)] = append(all[from(m)], contents(m))
	}
	return all
}

// from is who sent a message: which direction is Forward depends on who was seen
// first.
func from(m *sip.Message) int {
	if m.Flow.Src.Port() == 5060 {
		return 1
	}
	return 0
}

// cut splits the conversation into frames, at the given offsets of each
// direction, the directions taking turns.
func cut(w *wire, says [2][]byte, cuts [2][]int) [][]byte {
	var sides [2][][]byte
	for d := range says {
		points := append(append([]int{0}, cuts[d]...), len(says[d]))
		for i := 1; i < len(points); i++ {
			for from := points[i-1]; from < points[i]; from += 60000 { // What an IP packet holds.
				to := min(points[i], from+60000)
				sides[d] = append(sides[d], w.frame(capture.Dir(d), int64(from), 0, 0, says[d][from:to]))
			}
		}
	}
	frames := w.handshake()
	for len(sides[0])+len(sides[1]) > 0 {
		for d := range sides {
			if len(sides[d]) > 0 {
				frames = append(frames, sides[d][0])
				sides[d] = sides[d][1:]
			}
		}
	}
	return frames
}

func TestCutAtEveryByte(t *testing.T) {
	says, _ := conversation()
	want := byDirection(runAll(t, &memory{records: timed(cut(newWire(1), says, [2][]int{}))}, config(1, 0)).messages)
	if len(want[0]) != 7 || len(want[1]) != 7 {
		t.Fatalf("%d and %d messages", len(want[0]), len(want[1]))
	}
	for d := range says {
		step := 1
		for k := 1; k < len(says[d]); k += step {
			if k > 2500 {
				step = 331
			}
			if testing.Short() {
				step = 997
			}
			var cuts [2][]int
			cuts[d] = []int{k}
			got := byDirection(runAll(t, &memory{records: timed(cut(newWire(1), says, cuts))}, config(1, 0)).messages)
			if !slices.Equal(got[0], want[0]) || !slices.Equal(got[1], want[1]) {
				t.Fatalf("direction %d cut at %d", d, k)
			}
		}
	}
}

// randomCuts cuts into pieces of a few bytes to most.
func randomCuts(r *rand.Rand, length, most int) (points []int) {
	for at := 1 + r.IntN(most); at < length; at += 1 + r.IntN(most) {
		points = append(points, at)
	}
	return points
}

// Whatever TCP does to a conversation, the messages are the same.
func TestMetamorphic(t *testing.T) {
	says, _ := conversation()
	want := byDirection(runAll(t, &memory{records: timed(cut(newWire(1), says, [2][]int{}))}, config(1, 0)).messages)
	seeds := uint64(150)
	if testing.Short() {
		seeds = 10
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 3))
		w := newWire(int(seed))
		w.isn[0], w.isn[1] = r.Uint32(), 0xffffffff-uint32(r.IntN(60000)) // The second wraps.
		frames := cut(w, says, [2][]int{randomCuts(r, len(says[0]), 3000), randomCuts(r, len(says[1]), 9000)})
		want := want
		switch seed % 4 {
		case 1: // Joined: the handshake was not captured.
			frames = frames[3:]
		case 2: // One direction only.
			frames = slices.DeleteFunc(frames, func(f []byte) bool { return bytes.Equal(f[26:30], w.ends[1].Addr().AsSlice()) })
			want[1] = nil
		}
		window := 1 + r.IntN(6)
		first := 3
		if seed%4 == 1 {
			first = 0
		}
		for i := first; i < len(frames); i++ {
			j := min(len(frames)-1, i+r.IntN(window))
			frames[i], frames[j] = frames[j], frames[i]
		}
		for range r.IntN(30) {
			at := 3 + r.IntN(len(frames)-3)
			d := capture.Dir(r.IntN(2))
			off := r.IntN(len(says[d]))
			var again, extra []byte
			switch r.IntN(5) {
			case 0: // The same packet captured twice.
				extra = frames[at]
			case 1: // A keep-alive probe of what was sent long ago.
				extra = w.frame(0, -1, 0, 0, []byte{0})
			case 2: // A stale RST.
				extra = w.frame(d, -5000, 0, capture.RST, nil)
			default: // A retransmission, cut otherwise. What it says anew must not count.
				again = bytes.Clone(says[d][off : off+seenFrom(w, frames[:at], d, off)])
				if len(again) == 0 {
					continue
				}
				for i := range again {
					again[i] ^= 0x20
				}
				extra = w.frame(d, int64(off), 0, 0, again)
			}
			frames = slices.Insert(frames, at, extra)
		}
		f := runAll(t, &memory{records: timed(frames)}, config(1+int(seed%3), 0))
		got := byDirection(f.messages)
		for d := range got {
			if !slices.Equal(got[d], want[d]) {
				t.Fatalf("seed %d: direction %d: %d messages, want %d\n%s", seed, d, len(got[d]), len(want[d]), odd(got[d], want[d]))
			}
		}
		if f.account.Loss.Bytes != 0 {
			t.Errorf("seed %d: %d bytes lost", seed, f.account.Loss.Bytes)
		}
	}
}

// seenFrom is how many bytes from offset off on the given frames of direction d
// have.
func seenFrom(w *wire, frames [][]byte, d capture.Dir, off int) int {
	end := off
	for again := true; again; {
		again = false
		for _, f := range frames {
			if from, at := w.read(f); from == d && at >= 0 && at <= end && at+len(f)-54 > end {
				end, again = at+len(f)-54, true
			}
		}
	}
	return end - off
}

func odd(got, want []string) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("message %d:\n got %.900s\nwant %.900s", i, got[i], want[i])
		}
	}
	return ""
}

// Whatever is lost, every message that was captured whole is given, those that
// were not say so, and the account says exactly how much is missing.
func TestLoss(t *testing.T) {
	says, ends := conversation()
	whole := byDirection(runAll(t, &memory{records: timed(cut(newWire(1), says, [2][]int{}))}, config(1, 0)).messages)
	seeds := uint64(300)
	if testing.Short() {
		seeds = 20
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 4))
		w := newWire(int(seed))
		frames := cut(w, says, [2][]int{randomCuts(r, len(says[0]), 1460), randomCuts(r, len(says[1]), 4000)})
		rate := []float64{0.01, 0.05, 0.2}[seed%3]
		lost := 0
		var missing [2][]bool
		for d := range says {
			missing[d] = make([]bool, len(says[d]))
		}
		kept := slices.DeleteFunc(slices.Clone(frames), func(f []byte) bool {
			if len(f) == 54 || r.Float64() >= rate {
				return false
			}
			d, off := w.read(f)
			for i := range f[54:] {
				missing[d][off+i] = true
			}
			lost += len(f) - 54
			return true
		})
		// Both sides acknowledge everything in the end.
		kept = append(kept, w.frame(0, int64(len(says[0])), int64(len(says[1])), 0, nil),
			w.frame(1, int64(len(says[1])), int64(len(says[0])), 0, nil))
		f := runAll(t, &memory{records: timed(kept)}, config(1+int(seed%2), 0))
		if f.account.Loss.Bytes != int64(lost) || f.account.Loss.Unknown != 0 {
			t.Errorf("seed %d: %d bytes lost and %d unknown, want %d", seed, f.account.Loss.Bytes, f.account.Loss.Unknown, lost)
		}
		got := byDirection(f.messages)
		for d := range got {
			for i, end := range ends[d] {
				start := 0
				if i > 0 {
					start = ends[d][i-1]
				}
				intact := !slices.Contains(missing[d][start:end], true)
				if intact && !slices.Contains(got[d], whole[d][i]) {
					t.Fatalf("seed %d: direction %d: message %d was captured whole and is not there", seed, d, i)
				}
			}
		}
		for _, m := range f.messages {
			if m.Lost == 0 && !slices.Contains(whole[from(m)], contents(m)) {
				t.Fatalf("seed %d: a message nobody sent: %s", seed, contents(m))
			}
		}
	}
}

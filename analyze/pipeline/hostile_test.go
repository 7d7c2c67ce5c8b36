package pipeline

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"prescap/capture"
	"prescap/capture/pcapfile"
)

// Whatever a field of a header says, the run goes on, and what other packets
// brought is still found.
func TestHostileHeaders(t *testing.T) {
	w, other := newWire(1), newWire(2)
	frames := w.handshake()
	off := [2]int64{}
	for n := range 3 {
		req, ans := []byte(request(1, n, 700)), []byte(answer(1, n, 900))
		frames = append(frames, w.frame(0, off[0], off[1], capture.PSH, req))
		off[0] += int64(len(req))
		frames = append(frames, w.frame(1, off[1], off[0], capture.PSH, ans))
		off[1] += int64(len(ans))
	}
	frames = append(frames, w.frame(0, off[0], off[1], capture.FIN, nil), w.frame(1, off[1], off[0]+1, capture.FIN, nil))
	good := append(other.handshake(), other.frame(0, 0, 0, 0, []byte(request(2, 1, 300))), other.frame(1, 0, 0, 0, []byte(answer(2, 1, 300))))

	for k := range frames {
		for i := range 54 {
			if testing.Short() && (k+i)%7 != 0 {
				continue
			}
			for _, v := range []byte{0, 0xff, ^frames[k][i], frames[k][i] + 1} {
				bad := slices.Clone(frames)
				bad[k] = bytes.Clone(bad[k])
				bad[k][i] = v
				f := runAll(t, &memory{records: timed(append(bad, good...))}, config(1, 0))
				own := 0
				for _, m := range f.messages {
					if m.Flow.Src == other.ends[0] || m.Flow.Dst == other.ends[0] {
						own++
					}
				}
				if own != 2 {
					t.Fatalf("byte %d of frame %d is %#x: %d messages of another connection, want 2", i, k+1, v, own)
				}
			}
		}
	}
}

// FuzzRun gives arbitrary bytes to the whole path: it never panics, and the
// number of shards changes nothing.
func FuzzRun(f *testing.F) {
	for _, name := range []string{"udp", "oddports", "negotiate"} {
		data, err := os.ReadFile("../../samples/" + name + ".pcapng")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(noted(f, data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		run := func(shards, batch int) string {
			src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
			defer src.Close()
			return runAll(t, src, config(shards, batch)).text
		}
		if one, three := run(1, 0), run(3, 2); one != three {
			t.Error(firstDifference(three, one))
		}
	})
}

// noted is a capture with secrets before every other packet, and comments.
func noted(t testing.TB, data []byte) []byte {
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	var out bytes.Buffer
	w := pcapfile.NewWriter(&out, pcapfile.Head{})
	w.Interface(pcapfile.Interface{Link: 1})
	var r capture.Record
	for {
		switch status, err := src.Next(t.Context(), &r); {
		case err != nil:
			t.Fatal(err)
		case status == capture.End:
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		case status == capture.Idle:
			continue
		}
		if r.Frame.Num%2 == 0 {
			w.Secret(capture.Secret{Kind: 1, Data: []byte("secret")})
		}
		r.Comments = []string{"note"}
		if err := w.Packet(0, &r); err != nil {
			t.Fatal(err)
		}
	}
}

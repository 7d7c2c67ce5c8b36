package pipeline

import (
	"slices"
	"testing"

	"prescap/capture"
)

// However a connection ended, or did not, the next one on the same ports is
// another connection, and both are read whole.
func TestPortReuse(t *testing.T) {
	says, _ := conversation()
	n, m := int64(len(says[0])), int64(len(says[1]))
	for _, c := range []struct {
		name string
		end  func(w *wire) [][]byte
		how  capture.EndKind
	}{
		{"closed", func(w *wire) [][]byte {
			return [][]byte{w.frame(0, n, m, capture.FIN, nil), w.frame(1, m, n+1, capture.FIN, nil), w.frame(0, n+1, m+1, 0, nil)}
		}, capture.ByFIN},
		{"closed by one side", func(w *wire) [][]byte {
			return [][]byte{w.frame(1, m, n, capture.FIN, nil)}
		}, capture.Reused},
		{"reset", func(w *wire) [][]byte {
			return [][]byte{w.frame(1, m, n, capture.RST, nil)}
		}, capture.ByRST},
		{"silent", func(*wire) [][]byte { return nil }, capture.Reused},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWire(5)
			frames := append(cut(w, says, [2][]int{}), c.end(w)...)
			w.isn[0] += 4_000_000
			w.isn[1] += 9_000_000
			frames = append(frames, cut(w, says, [2][]int{})...)
			f := runAll(t, &memory{records: timed(frames)}, config(2, 0))
			if len(f.messages) != 28 || len(f.conns) != 2 || f.account.Loss.Bytes != 0 {
				t.Fatalf("%d messages on %d connections, %d lost", len(f.messages), len(f.conns), f.account.Loss.Bytes)
			}
			if i := slices.IndexFunc(f.conns, func(c *Connection) bool { return c.ID == 1 }); f.conns[i].How != c.how {
				t.Errorf("ended %v, want %v", f.conns[i].How, c.how)
			}
		})
	}
}

// The first request may travel in the SYN (RFC 7413), and again behind it where
// the server did not take it.
func TestFastOpen(t *testing.T) {
	req, ans := []byte(request(1, 1, 700)), []byte(answer(1, 1, 900))
	w := newWire(6)
	for _, frames := range [][][]byte{
		{w.frame(0, -1, -1, capture.SYN, req), w.frame(1, -1, int64(len(req)), capture.SYN, nil)},
		{w.frame(0, -1, -1, capture.SYN, req), w.frame(1, -1, 0, capture.SYN, nil), w.frame(0, 0, 0, 0, req)},
	} {
		frames = append(frames, w.frame(1, 0, int64(len(req)), 0, ans))
		f := runAll(t, &memory{records: timed(frames)}, config(1, 0))
		if len(f.messages) != 2 || f.account.Loss.Bytes != 0 || f.messages[0].Lost != 0 {
			t.Errorf("%d messages, %d lost", len(f.messages), f.account.Loss.Bytes)
		}
	}
}

// A connection that showed that it is nothing for us is read again from the
// packet that begins with a start line on.
func TestRevival(t *testing.T) {
	w := newWire(7)
	frames := w.handshake()
	noise := make([]byte, 1000)
	for i := range noise {
		noise[i] = byte(i*7) | 0x80
	}
	off := int64(0)
	for range 100 {
		frames = append(frames, w.frame(0, off, 0, 0, noise))
		off += int64(len(noise))
	}
	for n := range 3 {
		req := []byte(request(1, n, 500))
		frames = append(frames, w.frame(0, off, 0, 0, req))
		off += int64(len(req))
	}
	f := runAll(t, &memory{records: timed(frames)}, config(1, 0))
	if len(f.messages) != 3 || len(f.conns) != 1 {
		t.Fatalf("%d messages on %d connections", len(f.messages), len(f.conns))
	}
	if c := f.conns[0]; c.Kind != SIP || !c.Dismissed || c.Sides[0].Frames != len(frames)-1 {
		t.Errorf("connection %+v", c)
	}
}

package sip

import (
	"strings"
	"testing"

	"prescap/capture"
)

// TestHoles makes a hole of every size at every place of a conversation. What it
// does not touch is the same; what it touches says what is lost; what begins
// behind it is found.
func TestHoles(t *testing.T) {
	type piece struct {
		from, start, body, to int // start: where the start line ends.
		message               bool
	}
	parts := []string{
		request("SERVICE", "<publish>SIP/2.0 200 OK\r\n\r\n</publish>", "Content-Type: application/xml\r\n"),
		response(200, strings.Repeat("b", 30)),
		"\r\n\r\n",
		request("NOTIFY", "", "x-folded: a\r\n  b\r\n"),
		request("BENOTIFY", strings.Repeat("z", 40)),
		request("INFO", "12"),
		response(200, ""),
	}
	var pieces []piece
	data := ""
	for _, p := range parts {
		from := len(data)
		data += p
		pieces = append(pieces, piece{from, from + strings.Index(p, "\n") + 1, from + strings.Index(p, "\r\n\r\n") + 4, len(data), len(p) > 4})
	}
	all := frameCuts(t, DefaultLimits(), capture.Opened, []byte(data)).messages
	for at := range data {
		for _, size := range []int{1, 2, 3, 7, 30, 45, 150, 400} {
			for _, told := range []bool{true, false} {
				if at+size > len(data) {
					continue
				}
				var want []*Message
				i, known := 0, false
				for _, p := range pieces {
					if !p.message {
						continue
					}
					m := *all[i]
					i++
					switch {
					case p.to <= at, p.from >= at+size:
					case at < p.start: // Nothing to say of it, not even what it is.
						continue
					case at < p.body:
						m.Lost, m.Length, m.Body = size, at-p.from, nil
					default:
						m.Lost, m.Length, m.Body = min(size, p.to-at), at-p.from, m.Body[:at-p.body]
						known = told && at+size <= p.to
					}
					if m.Lost != 0 && !told {
						m.Lost = -1
					}
					want = append(want, &m)
				}
				f := newFeeder(DefaultLimits(), capture.Opened)
				f.send([]byte(data[:at]), 0)
				lost := size
				if !told {
					lost = -1
				}
				f.send([]byte(data[at+size:]), lost)
				f.Close()
				got := f.found.messages
				if len(got) != len(want) {
					t.Fatalf("hole of %d at %d: %d messages, want %d", lost, at, len(got), len(want))
				}
				for i, m := range got {
					w := want[i]
					if w.Lost == 0 {
						if d := same(&found{messages: []*Message{w}}, &found{messages: []*Message{m}}); d != "" {
							t.Fatalf("hole of %d at %d: message %d: %s", lost, at, i, d)
						}
						continue
					}
					if m.Lost != w.Lost || m.Length != w.Length || string(m.Body) != string(w.Body) || m.StartLine != w.StartLine || len(m.Defects) != 1 {
						t.Fatalf("hole of %d at %d: message %d: Lost %d, Length %d, %q, %v; want %d, %d", lost, at, i,
							m.Lost, m.Length, m.Body, m.Defects, w.Lost, w.Length)
					}
					if len(m.Frames) != 1 || m.Frames[0].Num != 1 {
						t.Fatalf("hole of %d at %d: frames %v, want those before the hole", lost, at, m.Frames)
					}
				}
				if known && f.found.junk != 0 {
					t.Fatalf("hole of %d at %d: %d bytes of junk behind a body of known length", lost, at, f.found.junk)
				}
			}
		}
	}
}

// TestCutShort frames messages of which every packet was cut by a snaplen: those
// that show more than their start line are given, as far as they were captured.
func TestCutShort(t *testing.T) {
	msgs := []string{request("SERVICE", strings.Repeat("b", 300)), response(200, ""), request("BENOTIFY", strings.Repeat("z", 40))}
	f := newFeeder(DefaultLimits(), capture.Opened)
	for _, m := range msgs {
		f.send([]byte(m[:70]), 0)
		f.send(nil, len(m)-70)
	}
	f.Close()
	if len(f.found.messages) != len(msgs) {
		t.Fatalf("%d messages, want %d", len(f.found.messages), len(msgs))
	}
	for i, m := range f.found.messages {
		if m.Lost != len(msgs[i])-70 || m.Length != 70 || !strings.HasPrefix(msgs[i], m.StartLine) {
			t.Errorf("message %d: %q, %d bytes, %d lost", i, m.StartLine, m.Length, m.Lost)
		}
	}
}

// TestHoleBeyondAll makes holes at the end of what was captured, and several.
func TestHoleBeyondAll(t *testing.T) {
	body := request("SERVICE", "0123456789")
	cut := len(body) - 5
	for _, c := range []struct {
		name  string
		holes []int
		want  []int
	}{
		{"the end is a hole", []int{3}, []int{3}},
		{"the hole is longer than the body", []int{300}, []int{5}},
		{"two holes in one body", []int{2, 2}, []int{2}},
		{"a hole nobody knows", []int{-1}, []int{-1}},
	} {
		f := newFeeder(DefaultLimits(), capture.Opened)
		f.send([]byte(body[:cut]), 0)
		for _, h := range c.holes {
			f.send(nil, h)
		}
		f.Close()
		if len(f.found.messages) != 1 || f.found.messages[0].Lost != c.want[0] {
			t.Errorf("%s: %v, want one message that lost %d", c.name, f.found.messages, c.want[0])
		}
	}
	f := newFeeder(DefaultLimits(), capture.Opened)
	f.send([]byte(body[:cut-2]), 0)
	f.send([]byte("56"), 2)
	f.send([]byte("9"+response(200, "")), 2)
	if n := len(f.found.messages); n != 2 || f.found.junk != 0 || !f.InStep() {
		t.Errorf("two holes in one body: %d messages, %d bytes of junk; want 2, 0", n, f.found.junk)
	}
}

// TestEnd ends a stream everywhere.
func TestEnd(t *testing.T) {
	data := request("SERVICE", "0123456789")
	start, body := strings.Index(data, "\n")+1, strings.Index(data, "\r\n\r\n")+4
	for end := range data {
		got := frameCuts(t, DefaultLimits(), capture.Opened, []byte(data[:end]))
		lost := 0
		switch {
		case end < start:
			if len(got.messages) != 0 || got.junk != end {
				t.Fatalf("end at %d: %d messages, %d bytes of junk", end, len(got.messages), got.junk)
			}
			continue
		case end < body:
			lost = -1
		default:
			lost = len(data) - end
		}
		if m := got.messages; len(m) != 1 || m[0].Lost != lost || m[0].Length != end || len(m[0].Defects) != 1 {
			t.Fatalf("end at %d: %v; want one message that lost %d", end, m, lost)
		}
	}
}

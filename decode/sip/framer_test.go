package sip

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"prescap/capture"
)

// found is a Sink that keeps what it is given.
type found struct {
	messages   []*Message
	keepAlives int // Bytes.
	junk       int
}

func (s *found) Message(m *Message)    { s.messages = append(s.messages, m) }
func (s *found) KeepAlive(k KeepAlive) { s.keepAlives += k.Bytes }
func (s *found) Junk(n int)            { s.junk += n }

// flow returns an address pair of the transport.
func flow(t capture.Transport) capture.Flow {
	return capture.Flow{Transport: t, Src: netip.MustParseAddrPort("10.0.0.1:50000"), Dst: netip.MustParseAddrPort("10.0.0.2:5060")}
}

// feeder pushes bytes as segments, each of its own frame.
type feeder struct {
	*Framer
	*found
	transport capture.Transport
	frame     int
	begun     bool
	start     capture.Start
}

func newFeeder(limits Limits, start capture.Start) *feeder {
	f := &feeder{found: new(found), start: start}
	f.Framer = NewFramer(limits, f.found)
	return f
}

// send pushes data behind a hole of lost bytes. It spoils the data afterwards,
// as a reader does that uses its memory again.
func (f *feeder) send(data []byte, lost int) {
	f.frame++
	seg := capture.Segment{Stream: capture.StreamID{Conn: 7}, Flow: flow(f.transport), Lost: lost, Data: bytes.Clone(data)}
	if !f.begun {
		seg.Start = f.start
	}
	f.begun = true
	if len(data) > 0 {
		seg.Marks = []capture.Mark{{Frames: []capture.Frame{{Num: f.frame, Time: time.Unix(int64(f.frame), 0).UTC()}}}}
	}
	f.Push(seg)
	for i := range seg.Data {
		seg.Data[i] = '#'
	}
	for i := range seg.Marks {
		seg.Marks[i].Frames[0] = capture.Frame{Num: -1}
	}
}

// frameCuts pushes data cut at the given places, and closes.
func frameCuts(t testing.TB, limits Limits, start capture.Start, data []byte, cuts ...int) *found {
	t.Helper()
	f := newFeeder(limits, start)
	from := 0
	for _, c := range append(cuts, len(data)) {
		f.send(data[from:c], 0)
		from = c
	}
	f.Close()
	return f.found
}

// same compares findings but for frames and times.
func same(a, b *found) string {
	a, b = a.timeless(), b.timeless()
	if reflect.DeepEqual(a, b) {
		return ""
	}
	d := cmp.Diff(a, b, cmp.AllowUnexported(found{}), cmpopts.EquateComparable(netip.AddrPort{}))
	return d[:min(len(d), 3000)]
}

// timeless returns s without frames and times.
func (s *found) timeless() *found {
	c := &found{keepAlives: s.keepAlives, junk: s.junk}
	for _, m := range s.messages {
		m := *m
		m.Frames, m.Time = nil, time.Time{}
		c.messages = append(c.messages, &m)
	}
	return c
}

// request writes a request with a body.
func request(method, body string, extra ...string) string {
	return fmt.Sprintf("%s sip:bob@contoso.com SIP/2.0\r\nVia: SIP/2.0/TLS 10.0.0.1:50000\r\nFrom: <sip:alice@contoso.com>;tag=1\r\n"+
		"To: <sip:bob@contoso.com>\r\nCall-ID: c1\r\nCSeq: 1 %s\r\n%sContent-Length: %d\r\n\r\n%s",
		method, method, strings.Join(extra, ""), len(body), body)
}

// response writes a response with a body.
func response(status int, body string) string {
	return fmt.Sprintf("SIP/2.0 %d Whatever\r\nVia: SIP/2.0/TLS 10.0.0.1:50000\r\nCall-ID: c1\r\nCSeq: 1 SERVICE\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s",
		status, len(body), body)
}

// conversation is small, and has everything that framing has to do with.
func conversation() []string {
	return []string{
		"\r\n\r\n",
		request("SERVICE", "<publish/>\n", "Content-Type: application/xml\r\n"),
		response(200, "SIP/2.0 200 OK\r\n\r\n"),
		"\r\n\r\n",
		request("NOTIFY", "", "x-folded: a\r\n  b\r\n"),
		"OPTIONS sip:x SIP/2.0\ni: 2\nl: 3\n\nabc",
		"PING sip:x SIP/2.0\r\ni: 3\r\nl: 4\r\nl: 2\r\n\r\nxy",
		request("BENOTIFY", strings.Repeat("z", 40)),
	}
}

func TestAnyCut(t *testing.T) {
	data := []byte(strings.Join(conversation(), ""))
	for _, start := range []capture.Start{capture.Opened, capture.Joined} {
		want := frameCuts(t, DefaultLimits(), start, data)
		if n := len(want.messages); n != 6 {
			t.Fatalf("%d messages, want 6: %v", n, want.messages)
		}
		for a := range data {
			if d := same(want, frameCuts(t, DefaultLimits(), start, data, a)); d != "" {
				t.Fatalf("cut at %d: %s", a, d)
			}
			for b := a; b < min(a+9, len(data)); b += 2 {
				if d := same(want, frameCuts(t, DefaultLimits(), start, data, a, b)); d != "" {
					t.Fatalf("cut at %d and %d: %s", a, b, d)
				}
			}
		}
		var all []int
		for a := range data {
			all = append(all, a)
		}
		if d := same(want, frameCuts(t, DefaultLimits(), start, data, all...)); d != "" {
			t.Fatalf("cut everywhere: %s", d)
		}
	}
}

func TestRandomCuts(t *testing.T) {
	long := strings.Repeat("0123456789abcde\n", 1<<16)
	data := []byte(strings.Join([]string{
		request("SERVICE", long[:64<<10]), response(200, long), request("NOTIFY", ""), "\r\n", response(404, "x"),
		"junk SIP/2.0 and more\r\nSIP/2.0 200 OK\r\nnothing\r\n", request("MESSAGE", "hi"), "</a>", response(200, long[:2000]),
	}, ""))
	want := frameCuts(t, DefaultLimits(), capture.Opened, data)
	if n := len(want.messages); n != 6 {
		t.Fatalf("%d messages, want 6", n)
	}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		var cuts []int
		for at, most := 0, 1<<(4+seed%14); ; {
			if at += 1 + r.IntN(most); at >= len(data) {
				break
			}
			cuts = append(cuts, at)
		}
		if d := same(want, frameCuts(t, DefaultLimits(), capture.Opened, data, cuts...)); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
	}
}

package sip

import (
	"fmt"
	"strings"
	"testing"

	"prescap/capture"
)

// summary writes what was found, one line each.
func summary(s *found) string {
	var b strings.Builder
	for _, m := range s.messages {
		first := string(m.Method) + " " + m.RequestURI
		if !m.IsRequest() {
			first = fmt.Sprintf("%d %s (%s)", m.Status, m.Reason, m.Method)
		}
		fmt.Fprintf(&b, "%s | %d fields | body %q | lost %d |", first, len(m.Header), m.Body, m.Lost)
		for _, d := range m.Defects {
			fmt.Fprintf(&b, " %s@%d", strings.TrimPrefix(string(d.Kind), "sip-"), d.Offset)
		}
		b.WriteString("\n")
	}
	if s.keepAlives > 0 {
		fmt.Fprintf(&b, "keep-alive %d\n", s.keepAlives)
	}
	if s.junk > 0 {
		fmt.Fprintf(&b, "junk %d\n", s.junk)
	}
	return b.String()
}

// TestCases frames one stream each, from an opened connection. Line ends in data
// are written as LF and sent as CRLF.
func TestCases(t *testing.T) {
	const info, tail = "INFO sip:a SIP/2.0\nCSeq: 1 INFO\n", "SIP/2.0 200 OK\nCSeq: 1 X\nl: 0\n\n"
	const tailWant = "200 OK (X) | 2 fields | body \"\" | lost 0 |\n"
	for _, c := range []struct{ name, data, want string }{
		{"plain", info + "l: 2\n\nab", "INFO sip:a | 2 fields | body \"ab\" | lost 0 |\n"},
		{"keep-alive before the first", "\n\n" + info + "l: 0\n\n\n\n", "INFO sip:a | 2 fields | body \"\" | lost 0 |\nkeep-alive 8\n"},
		{"folded length", info + "Content-Length:\n \t2\n\nab", "INFO sip:a | 2 fields | body \"ab\" | lost 0 |\n"},
		{"no length", info + "\n" + tail, "INFO sip:a | 1 fields | body \"\" | lost 0 | no-content-length@0\n" + tailWant},
		{"no length but a type", info + "c: text/plain\n\nabc" + tail, "INFO sip:a | 2 fields | body \"\" | lost 0 | no-content-length-typed@0\n" + tailWant + "junk 3\n"},
		{"repeated length", info + "l: 1\nContent-Length: 1\n\na" + tail, "INFO sip:a | 3 fields | body \"a\" | lost 0 | content-length-repeated@40\n" + tailWant},
		{"contradiction, first", info + "l: 3\nl: 1\n\nabc" + tail, "INFO sip:a | 3 fields | body \"abc\" | lost 0 | content-length-contradictory@34\n" + tailWant},
		{"contradiction, second", info + "l: 1\nl: 3\n\nabc" + tail, "INFO sip:a | 3 fields | body \"abc\" | lost 0 | content-length-contradictory@34\n" + tailWant},
		{"contradiction, line end", info + "l: 1\nl: 3\n\nabc\n", "INFO sip:a | 3 fields | body \"abc\" | lost 0 | content-length-contradictory@34\nkeep-alive 2\n"},
		{"contradiction, the end", info + "l: 1\nl: 3\n\nabc", "INFO sip:a | 3 fields | body \"abc\" | lost 0 | content-length-contradictory@34\n"},
		{"contradiction, none", info + "l: 1\nl: 2\n\nabc" + tail, "INFO sip:a | 3 fields | body \"a\" | lost 0 | content-length-contradictory@34\n" + tailWant + "junk 2\n"},
		{"contradiction, promised more", info + "l: 30\nl: 1\n\nabc", "INFO sip:a | 3 fields | body \"abc\" | lost 27 | content-length-contradictory@34 end-in-body@52\n"},
		{"contradiction, the end proves it", info + "l: 30\nl: 3\n\nabc", "INFO sip:a | 3 fields | body \"abc\" | lost 0 | content-length-contradictory@34\n"},
		{"negative length", info + "l: -5\n\n" + tail, "INFO sip:a | 2 fields | body \"\" | lost 0 | content-length-invalid@34\n" + tailWant},
		{"absurd length", info + "l: 4294967295\n\n" + tail, "INFO sip:a | 2 fields | body \"\" | lost 0 | content-length-invalid@34\n" + tailWant},
		{"empty length", info + "l:\n\n" + tail, "INFO sip:a | 2 fields | body \"\" | lost 0 | content-length-invalid@34\n" + tailWant},
		{"one length valid", info + "l: x\nl: 1\n\na" + tail, "INFO sip:a | 3 fields | body \"a\" | lost 0 | content-length-invalid@34\n" + tailWant},
		{"large length", info + "l: 2147483647\n\nabc", "INFO sip:a | 2 fields | body \"abc\" | lost 2147483644 | end-in-body@54\n"},
		{"unknown method", "x-y.z!1 sip:a SIP/2.0\nl: 0\n\n", "x-y.z!1 sip:a | 1 fields | body \"\" | lost 0 |\n"},
		{"version in lower case", "INFO sip:a sip/2.0\nl: 0\n\nsip/2.0 200 OK\nl: 0\n\n", "INFO sip:a | 1 fields | body \"\" | lost 0 | start-line@0\n200 OK () | 1 fields | body \"\" | lost 0 | start-line@0\n"},
		{"another version", "INFO sip:a SIP/7.0\nl: 0\n\n", "INFO sip:a | 1 fields | body \"\" | lost 0 | start-line@0\n"},
		{"extra spaces", "INFO   sip:a  SIP/2.0 \nl: 0\n\n", "INFO sip:a | 1 fields | body \"\" | lost 0 | start-line@0\n"},
		{"space in the URI", "INFO sip:a b SIP/2.0\nl: 0\n\n", "INFO sip:a b | 1 fields | body \"\" | lost 0 | start-line@0\n"},
		{"no reason", "SIP/2.0 200\nl: 0\n\nSIP/2.0 201 \nl: 0\n\n", "200  () | 1 fields | body \"\" | lost 0 | start-line@0\n201  () | 1 fields | body \"\" | lost 0 |\n"},
		{"bad status", "SIP/2.0 2000 OK\nl: 0\n\n", "junk 25\n"},
		{"bad start lines", "INFO SIP/2.0\nINFO sip:a\nINFO sip:a HTTP/1.1\n" + tail, tailWant + "junk 47\n"},
		{"start line within a line", "</publish>" + tail, tailWant + "junk 10\n"},
		{"request within a line", "?xyzBENOTIFY sip:a SIP/2.0\nCSeq: 1 BENOTIFY\nl: 0\n\n", "BENOTIFY sip:a | 2 fields | body \"\" | lost 0 |\njunk 4\n"},
		{"unknown method out of step", "???\nPING sip:a SIP/2.0\nCSeq: 1 PING\nl: 0\n\n", "PING sip:a | 2 fields | body \"\" | lost 0 |\njunk 5\n"},
		{"SIP text in a body", info + "l: 18\n\n" + "SIP/2.0 200 OK\n\n" + tail, "INFO sip:a | 2 fields | body \"SIP/2.0 200 OK\\r\\n\\r\\n\" | lost 0 |\n" + tailWant},
		{"a sipfrag out of step", "???SIP/2.0 200 OK\nContent-Type: x\n\nSIP/2.0 100 Trying\nnothing\n" + tail, tailWant + "junk 67\n"},
		{"a line without colon", info + "nonsense\nl: 0\n\n", "INFO sip:a | 2 fields | body \"\" | lost 0 | header-line@34\n"},
		{"a fold of nothing", "INFO sip:a SIP/2.0\n x\nl: 0\n\n", "INFO sip:a | 1 fields | body \"\" | lost 0 | header-line@20\n"},
		{"a fold of nonsense", info + "nonsense\n x\nl: 0\n\n", "INFO sip:a | 2 fields | body \"\" | lost 0 | header-line@34\n"},
		{"an odd name", info + "a b: c\nd : e\nl: 0\n\n", "INFO sip:a | 4 fields | body \"\" | lost 0 | header-name@34\n"},
		{"NUL", info + "x: a\x00b\nl: 1\n\n\x00", "INFO sip:a | 3 fields | body \"\\x00\" | lost 0 | nul@38\n"},
		{"CSeq of another method", "INFO sip:a SIP/2.0\nCSeq: 1 BYE\nl: 0\n\n", "INFO sip:a | 2 fields | body \"\" | lost 0 | cseq-method@20\n"},
		{"CSeq of nothing", "SIP/2.0 200 OK\nCSeq: one\nl: 0\n\n", "200 OK () | 2 fields | body \"\" | lost 0 | cseq-invalid@16\n"},
		{"no header", "INFO sip:a SIP/2.0\n\n" + tail, "INFO sip:a | 0 fields | body \"\" | lost 0 | no-content-length@0\n" + tailWant},
		{"not SIP", "GET / HTTP/1.1\nHost: x\n\n", "junk 27\n"},
	} {
		data := []byte(strings.ReplaceAll(c.data, "\n", "\r\n"))
		want := frameCuts(t, DefaultLimits(), capture.Opened, data)
		if got := summary(want); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
		for at := range data {
			if d := same(want, frameCuts(t, DefaultLimits(), capture.Opened, data, at)); d != "" {
				t.Errorf("%s: cut at %d: %s", c.name, at, d)
				break
			}
		}
	}
}

func TestBareLF(t *testing.T) {
	got := frameCuts(t, DefaultLimits(), capture.Joined, []byte("INFO sip:a SIP/2.0\nCSeq: 1 INFO\nx: a\n b\nl: 2\n\nab\n"))
	if s := summary(got); s != "INFO sip:a | 3 fields | body \"ab\" | lost 0 | bare-lf@18\nkeep-alive 1\n" {
		t.Error(s)
	}
	if v := got.messages[0].Header.Get("X"); v != "a b" {
		t.Errorf("folded value %q", v)
	}
}

func TestDatagrams(t *testing.T) {
	const head = "INFO sip:a SIP/2.0\r\nCSeq: 1 INFO\r\n"
	for _, c := range []struct{ data, want string }{
		{head + "l: 2\r\n\r\nab", "INFO sip:a | 2 fields | body \"ab\" | lost 0 |\n"},
		{head + "\r\nab", "INFO sip:a | 1 fields | body \"ab\" | lost 0 |\n"},
		{head + "l: x\r\n\r\nab", "INFO sip:a | 2 fields | body \"ab\" | lost 0 | content-length-invalid@34\n"},
		{head + "l: 9\r\n\r\nab", "INFO sip:a | 2 fields | body \"ab\" | lost 7 | datagram-short@44\n"},
		{head + "l: 1\r\n\r\nab", "INFO sip:a | 2 fields | body \"a\" | lost 0 | datagram-rest@43\njunk 1\n"},
		{head + "l: 1\r\nl: 2\r\n\r\nab", "INFO sip:a | 3 fields | body \"ab\" | lost 0 | content-length-contradictory@34\n"},
		{head, "INFO sip:a | 1 fields | body \"\" | lost -1 | end-in-header@34\n"},
		{"\r\n\r\n", "keep-alive 4\n"},
		{"\x00\x01 something else", "junk 17\n"},
	} {
		f := newFeeder(DefaultLimits(), capture.Continues)
		f.transport = capture.UDP
		f.send([]byte(c.data), 0)
		if got := summary(f.found); got != c.want {
			t.Errorf("%q:\n%swant\n%s", c.data, got, c.want)
		}
		f.send([]byte(head+"\r\n"), 0)
		if n := len(f.found.messages); n == 0 || f.found.messages[n-1].Lost != 0 || f.Pending() {
			t.Errorf("%q spoils the datagram behind it", c.data)
		}
	}
}

func TestLimits(t *testing.T) {
	limits := Limits{Header: 200, Fields: 3, Body: 10}
	tail := "SIP/2.0 200 OK\r\nCSeq: 1 X\r\nl: 0\r\n\r\n"
	for _, c := range []struct{ name, data, want string }{
		{"body", "INFO sip:a SIP/2.0\r\nl: 20\r\n\r\n0123456789abcdefghij" + tail,
			"INFO sip:a | 1 fields | body \"0123456789\" | lost 10 | body-limit@39\n200 OK (X) | 2 fields | body \"\" | lost 0 |\n"},
		{"fields", "INFO sip:a SIP/2.0\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\nl: 2\r\n\r\nab" + tail,
			"INFO sip:a | 3 fields | body \"ab\" | lost 0 | fields-limit@38\n200 OK (X) | 2 fields | body \"\" | lost 0 |\n"},
		{"header", "INFO sip:a SIP/2.0\r\na: 1\r\nb: " + strings.Repeat("x", 300) + "\r\n\r\n" + tail,
			"INFO sip:a | 1 fields | body \"\" | lost -1 | header-limit@200\n200 OK (X) | 2 fields | body \"\" | lost 0 |\njunk 133\n"},
		{"start line", "INFO sip:a" + strings.Repeat("x", 300) + " SIP/2.0\r\n\r\n" + tail,
			"200 OK (X) | 2 fields | body \"\" | lost 0 |\njunk 322\n"},
		{"contradiction beyond the limit", "INFO sip:a SIP/2.0\r\nl: 999\r\nl: 2\r\n\r\nab" + tail,
			"INFO sip:a | 2 fields | body \"ab\" | lost 0 | content-length-contradictory@20\n200 OK (X) | 2 fields | body \"\" | lost 0 |\n"},
	} {
		want := frameCuts(t, limits, capture.Opened, []byte(c.data))
		if got := summary(want); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
		for at := range c.data {
			if d := same(want, frameCuts(t, limits, capture.Opened, []byte(c.data), at)); d != "" {
				t.Errorf("%s: cut at %d: %s", c.name, at, d)
				break
			}
		}
	}
}

// TestLarge frames what is large but allowed.
func TestLarge(t *testing.T) {
	var b strings.Builder
	b.WriteString("INFO sip:a SIP/2.0\r\nCSeq: 1 INFO\r\nbig: " + strings.Repeat("v", 64<<10) + "\r\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "x%d: %d\r\n", i, i)
	}
	b.WriteString("Content-Length: 1048576\r\n\r\n")
	b.WriteString(strings.Repeat("\x00\xff\r\n", 1<<18))
	got := frameCuts(t, DefaultLimits(), capture.Opened, []byte(b.String()), 7, 30000, 70000, 90000, 90001)
	if len(got.messages) != 1 || got.junk != 0 {
		t.Fatalf("%d messages, %d bytes of junk", len(got.messages), got.junk)
	}
	m := got.messages[0]
	if len(m.Header) != 1003 || len(m.Header.Get("BIG")) != 64<<10 || m.Header.Get("x999") != "999" || len(m.Body) != 1<<20 || len(m.Defects) != 0 {
		t.Errorf("%d fields, %d bytes of body, %v", len(m.Header), len(m.Body), m.Defects)
	}
	if len(m.Frames) != 6 {
		t.Errorf("frames %v, want 6", m.Frames)
	}
	for _, f := range m.Header {
		if !strings.HasPrefix(b.String()[f.Offset:], f.Name+":") {
			t.Fatalf("%s is not at %d", f.Name, f.Offset)
		}
	}
}

// TestFrames says which frames brought which message.
func TestFrames(t *testing.T) {
	f := NewFramer(DefaultLimits(), new(found))
	data := request("INFO", "ab")
	frame := func(n int) []capture.Frame { return []capture.Frame{{Num: n}} }
	f.Push(capture.Segment{Start: capture.Opened, Data: []byte(data + data + data[:10]), Marks: []capture.Mark{
		{Offset: 0, Frames: frame(5)},
		{Offset: 10, Frames: []capture.Frame{{Num: 7}, {Num: 6}}},
		{Offset: len(data), Frames: frame(3)},
		{Offset: len(data) + 10, Frames: frame(3)},
		{Offset: 2*len(data) - 1, Frames: frame(2)},
	}})
	f.Push(capture.Segment{Data: []byte(data[10:]), Marks: []capture.Mark{{Frames: frame(9)}}})
	for i, want := range []string{"5 6 7", "2 3", "2 9"} {
		var got []string
		for _, fr := range f.sink.(*found).messages[i].Frames {
			got = append(got, fmt.Sprint(fr.Num))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("message %d: frames %v, want %s", i, got, want)
		}
	}
}

// TestMemory pushes much that must not be kept.
func TestMemory(t *testing.T) {
	for name, line := range map[string]string{"junk": "\x16\x03nothing of SIP", "hostile": "A: SIP/2.0 200 OK\r\n", "lines": "x\n"} {
		data := []byte(strings.Repeat(line, 1460/len(line)))
		f := newFeeder(DefaultLimits(), capture.Joined)
		for range 4 << 10 {
			f.send(data, 0)
			if kept := cap(f.buf); kept > 3<<20 {
				t.Fatalf("%s: %d bytes kept", name, kept)
			}
		}
		f.Close()
		if kept := cap(f.buf); kept > spare || f.found.junk != len(data)<<12 {
			t.Errorf("%s: %d bytes kept, %d of junk", name, kept, f.found.junk)
		}
	}
	f := newFeeder(DefaultLimits(), capture.Opened)
	f.send([]byte("INFO sip:a SIP/2.0\r\nl: 2147483647\r\n\r\n"), 0)
	if kept := cap(f.mem); kept > 2*firstBody {
		t.Errorf("%d bytes kept for a promise", kept)
	}
	if !f.Pending() || !f.InStep() {
		t.Error("a message has begun")
	}
}

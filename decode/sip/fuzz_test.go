package sip

import (
	"strings"
	"testing"

	"prescap/capture"
)

// FuzzFramer cuts bytes at any place and puts a hole into them: the messages are
// those of the bytes in one piece, every byte is accounted for, and no more is
// kept than the limits allow.
func FuzzFramer(f *testing.F) {
	all := strings.Join(conversation(), "")
	f.Add([]byte(all), uint16(100), uint16(300), uint16(200), int16(10), true)
	f.Add([]byte(lyncLike(1, 767)+"junk"+lyncLike(2, 767)), uint16(1), uint16(1200), uint16(40), int16(-1), false)
	f.Add([]byte("SIP/2.0 200\nl: 5\nl: 3\n\nabcSIP/2.0 200 OK\ni: 1\n\n"), uint16(3), uint16(9), uint16(26), int16(2), true)
	limits := Limits{Header: 512, Fields: 8, Body: 256}
	f.Fuzz(func(t *testing.T, data []byte, a, b, at uint16, lost int16, opened bool) {
		start := capture.Joined
		if opened {
			start = capture.Opened
		}
		one, two := min(int(a), len(data)), min(int(b), len(data))
		one, two = min(one, two), max(one, two)
		want := frameCuts(t, limits, start, data)
		if d := same(want, frameCuts(t, limits, start, data, one, two)); d != "" {
			t.Errorf("cut at %d and %d: %s", one, two, d)
		}
		check(t, data, want, limits)

		from := min(int(at), len(data))
		whole, pieces := newFeeder(limits, start), newFeeder(limits, start)
		whole.send(data[:from], 0)
		whole.send(data[from:], int(lost))
		for i := range data {
			gap := 0
			if i == from {
				gap = int(lost)
			}
			pieces.send(data[i:i+1], gap)
			if kept := len(pieces.buf) + cap(pieces.mem); kept > 5*lookBack+limits.Header+limits.Body {
				t.Fatalf("%d bytes kept", kept)
			}
		}
		if from == len(data) {
			pieces.send(nil, int(lost))
		}
		whole.Close()
		pieces.Close()
		if d := same(whole.found, pieces.found); d != "" {
			t.Errorf("hole of %d at %d: %s", lost, from, d)
		}

		udp := newFeeder(limits, start)
		udp.transport = capture.UDP
		udp.send(data, 0)
		check(t, data, udp.found, limits)
	})
}

// check looks at what must be so of every message.
func check(t *testing.T, data []byte, s *found, limits Limits) {
	t.Helper()
	sum := s.junk + s.keepAlives
	for _, m := range s.messages {
		sum += m.Length
		if m.Length != len(m.Raw) || !strings.HasSuffix(string(m.Raw), string(m.Body)) || len(m.Header) > limits.Fields || len(m.Body) > limits.Body {
			t.Errorf("Length %d of %q", m.Length, m.Raw)
		}
		if m.Status != 0 && (m.Status < 100 || m.Status > 999) || m.Status == 0 && m.Method == "" || !strings.HasPrefix(string(m.Raw), m.StartLine) {
			t.Errorf("start line %q: %q %d", m.StartLine, m.Method, m.Status)
		}
		for _, f := range m.Header {
			if !strings.HasPrefix(string(m.Raw[f.Offset:]), f.Name) || f.Name == "" {
				t.Errorf("%q is not at %d", f.Name, f.Offset)
			}
		}
		last := 0
		for _, d := range m.Defects {
			if d.Offset < last || d.Offset > m.Length || strings.ContainsAny(d.Text, "\r\n") {
				t.Errorf("defect %v", d)
			}
			last = d.Offset
		}
		if m.Lost > 0 {
			sum = min(len(data), sum+m.Lost) // A rest that was passed over.
		}
	}
	if sum != len(data) {
		t.Errorf("%d bytes found of %d", sum, len(data))
	}
}

// FuzzAddress takes anything apart.
func FuzzAddress(f *testing.F) {
	f.Add(`"Smith, \"Al\"" <sip:a@x;opaque=A==>;tag=1;x="a;b,c>"`)
	f.Add(`<sip:a@x>, ,<sip:b@x>`)
	f.Add(`SIP/2.0/TLS [::1]:5061;branch=z9hG4bK;ms-received-cid=QUJD==`)
	f.Fuzz(func(t *testing.T, s string) {
		for _, part := range Split(s) {
			if part == "" || part != trimString(part) {
				t.Errorf("Split(%q) has %q", s, part)
			}
			a, ok := ParseAddress(part)
			if ok && a.URI == "" {
				t.Errorf("ParseAddress(%q) has no URI", part)
			}
			a.Tag()
			v, ok := ParseVia(part)
			if ok && v.Host == "" {
				t.Errorf("ParseVia(%q) has no host", part)
			}
		}
		ParseParams(s, ',')
		parseTyped(s)
	})
}

// FuzzURI takes anything apart.
func FuzzURI(f *testing.F) {
	f.Add("sip:alice:secret@contoso.com:5061;opaque=A==;gruu?Subject=x")
	f.Add("sip:[fe80::1%25eth0]:5061")
	f.Add("tel:+1-425;phone-context=x")
	f.Fuzz(func(t *testing.T, raw string) {
		u, ok := ParseURI(raw)
		if u.Raw != raw || ok && u.Scheme != "tel" && u.Scheme != "urn" && u.Host == "" && !strings.Contains(raw, ":") {
			t.Errorf("ParseURI(%q) = %+v %v", raw, u, ok)
		}
		if a := AoR(raw); a != strings.ToLower(a) {
			t.Errorf("AoR(%q) = %q is not folded", raw, a)
		}
		m, same := NewMemo(2).URI(raw)
		if same != ok || m.Host != u.Host || m.User != u.User {
			t.Errorf("a Memo sees %q as %+v", raw, m)
		}
	})
}

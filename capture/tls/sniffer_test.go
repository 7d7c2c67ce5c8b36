package tls

import (
	"crypto/tls"
	"net"
	"strings"
	"testing"
)

// hello returns what Go's own client says first.
func hello(t testing.TB, name string) []byte {
	client, server := net.Pipe()
	go tls.Client(client, &tls.Config{ServerName: name, InsecureSkipVerify: true}).Handshake()
	buf := make([]byte, 4096)
	n, err := server.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	for header := 5 + int(buf[3])<<8 + int(buf[4]); n < header; {
		m, err := server.Read(buf[n:])
		if err != nil {
			t.Fatal(err)
		}
		n += m
	}
	server.Close()
	return buf[:n]
}

func TestServerName(t *testing.T) {
	whole := hello(t, "sip.contoso.com")
	for cut := range whole {
		var s Sniffer
		s.Push(whole[:cut])
		if v := s.Push(whole[cut:]); v != Yes || !s.Done() || s.ServerName != "sip.contoso.com" {
			t.Fatalf("cut at %d: %v, done %v, name %q", cut, v, s.Done(), s.ServerName)
		}
	}
	var s Sniffer
	for i := range whole {
		s.Push(whole[i : i+1])
	}
	if s.ServerName != "sip.contoso.com" {
		t.Errorf("byte by byte: %q", s.ServerName)
	}
}

func TestHelloOverTwoRecords(t *testing.T) {
	whole := hello(t, "lync.fabrikam.com")
	body := whole[5:]
	a, b := body[:100], body[100:]
	split := append([]byte{22, 3, 1, 0, 100}, a...)
	split = append(split, 22, 3, 1, byte(len(b)>>8), byte(len(b)))
	split = append(split, b...)
	var s Sniffer
	if s.Push(split); s.ServerName != "lync.fabrikam.com" {
		t.Errorf("name %q", s.ServerName)
	}
}

func TestVerdict(t *testing.T) {
	for _, c := range []struct {
		name string
		data string
		want Verdict
		done bool
	}{
		{"SIP", "SIP/2.0 200 OK", No, true},
		{"nothing", "", Unsure, false},
		{"one byte", "\x16", Unsure, false},
		{"joined: application data", "\x17\x03\x03\x00\x20abc", Yes, true},
		{"server hello", "\x16\x03\x03\x00\x20\x02abc", Yes, true},
		{"too long a record", "\x16\x03\x03\xff\xff\x01", No, true},
		{"another version", "\x16\x02\x00\x00\x20", No, true},
		{"hostile lengths", "\x16\x03\x01\x00\x30\x01\xff\xff\xff" + strings.Repeat("\xff", 40), Yes, false},
	} {
		var s Sniffer
		if v := s.Push([]byte(c.data)); v != c.want || s.Done() != c.done {
			t.Errorf("%s: %v done %v, want %v %v", c.name, v, s.Done(), c.want, c.done)
		}
	}
}

// What follows a hello in its record is not read as part of it, however it is cut.
func TestHelloThatEndsBeforeItsName(t *testing.T) {
	data := hello(t, "sip.contoso.com")
	data[6], data[7], data[8] = 0, 0, 1
	for cut := range data {
		var s Sniffer
		s.Push(data[:cut])
		s.Push(data[cut:])
		if s.verdict != Yes || !s.Done() || s.ServerName != "" {
			t.Fatalf("cut at %d: %v %q", cut, s.verdict, s.ServerName)
		}
	}
}

func FuzzSniffer(f *testing.F) {
	f.Add(hello(f, "sip.contoso.com"), 7)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		var one, two Sniffer
		one.Push(data)
		cut = max(0, min(cut, len(data)))
		two.Push(data[:cut])
		two.Push(data[cut:])
		if len(data) > 0 && (one.verdict != two.verdict || one.ServerName != two.ServerName) {
			t.Errorf("cut at %d: %v %q, whole: %v %q", cut, two.verdict, two.ServerName, one.verdict, one.ServerName)
		}
	})
}

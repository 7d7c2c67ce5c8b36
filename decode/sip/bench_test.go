package sip

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/capture"
)

// lyncLike writes a message with the header of a presence conversation and a
// body of the given size.
func lyncLike(i, body int) string {
	first := "SERVICE sip:alice@contoso.com SIP/2.0\r\n"
	if i%2 == 1 {
		first = "SIP/2.0 200 OK\r\n"
	}
	return first + "Via: SIP/2.0/TLS 10.0.0.1:50000;ms-received-port=50000;ms-received-cid=60F00\r\n" +
		"Max-Forwards: 70\r\n" +
		"From: <sip:alice@contoso.com>;tag=2f0f1ac0ba;epid=7a2b1c3d4e\r\n" +
		"To: <sip:alice@contoso.com>\r\n" +
		fmt.Sprintf("Call-ID: 9d2c7b9b1f7d4d6db%08d\r\nCSeq: %d SERVICE\r\n", i, i) +
		"Contact: <sip:alice@contoso.com;opaque=user:epid:AbCdEfGhIjKlMnOpQrStUvAA;gruu>\r\n" +
		"User-Agent: UCCAPI/15.0.4420.1017 OC/15.0.4420.1017 (Microsoft Lync)\r\n" +
		"Proxy-Authorization: TLS-DSK qop=\"auth\", realm=\"SIP Communications Service\", opaque=\"1D2F\", targetname=\"fe.contoso.com\", crand=\"aabbccdd\", cnum=\"12\", response=\"8f7e6d5c4b3a29181716151413121110\"\r\n" +
		fmt.Sprintf("Content-Type: application/msrtc-category-publish+xml\r\nContent-Length: %d\r\n\r\n", body) +
		strings.Repeat("<category name=\"state\"/>\n", body/25+1)[:body]
}

// mix returns messages of mean 1.5 KB with bodies of 767 bytes to 30 KB.
func mix() []string {
	var all []string
	for i := range 200 {
		body := 767
		if i == 100 {
			body = 30 << 10
		}
		all = append(all, lyncLike(i, body-i%3))
	}
	return all
}

// nowhere is a Sink that forgets.
type nowhere struct{ n int }

func (s *nowhere) Message(*Message)    { s.n++ }
func (s *nowhere) KeepAlive(KeepAlive) {}
func (s *nowhere) Junk(int)            {}

// segments cuts data every n bytes.
func segments(data string, n int) []capture.Segment {
	var all []capture.Segment
	for i := 0; len(data) > 0; i++ {
		n := min(n, len(data))
		all = append(all, capture.Segment{
			Flow: flow(capture.TCP), Data: []byte(data[:n]),
			Marks: []capture.Mark{{Frames: []capture.Frame{{Num: i + 1, Time: time.Unix(int64(i), 0)}}}},
		})
		data = data[n:]
	}
	all[0].Start = capture.Opened
	return all
}

func BenchmarkFramer(b *testing.B) {
	messages := mix()
	data := strings.Join(messages, "")
	var whole []capture.Segment
	for _, m := range messages {
		whole = append(whole, segments(m, len(m))...)
	}
	junk := segments(strings.Repeat("\x16\x03\x03 neither here nor there, not even a line", 1<<14), 1460)
	dribble := segments(data, 1)
	hostile := func(s string) []capture.Segment { return segments("?"+strings.Repeat(s, 4<<20/len(s)), 1460) }
	for _, c := range []struct {
		name string
		segs []capture.Segment
	}{
		{"message", whole}, {"mss", segments(data, 1460)}, {"64k", segments(data, 64<<10)}, {"junk", junk}, {"dribble", dribble},
		{"starts", hostile("A: SIP/2.0 200 OK\r\n")},
		{"requests", hostile("X sip:a SIP/2.0\r\nA: b\r\n")},
		{"one line", hostile("SIP/2.0 200 ")},
		{"lengths", segments(strings.Repeat("INFO sip:a SIP/2.0\r\nl: 1000000\r\nl: 0\r\n\r\n", 4<<20/44), 1460)},
		{"endless", segments("INFO sip:a SIP/2.0\r\n"+strings.Repeat("a: b\r\n", 4<<20/6), 1460)},
		{"slow header", segments("INFO sip:a SIP/2.0\r\na: "+strings.Repeat("b", 900000), 1)},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := 0
			for _, s := range c.segs {
				size += len(s.Data)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			sink := new(nowhere)
			for b.Loop() {
				f := NewFramer(DefaultLimits(), sink)
				for _, s := range c.segs {
					f.Push(s)
				}
				f.Close()
			}
			if sink.n > 0 {
				b.ReportMetric(float64(size)*float64(b.N)/float64(sink.n), "B/msg")
			}
		})
	}
}

func TestFramerAllocations(t *testing.T) {
	for _, body := range []int{0, 767, 30 << 10, 1 << 20} {
		segs := segments(lyncLike(0, body), 2<<20)
		sink := new(nowhere)
		f := NewFramer(DefaultLimits(), sink)
		f.Push(segs[0])
		if n := testing.AllocsPerRun(50, func() { f.Push(segs[0]) }); n > 5 {
			t.Errorf("a message with a body of %d bytes: %v allocations, want at most 5", body, n)
		}
		if sink.n != 52 {
			t.Errorf("%d messages, want 52", sink.n)
		}
	}
	segs := segments(lyncLike(0, 30<<10), 1460)
	f := NewFramer(DefaultLimits(), new(nowhere))
	once := func() {
		for _, s := range segs {
			f.Push(s)
		}
	}
	once()
	if n := testing.AllocsPerRun(50, once); n > 5 {
		t.Errorf("a message in %d segments: %v allocations, want at most 5", len(segs), n)
	}
}

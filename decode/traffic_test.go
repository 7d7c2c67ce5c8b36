package decode_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prescap/capture"
	"prescap/capture/link"
	"prescap/capture/pcapfile"
	"prescap/capture/tcp"
	"prescap/decode"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// sink keeps messages.
type sink struct{ all []*sip.Message }

func (s *sink) Message(m *sip.Message)  { s.all = append(s.all, m) }
func (s *sink) KeepAlive(sip.KeepAlive) {}
func (s *sink) Junk(int)                {}

// link is a TCP connection of a capture, with the framers of both directions.
type conn struct {
	flow    capture.Flow
	tcp     *tcp.Conn
	framers [2]*sip.Framer
}

// messages reads the messages of a capture, in no special order of connections.
func messages(t testing.TB, path string) []*sip.Message {
	t.Helper()
	src := pcapfile.Open([]string{path}, nil)
	defer src.Close()
	var s sink
	var conns []*conn
	asm := tcp.NewAssembler(capture.DefaultLimits(), func(seg capture.Segment) {
		conns[seg.Stream.Conn-1].framers[seg.Stream.Dir].Push(seg)
	})
	for {
		var r capture.Record
		status, err := src.Next(context.Background(), &r)
		if err != nil {
			t.Fatal(err)
		}
		if status == capture.End {
			break
		}
		var p link.Packet
		if status != capture.Ready || link.Decode(&r, &p) != link.Transport || p.Flow.Transport != capture.TCP {
			continue
		}
		c, dir := find(conns, p.Flow)
		if c == nil || p.TCP.Flags.Has(capture.SYN) && !p.TCP.Flags.Has(capture.ACK) {
			id := capture.ConnID(len(conns) + 1)
			c, dir = &conn{flow: p.Flow, tcp: asm.Open(id, p.Flow)}, capture.Forward
			c.framers = [2]*sip.Framer{sip.NewFramer(sip.DefaultLimits(), &s), sip.NewFramer(sip.DefaultLimits(), &s)}
			conns = append(conns, c)
		}
		c.tcp.Push(&capture.Packet{Frames: []capture.Frame{r.Frame}, Time: r.Frame.Time, Conn: capture.ConnID(len(conns)), Dir: dir,
			Flow: p.Flow, TCP: p.TCP, Payload: bytes.Clone(p.Payload), Cut: p.Cut})
	}
	for _, c := range conns {
		c.tcp.Close(capture.ByEOF)
		c.framers[0].Close()
		c.framers[1].Close()
	}
	return s.all
}

// find returns the newest connection of a flow.
func find(conns []*conn, f capture.Flow) (*conn, capture.Dir) {
	for i := len(conns) - 1; i >= 0; i-- {
		switch c := conns[i]; {
		case c.flow == f:
			return c, capture.Forward
		case c.flow == f.Back():
			return c, capture.Reverse
		}
	}
	return nil, capture.Forward
}

// TestMorning decodes a capture without trouble: no message has a defect, and every
// body is decoded.
func TestMorning(t *testing.T) {
	all := messages(t, "../samples/clean-morning.pcapng")
	if len(all) != 104 {
		t.Errorf("%d messages, want 104", len(all))
	}
	t.Log(tally(t, all, nil))
}

// TestSIPE decodes the traffic of real clients against a simulated server.
func TestSIPE(t *testing.T) {
	path := "/work/shared/captures/sipe-tcp-auth-multi.pcap"
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: %s is not here", filepath.Base(path))
	}
	t.Log(tally(t, messages(t, path), func(m *sip.Message) bool { return false }))
}

// tally decodes messages and counts the kinds of events. Defects are errors, unless
// odd says that the message is known to have some.
func tally(t *testing.T, all []*sip.Message, odd func(*sip.Message) bool) map[string]int {
	t.Helper()
	d := decode.New(decode.DefaultLimits())
	kinds := map[string]int{}
	for _, m := range all {
		events := d.Decode(m)
		if len(m.Defects) > 0 && (odd == nil || !odd(m)) {
			t.Errorf("%s %v: %v\n%s", m.StartLine, m.Frames, m.Defects, m.Body)
		}
		if len(m.Body) > 0 && len(events) == 0 {
			t.Errorf("%s %v: no event of its body", m.StartLine, m.Frames)
		}
		for _, e := range events {
			name := strings.TrimPrefix(strings.TrimPrefix(typeName(e), "*"), "presence.")
			if u, ok := e.(*presence.Undecoded); ok {
				name += " " + u.MediaType
			}
			kinds[name]++
		}
	}
	return kinds
}

func typeName(e presence.Event) string { return fmt.Sprintf("%T", e) }

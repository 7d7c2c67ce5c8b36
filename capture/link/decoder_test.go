package link

import (
	"net/netip"
	"testing"
	"unsafe"

	"prescap/capture"
)

func TestDecode(t *testing.T) {
	for _, f := range frames() {
		t.Run(f.name, func(t *testing.T) {
			r := record(f.link, f.data)
			r.Length += f.more
			p := Packet{Cut: 99, Payload: []byte("of the packet before")}
			v := Decode(r, &p)
			if v != f.verdict {
				t.Fatalf("verdict %d, want %d", v, f.verdict)
			}
			if v != Transport {
				return
			}
			if string(p.Payload) != f.payload || p.Cut != f.cut || p.Path.VLAN != f.vlan {
				t.Errorf("payload %q, cut %d, VLAN %#x; want %q, %d, %#x", p.Payload, p.Cut, p.Path.VLAN, f.payload, f.cut, f.vlan)
			}
			wantFlow(t, &p)
			checkBounds(t, r, &p)
		})
	}
}

// wantFlow checks what is the same in all frames of the table.
func wantFlow(t *testing.T, p *Packet) {
	t.Helper()
	src, dst, id := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2"), uint16(7)
	if p.Flow.Src.Addr().Is6() {
		src, dst, id = netip.MustParseAddr("fd00::1"), netip.MustParseAddr("fd00::2"), 0
	}
	if p.Flow.Src != netip.AddrPortFrom(src, 5060) || p.Flow.Dst != netip.AddrPortFrom(dst, 50000) {
		t.Errorf("flow %v", p.Flow)
	}
	if p.Path.TTL != 64 || p.Path.ID != id {
		t.Errorf("path %+v", p.Path)
	}
	want := capture.TCPHeader{Seq: 1000, Ack: 2000, Flags: capture.ACK | capture.PSH}
	if p.Flow.Transport == capture.UDP {
		want = capture.TCPHeader{}
	}
	if p.TCP != want {
		t.Errorf("TCP header %+v", p.TCP)
	}
}

// checkBounds checks that what a packet shows lies within its record.
func checkBounds(t testing.TB, r *capture.Record, p *Packet) {
	t.Helper()
	inside := func(outer, inner []byte) int { // Where inner begins; an empty slice may point anywhere.
		if len(inner) == 0 {
			return 0
		}
		at := int(uintptr(unsafe.Pointer(&inner[0])) - uintptr(unsafe.Pointer(&outer[0])))
		if at < 0 || at+len(inner) > len(outer) {
			t.Fatalf("%d bytes from %d on are not within %d", len(inner), at, len(outer))
		}
		return at
	}
	inside(r.Data, p.Segment)
	if at := inside(p.Segment, p.Payload); len(p.Payload) > 0 && at+len(p.Payload) != len(p.Segment) {
		t.Fatal("the payload is not the end of the segment")
	}
	if p.Cut < 0 || p.Cut > longest+65535 {
		t.Fatalf("cut %d", p.Cut)
	}
}

// Wherever a snaplen cuts a frame, the payload is what is left of it, and Cut is
// the rest; before the fixed part of the headers ends the frame is malformed.
func TestEverySnaplen(t *testing.T) {
	for _, f := range frames() {
		whole := record(f.link, f.data)
		whole.Length += f.more
		var all Packet
		if Decode(whole, &all); f.verdict != Transport {
			for n := range f.data { // Only that it does not panic, and says no more than before.
				r := &capture.Record{Link: f.link, Data: f.data[:n:n], Length: whole.Length}
				if v := Decode(r, new(Packet)); v != f.verdict && v != Malformed && v != NotTCPOrUDP && v != Transport {
					t.Errorf("%s cut to %d: verdict %d", f.name, n, v)
				}
			}
			continue
		}
		transport := len(f.data) - len(all.Segment) // Where the transport header begins, but for padding.
		for transport > 0 && &f.data[transport] != &all.Segment[0] {
			transport--
		}
		fixed := transport + 20
		if all.Flow.Transport == capture.UDP {
			fixed = transport + 8
		}
		total := len(all.Payload) + all.Cut
		for n := range f.data {
			r := &capture.Record{Link: f.link, Data: f.data[:n:n], Length: whole.Length}
			var p Packet
			v := Decode(r, &p)
			if n < fixed {
				if v != Malformed {
					t.Errorf("%s cut to %d of a header to %d: verdict %d", f.name, n, fixed, v)
				}
				continue
			}
			if v != Transport || len(p.Payload)+p.Cut != total || string(p.Payload) != string(all.Payload[:len(p.Payload)]) {
				t.Fatalf("%s cut to %d: verdict %d, %d bytes and %d cut of %d", f.name, n, v, len(p.Payload), p.Cut, total)
			}
			start := transport + len(all.Segment) - len(all.Payload)
			if want := min(len(all.Payload), max(0, n-start)); len(p.Payload) != want {
				t.Errorf("%s cut to %d: %d bytes of payload, want %d", f.name, n, len(p.Payload), want)
			}
			checkBounds(t, r, &p)
		}
	}
}

// checkCut checks that a snaplen of n changes nothing but how much payload there
// is, or makes the frame malformed.
func checkCut(t *testing.T, r *capture.Record, verdict Verdict, whole *Packet, n int) {
	t.Helper()
	cut := &capture.Record{Link: r.Link, Data: r.Data[:n:n], Length: r.Length}
	var p Packet
	switch v := Decode(cut, &p); {
	case v == Malformed:
	case v != verdict:
		t.Fatalf("verdict %d, cut to %d: %d", verdict, n, v)
	case v == Transport:
		checkBounds(t, cut, &p)
		if p.Flow != whole.Flow || p.TCP != whole.TCP || p.Path != whole.Path || len(p.Payload)+p.Cut != len(whole.Payload)+whole.Cut ||
			len(p.Payload) > len(whole.Payload) || string(p.Payload) != string(whole.Payload[:len(p.Payload)]) {
			t.Fatalf("%+v\ncut to %d: %+v", whole, n, p)
		}
	}
}

// FuzzDecode tries any bytes, of any link type, captured to any length.
func FuzzDecode(f *testing.F) {
	for _, s := range frames() {
		f.Add(uint16(s.link), s.data, s.more)
	}
	f.Fuzz(func(t *testing.T, link uint16, data []byte, more int) {
		r := record(capture.LinkType(link), data)
		r.Length += max(0, more)
		var p Packet
		verdict := Decode(r, &p)
		checkCut(t, r, verdict, &p, max(0, more)%(len(data)+1))
		if verdict == Fragment {
			x := NewFragments(10_000)
			for n := range 3 { // As it is, again, and as the end of its datagram.
				q := p
				q.piece.more = q.piece.more && n < 2
				if v, frames := x.Add(&q, capture.Frame{Num: n + 1}, noon); v == Transport && len(frames) == 0 || x.held > 10_000 {
					t.Errorf("%d with frames %v, %d bytes held", v, frames, x.held)
				}
			}
		}
		if verdict != Transport {
			return
		}
		checkBounds(t, r, &p)
		if !p.Flow.Src.IsValid() || !p.Flow.Dst.IsValid() || p.Flow.Src.Addr().BitLen() != p.Flow.Dst.Addr().BitLen() {
			t.Errorf("flow %v", p.Flow)
		}
		var again Packet // What is not captured must not be needed.
		cut := len(data) - len(p.Payload)
		r = &capture.Record{Link: r.Link, Data: data[:cut:cut], Length: r.Length}
		if p.Flow.Transport == capture.UDP && isTunnel(p.Flow.Dst.Port()) {
			return // Without its payload it may have been a tunnel.
		}
		if v := Decode(r, &again); v != Transport && cut >= len(p.Segment) && string(data[cut:]) == string(p.Payload) {
			t.Errorf("without its payload: verdict %d", v)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	payload := string(make([]byte, 1400))
	r := record(linkEthernet, join(eth(0x8100, 0x0800), v4(6, "", tcpOf("\x01\x01\x08\x0aTIMESTMP", payload))))
	b.ReportAllocs()
	var p Packet
	for b.Loop() {
		if Decode(r, &p) != Transport {
			b.Fatal("no packet")
		}
	}
}

package link

import (
	"math"
	"strings"
	"testing"
	"time"
)

const window = 50 * time.Millisecond

// told is one packet of a story about duplicates.
type told struct {
	at   time.Duration
	data []byte
	on   int // Interface.
	seen bool
}

func TestDuplicates(t *testing.T) {
	const ms = time.Millisecond
	sip := tcpOf("", "SIP")
	id := func(b []byte, id byte) []byte { return with(b, 18, 0, id) }
	ttl := func(b []byte, ttl byte) []byte { return with(b, 22, ttl) }
	four := join(eth(0x0800), v4(6, "", sip)) // ID 7.
	vlan := func(n byte, b []byte) []byte { return join(b[:12], []byte{0x81, 0, 0, n}, b[12:]) }
	six := join(eth(0x86dd), v6(6, "", sip))
	zero := id(four, 0)
	ack := id(join(eth(0x0800), v4(6, "", tcpOf("", ""))), 0)
	alive := join(eth(0x0800), v4(6, "", tcpOf("", "\x00")))
	tests := []struct {
		name  string
		story []told
	}{
		{"identical", []told{{0, four, 0, false}, {0, four, 0, true}, {ms, four, 0, true}}},
		{"SPAN behind a router", []told{{0, four, 0, false}, {ms, ttl(four, 63), 0, true}}},
		{"two VLANs", []told{{0, vlan(1, four), 0, false}, {ms, vlan(2, four), 0, true}}},
		{"two VLANs without ID", []told{{0, vlan(1, zero), 0, false}, {ms, vlan(2, zero), 0, true}}},
		{"two interfaces without ID", []told{{0, zero, 0, false}, {ms, zero, 1, true}}},
		{"two MAC addresses without ID", []told{{0, zero, 0, false}, {ms, with(zero, 6, 9), 0, true}}},
		{"padded and not", []told{{0, four, 0, false}, {ms, pad(four), 1, true}}},
		{"a retransmission has an ID of its own", []told{{0, id(four, 1), 0, false}, {ms, id(four, 2), 0, false}, {2 * ms, id(four, 2), 0, true}}},
		{"a retransmission and both copies", []told{{0, four, 0, false}, {ms, ttl(four, 63), 0, true}, {2 * ms, id(four, 8), 0, false}, {3 * ms, ttl(id(four, 8), 63), 0, true}}},
		{"without ID on the same path", []told{{0, zero, 0, false}, {ms, zero, 0, false}, {2 * ms, ttl(zero, 63), 0, true}}},
		{"IPv6 on the same path", []told{{0, six, 0, false}, {ms, six, 0, false}}},
		{"IPv6 with another hop limit", []told{{0, six, 0, false}, {ms, with(six, 21, 63), 0, true}}},
		{"at the end of the window", []told{{0, four, 0, false}, {window, four, 0, true}}},
		{"outside the window", []told{{0, four, 0, false}, {window + 1, four, 0, false}}},
		{"times going backwards", []told{{time.Hour, four, 0, false}, {time.Hour - window, four, 0, true}, {0, four, 0, false}}},
		{"times as far apart as can be", []told{{math.MaxInt64, four, 0, false}, {math.MinInt64, four, 0, false}, {0, four, 0, false}}},
		{"keep-alive probes", []told{{0, id(alive, 1), 0, false}, {ms, id(alive, 2), 0, false}, {2 * ms, id(alive, 3), 0, false}}},
		{"duplicate ACKs without ID", []told{{0, ack, 0, false}, {ms, ack, 0, false}, {2 * ms, ack, 0, false}}},
		{"another payload", []told{{0, four, 0, false}, {0, join(eth(0x0800), v4(6, "", tcpOf("", "SIQ"))), 0, false}}},
		{"other addresses", []told{{0, four, 0, false}, {0, with(four, 29, 9), 0, false}}},
		{"UDP", []told{{0, join(eth(0x0800), v4(17, "", udpOf(11, "SIP"))), 0, false}, {ms, ttl(join(eth(0x0800), v4(17, "", udpOf(11, "SIP"))), 9), 0, true}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDuplicates(window)
			for i, s := range tt.story {
				r := record(linkEthernet, s.data)
				r.Interface = s.on
				var p Packet
				if v := Decode(r, &p); v != Transport {
					t.Fatal("verdict", v)
				}
				if seen := d.Seen(&p, time.Unix(0, int64(s.at))); seen != s.seen {
					t.Errorf("packet %d: %v, want %v", i+1, seen, s.seen)
				}
			}
			if n := d.Overrun(); n != 0 {
				t.Errorf("overrun %d", n)
			}
		})
	}
}

// numbered is a packet that differs from those of other numbers.
func numbered(n uint32) *Packet {
	segment := tcpOf("", "SIP")
	be.PutUint32(segment[4:], n)
	var p Packet
	if Decode(record(linkRaw, v4(6, "", segment)), &p) != Transport {
		panic("no packet")
	}
	return &p
}

// What is pushed out within the window is counted; what was old is not.
func TestDuplicatesOverrun(t *testing.T) {
	d := NewDuplicates(window)
	const n = 2 * buckets * ways
	for i := range uint32(n) {
		d.Seen(numbered(i), time.Unix(0, 0))
	}
	if o := d.Overrun(); o < n-buckets*ways || o > n*3/4 {
		t.Errorf("%d of %d packets are counted as forgotten", o, n)
	}
	before := d.Overrun()
	for i := range uint32(n) / 8 {
		d.Seen(numbered(n+i), time.Unix(100, 0))
	}
	if o := d.Overrun() - before; o > n/1000 {
		t.Errorf("%d packets are counted as forgotten that were old", o)
	}
}

// At the rate of a full gigabit of small packets hardly a duplicate is lost.
func TestDuplicatesAtRate(t *testing.T) {
	d := NewDuplicates(window)
	lost := 0
	for i := range uint32(200_000) {
		at := time.Unix(0, int64(i)*int64(2*time.Microsecond))
		d.Seen(numbered(i), at)
		if i >= 1000 && !d.Seen(numbered(i-1000), at) {
			lost++
		}
	}
	if lost > 200 {
		t.Errorf("%d of 200000 duplicates were not found, %d packets forgotten", lost, d.Overrun())
	}
}

func TestAllocations(t *testing.T) {
	d := NewDuplicates(window)
	r := record(linkEthernet, join(eth(0x8100, 0x0800), v4(6, "", tcpOf("", strings.Repeat("x", 1400)))))
	var p Packet
	at := time.Unix(0, 0)
	if n := testing.AllocsPerRun(1000, func() {
		if Decode(r, &p) != Transport {
			t.Fatal("no packet")
		}
		be.PutUint16(r.Data[22:], be.Uint16(r.Data[22:])+1)
		at = at.Add(time.Microsecond)
		d.Seen(&p, at)
	}); n != 0 {
		t.Errorf("%v allocations for each packet", n)
	}
}

func BenchmarkSeen(b *testing.B) {
	for name, size := range map[string]int{"ack": 0, "full": 1400} {
		b.Run(name, func(b *testing.B) {
			d := NewDuplicates(window)
			var p Packet
			r := record(linkRaw, v4(6, "", tcpOf("", strings.Repeat("x", size))))
			if Decode(r, &p) != Transport {
				b.Fatal("no packet")
			}
			b.ReportAllocs()
			i := uint32(0)
			for b.Loop() {
				i++
				be.PutUint32(r.Data[24:], i)
				d.Seen(&p, time.Unix(0, int64(i)*int64(10*time.Microsecond)))
			}
		})
	}
}

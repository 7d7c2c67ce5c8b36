package bpf

import (
	"encoding/binary"
	"math/rand/v2"
	"net/netip"
	"slices"

	"prescap/capture"
)

// packet is a record for tests. whole is false where it was cut.
type packet struct {
	name  string
	data  []byte
	whole bool
}

// network is a packet from the network header on.
type network struct {
	name      string
	etherType uint16
	data      []byte
}

func be16(v int) []byte { return binary.BigEndian.AppendUint16(nil, uint16(v)) }

// tcpOf, udpOf and sctpOf are headers with ports and some payload.
func tcpOf(src, dst int, flags byte, options int, payload string) []byte {
	b := slices.Concat(be16(src), be16(dst), []byte{0, 0, 0, 9, 0, 0, 0, 5, byte(5+options/4) << 4, flags, 1, 0, 0, 0, 0, 0})
	return append(append(b, make([]byte, options)...), payload...)
}

func udpOf(src, dst int, payload string) []byte {
	return append(slices.Concat(be16(src), be16(dst), be16(8+len(payload)), be16(0)), payload...)
}

func sctpOf(src, dst int) []byte {
	return append(slices.Concat(be16(src), be16(dst)), 1, 2, 3, 4, 5, 6, 7, 8, 0, 3, 0, 16)
}

// ip4 makes an IPv4 packet, with so many bytes of options and with the fragment field.
func ip4(src, dst string, proto, options, fragment int, payload []byte) []byte {
	s, d := netip.MustParseAddr(src).As4(), netip.MustParseAddr(dst).As4()
	b := slices.Concat([]byte{byte(0x45 + options/4), 0}, be16(20+options+len(payload)), be16(77), be16(fragment),
		[]byte{64, byte(proto), 0, 0}, s[:], d[:], make([]byte, options))
	return append(b, payload...)
}

// ip6 makes an IPv6 packet; next is the first header behind the fixed one.
func ip6(src, dst string, next int, payload []byte) []byte {
	s, d := netip.MustParseAddr(src).As16(), netip.MustParseAddr(dst).As16()
	b := slices.Concat([]byte{0x60, 0, 0, 0}, be16(len(payload)), []byte{byte(next), 64}, s[:], d[:])
	return append(b, payload...)
}

// extension is an IPv6 extension header of 8 bytes.
func extension(next int, payload []byte) []byte {
	return append([]byte{byte(next), 0, 0, 0, 0, 0, 0, 0}, payload...)
}

func arpOf(op int, src, dst string) []byte {
	s, d := netip.MustParseAddr(src).As4(), netip.MustParseAddr(dst).As4()
	return slices.Concat([]byte{0, 1, 8, 0, 6, 4, 0, byte(op), 0, 0x11, 0x22, 0x33, 0x44, 0x55}, s[:], make([]byte, 6), d[:])
}

// networks are the packets of the tests.
func networks() []network {
	const a, b, m = "10.1.2.3", "192.168.1.1", "224.0.0.5"
	const a6, b6, l6, m6 = "2001:db8::5", "2001:db8:8000::6", "fe80::1", "ff02::1"
	sip := "SIP/2.0 200 OK\r\n\r\n"
	var all []network
	v4 := func(name string, data []byte) { all = append(all, network{name, etherIPv4, data}) }
	v6 := func(name string, data []byte) { all = append(all, network{name, etherIPv6, data}) }
	for _, ports := range [][2]int{{5060, 5061}, {5061, 40000}, {80, 5060}, {443, 80}, {22, 50000}, {53, 53}, {5065, 5070}, {123, 8080}} {
		v4("tcp", ip4(a, b, 6, 0, 0x4000, tcpOf(ports[0], ports[1], 2, 0, sip)))
		v4("tcp back", ip4(b, a, 6, 0, 0, tcpOf(ports[1], ports[0], 0x12, 12, "GET / HTTP/1.0")))
		v4("udp", ip4(a, m, 17, 0, 0, udpOf(ports[0], ports[1], sip)))
		v4("udp with options", ip4("10.1.9.9", a, 17, 8, 0, udpOf(ports[0], ports[1], "x")))
		v6("tcp", ip6(a6, b6, 6, tcpOf(ports[0], ports[1], 0x18, 0, sip)))
		v6("udp", ip6(l6, m6, 17, udpOf(ports[0], ports[1], sip)))
	}
	v4("tcp with options", ip4(a, b, 6, 40, 0, tcpOf(5060, 5061, 1, 40, sip)))
	v4("tcp, to itself", ip4(a, a, 6, 0, 0, tcpOf(5060, 5060, 4, 0, "")))
	v4("sctp", ip4(a, b, 132, 0, 0, sctpOf(5060, 5060)))
	v4("sctp with options", ip4("10.0.0.0", b, 132, 4, 0, sctpOf(80, 5061)))
	v4("first fragment", ip4(a, b, 6, 0, 0x2000, tcpOf(5060, 5061, 2, 0, sip)))
	v4("later fragment", ip4(a, b, 6, 0, 0x2005, tcpOf(5060, 5061, 2, 0, sip)))
	v4("last fragment", ip4(a, b, 17, 0, 0x0007, udpOf(53, 53, sip)))
	v4("echo", ip4(a, b, 1, 0, 0, []byte{8, 0, 0, 0, 0, 1, 0, 1}))
	v4("echo reply", ip4(b, a, 1, 24, 0, []byte{0, 0, 0, 0, 0, 1, 0, 1}))
	v4("unreachable", ip4("10.1.2.2", a, 1, 0, 0, append([]byte{3, 1, 0, 0, 0, 0, 0, 0}, ip4(a, b, 17, 0, 0, udpOf(53, 53, ""))...)))
	for _, proto := range []int{2, 9, 47, 50, 51, 89, 103, 112, 4, 255} {
		v4("other", ip4(a, m, proto, 0, 0, []byte{0x11, 0x21, 0x20, 1, 0, 0, 0, 0}))
		v4("other with options", ip4(a, m, proto, 4, 0, []byte{0x21, 1, 0, 0, 0, 0, 0, 0}))
		v6("other", ip6(a6, m6, proto, []byte{0x11, 0, 0, 0, 0, 0, 0, 0}))
	}
	v4("header of size 0", append([]byte{0x40, 0}, ip4(a, b, 6, 0, 0, tcpOf(5060, 5061, 2, 0, sip))[2:]...))
	v4("long", ip4(a, b, 6, 0, 0, tcpOf(443, 5061, 0x18, 0, string(make([]byte, 1400)))))
	v6("sctp", ip6(l6, a6, 132, sctpOf(5060, 5061)))
	v6("neighbour", ip6(l6, m6, 58, []byte{135, 0, 0, 0, 0, 0, 0, 0}))
	v6("echo", ip6(a6, "::1", 58, []byte{128, 0, 0, 0, 0, 0, 0, 0}))
	v6("mapped", ip6("::ffff:10.1.2.3", "::1", 6, tcpOf(5060, 80, 2, 0, "")))
	for _, next := range []int{6, 17, 132, 58} {
		v6("fragment", ip6(a6, b6, 44, extension(next, tcpOf(5060, 5061, 2, 0, sip))))
		v6("hop by hop", ip6(a6, b6, 0, extension(next, tcpOf(5060, 5061, 2, 0, sip))))
		v6("fragment behind hop by hop", ip6(a6, b6, 0, extension(44, extension(next, tcpOf(5060, 5061, 2, 0, sip)))))
	}
	all = append(all,
		network{"arp", 0x0806, arpOf(1, a, b)}, network{"arp reply", 0x0806, arpOf(2, b, "10.9.9.9")},
		network{"rarp", 0x8035, arpOf(3, b, a)}, network{"lldp", 0x88cc, []byte{2, 7, 4, 0x11, 0x22}},
		network{"loopback", 0x9000, make([]byte, 46)}, network{"llc", 0x0026, []byte{0x42, 0x42, 3, 0, 0}})
	return append(all, shims()...)
}

// shims are packets behind VLAN tags, MPLS labels and PPPoE.
func shims() []network {
	inner := ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(5060, 40000, 2, 0, "SIP"))
	udp := ip4("10.1.2.3", "192.168.1.1", 17, 4, 0, udpOf(53, 5060, "SIP"))
	inner6 := ip6("2001:db8::5", "fe80::1", 6, tcpOf(5060, 80, 2, 0, "SIP"))
	tag := func(id, etherType int, b []byte) []byte { return slices.Concat(be16(id|0x6000), be16(etherType), b) }
	mpls := func(label int, last byte, b []byte) []byte {
		return append([]byte{byte(label >> 12), byte(label >> 4), byte(label<<4) | last, 64}, b...)
	}
	ppp := func(session, proto int, b []byte) []byte {
		return slices.Concat([]byte{0x11, 0}, be16(session), be16(len(b)+2), be16(proto), b)
	}
	var all []network
	for _, inside := range []network{{"ip", 0x0800, inner}, {"udp", 0x0800, udp}, {"ip6", 0x86dd, inner6}, {"arp", 0x0806, arpOf(1, "10.1.2.3", "10.1.2.4")}} {
		kind, b := int(inside.etherType), inside.data
		p := map[int]int{0x0800: 0x21, 0x86dd: 0x57, 0x0806: 0x0806}[kind]
		all = append(all,
			network{"vlan", etherVLAN, tag(100, kind, b)}, network{"other vlan", etherVLAN, tag(200, kind, b)},
			network{"priority", etherVLAN, tag(0, kind, b)}, network{"old qinq", etherOldQinQ, tag(100, kind, b)},
			network{"qinq", etherQinQ, tag(100, etherVLAN, tag(200, kind, b))},
			network{"three", etherQinQ, tag(100, etherVLAN, tag(200, etherVLAN, tag(300, kind, b)))},
			network{"mpls", etherMPLS, mpls(100, 1, b)}, network{"mpls, more", etherMPLS, mpls(100, 0, mpls(200, 1, b))},
			network{"other mpls", etherMPLS, mpls(200, 1, b)}, network{"vlan, mpls", etherVLAN, tag(5, etherMPLS, mpls(100, 1, b))},
			network{"pppoe", etherPPPoE, ppp(5, p, b)}, network{"other pppoe", etherPPPoE, ppp(6, p, b)},
			network{"pppoe, mpls", etherPPPoE, ppp(5, 0x281, mpls(100, 1, b))},
			network{"vlan, pppoe", etherVLAN, tag(100, etherPPPoE, ppp(5, p, b))})
	}
	return all
}

// on puts a link header before a packet; nothing where that link cannot carry it.
func on(link capture.LinkType, n network, i int) []byte {
	family := map[uint16]byte{etherIPv4: 2, etherIPv6: 10}[n.etherType]
	switch link {
	case 1:
		dst, src := []byte{0, 0x11, 0x22, 0x33, 0x44, 0x55}, []byte{2, 0, 0, 0, 0, 1}
		switch i % 4 {
		case 1:
			dst, src = src, dst
		case 2:
			dst, src = []byte{255, 255, 255, 255, 255, 255}, dst
		case 3:
			dst = []byte{1, 0, 0x5e, 0, 0, 5}
		}
		return slices.Concat(dst, src, be16(int(n.etherType)), n.data)
	case 113:
		return slices.Concat(be16(i%5), be16(1), be16(6), []byte{0, 0x11, 0x22, 0x33, 0x44, 0x55, 0, 0}, be16(int(n.etherType)), n.data)
	case 276:
		return slices.Concat(be16(int(n.etherType)), []byte{0, 0, 0, 0, 0, 2, 0, 1, byte(i % 5), 6, 0, 0x11, 0x22, 0x33, 0x44, 0x55, 0, 0}, n.data)
	case 9, 50, 51:
		head := []byte{0xff, 3}
		if link == 51 {
			head = []byte{0x11, 0, 0, 5, 0, byte(len(n.data))}
		}
		proto := map[uint16]int{etherIPv4: 0x21, etherIPv6: 0x57, etherMPLS: 0x281}[n.etherType]
		if proto == 0 {
			proto = int(n.etherType)
		}
		return slices.Concat(head, be16(proto), n.data)
	case 0:
		return slices.Concat([]byte{family, 0, 0, 0}, n.data)
	case 108:
		return slices.Concat([]byte{0, 0, 0, family}, n.data)
	}
	if family == 0 {
		return nil
	}
	return n.data
}

// packets are the records of the tests for a link type: whole ones, three of these cut at
// every length, and noise.
func packets(link capture.LinkType) []packet {
	var all []packet
	for i, n := range networks() {
		b := on(link, n, i)
		if b == nil {
			continue
		}
		all = append(all, packet{n.name, b, true})
		if n.name == "tcp with options" || n.name == "fragment" || n.name == "three" || n.name == "pppoe, mpls" || n.name == "arp" {
			for size := range min(len(b), 110) {
				all = append(all, packet{n.name + ", cut", b[:size], false})
			}
		}
	}
	rng := rand.New(rand.NewPCG(1, uint64(link)))
	for range 60 {
		n := networks()[rng.IntN(40)]
		b := slices.Clone(on(link, n, 0))
		if rng.IntN(2) == 0 { // Some bytes of a good one.
			for range 4 {
				if len(b) > 0 {
					b[rng.IntN(min(len(b), 60))] = byte(rng.Uint32())
				}
			}
		} else {
			b = make([]byte, rng.IntN(120))
			for i := range b {
				b[i] = byte(rng.Uint32())
			}
		}
		all = append(all, packet{"noise", b, false})
	}
	return all
}

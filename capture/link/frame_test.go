package link

import (
	"encoding/binary"
	"strings"

	"prescap/capture"
)

var be = binary.BigEndian

// eth is a MAC header with the given types; all but the last are those of tags,
// numbered 1, 2, ...
func eth(types ...uint16) []byte {
	b := []byte{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}
	for i, kind := range types {
		b = be.AppendUint16(b, kind)
		if i < len(types)-1 {
			b = be.AppendUint16(b, 0xe000|uint16(i+1))
		}
	}
	return b
}

// v4 is an IPv4 packet from 10.0.0.1 to 10.0.0.2 with the ID 7 and the TTL 64.
func v4(proto byte, options string, payload []byte) []byte {
	header := 20 + len(options)
	b := []byte{0x40 | byte(header/4), 0}
	b = be.AppendUint16(b, uint16(header+len(payload)))
	b = append(b, 0, 7, 0x40, 0, 64, proto, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2)
	return append(append(b, options...), payload...)
}

// v6 is an IPv6 packet from fd00::1 to fd00::2 with the hop limit 64. The first
// header is that of the first extension, or of the payload.
func v6(next byte, extensions string, payload []byte) []byte {
	b := be.AppendUint16([]byte{0x60, 0, 0, 0}, uint16(len(extensions)+len(payload)))
	b = append(b, next, 64)
	for _, last := range []byte{1, 2} {
		b = append(b, 0xfd)
		b = append(b, make([]byte, 14)...)
		b = append(b, last)
	}
	return append(append(b, extensions...), payload...)
}

// tcpOf is a segment from 5060 to 50000.
func tcpOf(options, payload string) []byte {
	b := be.AppendUint16(be.AppendUint16(nil, 5060), 50000)
	b = be.AppendUint32(be.AppendUint32(b, 1000), 2000)
	b = append(b, byte(5+len(options)/4)<<4, 0xd8, 0xff, 0xff, 0, 0, 0, 0) // CWR, ECE, ACK, PSH.
	return append(append(b, options...), payload...)
}

// udpOf is a datagram from 5060 to 50000 that says how long it is.
func udpOf(length int, payload string) []byte {
	b := be.AppendUint16(be.AppendUint16(nil, 5060), 50000)
	b = be.AppendUint16(be.AppendUint16(b, uint16(length)), 0)
	return append(b, payload...)
}

// tunnel is a datagram to the port of a tunnel.
func tunnel(port uint16, payload []byte) []byte {
	b := be.AppendUint16(be.AppendUint16(nil, 40000), port)
	b = be.AppendUint16(be.AppendUint16(b, uint16(8+len(payload))), 0)
	return append(b, payload...)
}

// nested is IP in so many times IP.
func nested(times int, payload []byte) []byte {
	b := v4(6, "", payload)
	for range times {
		b = v4(4, "", b)
	}
	return b
}

// with returns b with bytes changed.
func with(b []byte, at int, changed ...byte) []byte {
	b = append([]byte(nil), b...)
	copy(b[at:], changed)
	return b
}

// pad is Ethernet's padding.
func pad(b []byte) []byte { return append(b, strings.Repeat("P", max(0, 60-len(b)))...) }

func join(pieces ...[]byte) []byte {
	var b []byte
	for _, p := range pieces {
		b = append(b, p...)
	}
	return b
}

// record is a record of a whole frame.
func record(link capture.LinkType, b []byte) *capture.Record {
	return &capture.Record{Link: link, Data: b[:len(b):len(b)], Length: len(b)}
}

// A frame of the table that all tests share.
type frame struct {
	name    string
	link    capture.LinkType
	data    []byte
	more    int // Bytes on the wire behind data.
	verdict Verdict
	payload string
	cut     int
	vlan    uint32
}

// frames is one frame for every way through the decoder.
func frames() []frame {
	const e, raw = linkEthernet, linkRaw
	sip, dgram := tcpOf("", "SIP"), udpOf(11, "SIP")
	plain := join(eth(0x0800), v4(6, "", sip))
	atomic := "\x06\x00\x00\x00\x00\x00\x00\x07"
	return []frame{
		{"TCP", e, plain, 0, Transport, "SIP", 0, 0},
		{"TCP, padded", e, pad(plain), 0, Transport, "SIP", 0, 0},
		{"ACK, padded", e, pad(join(eth(0x0800), v4(6, "", tcpOf("", "")))), 0, Transport, "", 0, 0},
		{"UDP", e, join(eth(0x0800), v4(17, "", dgram)), 0, Transport, "SIP", 0, 0},
		{"UDP, padded", e, pad(join(eth(0x0800), v4(17, "", dgram))), 0, Transport, "SIP", 0, 0},
		{"cut by a snaplen", e, plain[:len(plain)-1], 1, Transport, "SI", 1, 0},
		{"VLAN", e, join(eth(0x8100, 0x0800), v4(6, "", sip)), 0, Transport, "SIP", 0, 1},
		{"QinQ", e, join(eth(0x88a8, 0x8100, 0x0800), v4(6, "", sip)), 0, Transport, "SIP", 0, 1<<16 | 2},
		{"QinQ of old", e, join(eth(0x9100, 0x8100, 0x86dd), v6(17, "", dgram)), 0, Transport, "SIP", 0, 1<<16 | 2},
		{"three tags", e, join(eth(0x88a8, 0x8100, 0x8100, 0x0800), v4(6, "", sip)), 0, Transport, "SIP", 0, 2<<16 | 3},
		{"ARP", e, join(eth(0x0806), make([]byte, 28)), 0, NotIP, "", 0, 0},
		{"LLC", e, join(eth(0x0026), make([]byte, 38)), 0, NotIP, "", 0, 0},
		{"ARP in a VLAN", e, join(eth(0x8100, 0x0806), make([]byte, 28)), 0, NotIP, "", 0, 1},
		{"version 5", e, join(eth(0x0800), with(v4(6, "", sip), 0, 0x55)), 0, Malformed, "", 0, 0},
		{"IPv4 options", e, join(eth(0x0800), v4(6, "\x94\x04\x00\x00", sip)), 0, Transport, "SIP", 0, 0},
		{"IPv4 options malformed", e, join(eth(0x0800), v4(6, "\x94\xff\x00\x07", sip)), 0, Transport, "SIP", 0, 0},
		{"IPv4 header too short", e, join(eth(0x0800), with(v4(6, "", sip), 0, 0x44)), 0, Malformed, "", 0, 0},
		{"IPv4 total below header", e, join(eth(0x0800), with(v4(6, "", sip), 2, 0, 19)), 0, Malformed, "", 0, 0},
		{"IPv4 total below TCP header", e, join(eth(0x0800), with(v4(6, "", sip), 2, 0, 39)), 0, Malformed, "", 0, 0},
		{"IPv4 total 0", e, join(eth(0x0800), with(v4(6, "", sip), 2, 0, 0)), 0, Transport, "SIP", 0, 0},
		{"IPv4 total 0, cut", e, join(eth(0x0800), with(v4(6, "", sip), 2, 0, 0)), 100_000, Transport, "SIP", 100_000, 0},
		{"IPv4 total 0, cut beyond belief", e, join(eth(0x0800), with(v4(6, "", sip), 2, 0, 0)), 4 << 30, Transport, "SIP", longest - len(plain), 0},
		{"IPv4 first fragment", e, join(eth(0x0800), with(v4(6, "", sip), 6, 0x20, 0)), 0, Fragment, "", 0, 0},
		{"IPv4 last fragment", e, join(eth(0x0800), with(v4(6, "", sip), 6, 0x00, 1)), 0, Fragment, "", 0, 0},
		{"ICMP", e, join(eth(0x0800), v4(1, "", make([]byte, 8))), 0, NotTCPOrUDP, "", 0, 0},
		{"IPv6", e, join(eth(0x86dd), v6(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"IPv6, padded", e, append(join(eth(0x86dd), v6(17, "", dgram)), "PPPP"...), 0, Transport, "SIP", 0, 0},
		{"IPv6 length 0", e, join(eth(0x86dd), with(v6(6, "", sip), 4, 0, 0)), 0, Transport, "SIP", 0, 0},
		{"IPv6 hop-by-hop, destination, routing", e, join(eth(0x86dd), v6(0,
			"\x3c\x00\x05\x02\x00\x00\x01\x00"+"\x2b\x01\x01\x0c"+strings.Repeat("\x00", 12)+"\x06\x00\x00\x00\x00\x00\x00\x00", sip)), 0, Transport, "SIP", 0, 0},
		{"IPv6 authentication", e, join(eth(0x86dd), v6(51, "\x11\x04"+strings.Repeat("A", 22), dgram)), 0, Transport, "SIP", 0, 0},
		{"IPv6 atomic fragment", e, join(eth(0x86dd), v6(44, atomic, sip)), 0, Transport, "SIP", 0, 0},
		{"IPv6 first fragment", e, join(eth(0x86dd), v6(44, "\x06\x00\x00\x01\x00\x00\x00\x07", sip)), 0, Fragment, "", 0, 0},
		{"IPv6 last fragment", e, join(eth(0x86dd), v6(44, "\x06\x00\x00\x08\x00\x00\x00\x07", sip)), 0, Fragment, "", 0, 0},
		{"IPv6 extension too long", e, join(eth(0x86dd), v6(0, "\x06\xff\x00\x00\x00\x00\x00\x00", sip)), 0, Malformed, "", 0, 0},
		{"IPv6 nothing next", e, join(eth(0x86dd), v6(59, "", nil)), 0, NotTCPOrUDP, "", 0, 0},
		{"ESP", e, join(eth(0x86dd), v6(50, "", sip)), 0, NotTCPOrUDP, "", 0, 0},
		{"TCP options", e, join(eth(0x0800), v4(6, "", tcpOf("\x01\x01\x08\x0aTIMESTMP", "SIP"))), 0, Transport, "SIP", 0, 0},
		{"TCP options malformed", e, join(eth(0x0800), v4(6, "", tcpOf("\x08\x00\xff\xff", "SIP"))), 0, Transport, "SIP", 0, 0},
		{"TCP options cut by a snaplen", e, join(eth(0x0800), v4(6, "", tcpOf("\x01\x01\x08\x0aTIMESTMP", "SIP")))[:60], 9, Transport, "", 3, 0},
		{"TCP offset 4", e, join(eth(0x0800), v4(6, "", with(sip, 12, 0x40))), 0, Malformed, "", 0, 0},
		{"TCP offset beyond", e, join(eth(0x0800), v4(6, "", with(sip, 12, 0x60))), 0, Malformed, "", 0, 0},
		{"UDP length 0", e, join(eth(0x0800), v4(17, "", udpOf(0, "SIP"))), 0, Transport, "SIP", 0, 0},
		{"UDP length too short", e, join(eth(0x0800), v4(17, "", udpOf(7, "SIP"))), 0, Malformed, "", 0, 0},
		{"UDP length too long", e, join(eth(0x0800), v4(17, "", udpOf(12, "SIP"))), 0, Malformed, "", 0, 0},
		{"UDP length below that of IP", e, join(eth(0x0800), v4(17, "", udpOf(10, "SIP"))), 0, Transport, "SI", 0, 0},
		{"UDP of nothing", e, join(eth(0x0800), v4(17, "", udpOf(8, ""))), 0, Transport, "", 0, 0},
		{"raw IPv4", raw, v4(6, "", sip), 0, Transport, "SIP", 0, 0},
		{"raw IPv6", raw, v6(17, "", dgram), 0, Transport, "SIP", 0, 0},
		{"raw of BSD", linkRawBSD, v4(17, "", dgram), 0, Transport, "SIP", 0, 0},
		{"IPv4 link", linkIPv4, v4(6, "", sip), 0, Transport, "SIP", 0, 0},
		{"IPv6 link", linkIPv6, v6(6, "", sip), 0, Transport, "SIP", 0, 0},
		{"cooked", linkSLL, join([]byte{0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x08, 0}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"cooked, VLAN", linkSLL, join([]byte{0, 4, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x81, 0, 0xe0, 1, 0x86, 0xdd}, v6(17, "", dgram)), 0, Transport, "SIP", 0, 1},
		{"cooked, ARP", linkSLL, join([]byte{0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x08, 6}, make([]byte, 28)), 0, NotIP, "", 0, 0},
		{"cooked 2", linkSLL2, join([]byte{0x86, 0xdd, 0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0}, v6(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"loopback", linkNull, join([]byte{2, 0, 0, 0}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"loopback, IPv6 of FreeBSD", linkNull, join([]byte{28, 0, 0, 0}, v6(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"loopback, big-endian", linkNull, join([]byte{0, 0, 0, 30}, v6(17, "", dgram)), 0, Transport, "SIP", 0, 0},
		{"loopback of OpenBSD", linkLoop, join([]byte{0, 0, 0, 2}, v4(17, "", dgram)), 0, Transport, "SIP", 0, 0},
		{"loopback, no IP", linkNull, join([]byte{7, 0, 0, 0}, v4(17, "", dgram)), 0, NotIP, "", 0, 0},
		{"PPP", linkPPP, join([]byte{0xff, 3, 0, 0x21}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"PPP, short", linkPPP, join([]byte{0x21}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"PPP in HDLC, IPv6", linkPPPHDLC, join([]byte{0xff, 3, 0, 0x57}, v6(17, "", dgram)), 0, Transport, "SIP", 0, 0},
		{"PPP, LCP", linkPPP, join([]byte{0xff, 3, 0xc0, 0x21}, make([]byte, 8)), 0, NotIP, "", 0, 0},
		{"PPPoE", e, join(eth(0x8864), []byte{0x11, 0, 0, 1, 0, 45, 0, 0x21}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"PPPoE, discovery in a session", e, join(eth(0x8864), []byte{0x11, 9, 0, 1, 0, 45, 0, 0x21}, v4(6, "", sip)), 0, NotIP, "", 0, 0},
		{"PPPoE link", linkPPPoE, join([]byte{0x11, 0, 0, 1, 0, 53, 0, 0x57}, v6(17, "", dgram)), 0, Transport, "SIP", 0, 0},
		{"MPLS", e, join(eth(0x8847), []byte{0, 1, 0x10, 64, 0, 1, 0x21, 64}, v4(6, "", sip)), 0, Transport, "SIP", 0, 0},
		{"MPLS, Ethernet", e, join(eth(0x8100, 0x8847), []byte{0, 1, 0x11, 64, 0, 0, 0, 0}, eth(0x86dd), v6(17, "", dgram)), 0, Transport, "SIP", 0, 1},
		{"MPLS, something else", e, join(eth(0x8847), []byte{0, 1, 0x11, 64, 0x50, 0, 0, 0}), 0, NotIP, "", 0, 0},
		{"IP in IP", e, join(eth(0x0800), v4(4, "", v4(6, "", sip))), 0, Transport, "SIP", 0, 0},
		{"IPv6 in IP", e, join(eth(0x0800), v4(41, "", v6(17, "", dgram))), 0, Transport, "SIP", 0, 0},
		{"IP in IPv6", e, join(eth(0x86dd), v6(4, "", v4(6, "", sip))), 0, Transport, "SIP", 0, 0},
		{"GRE", e, join(eth(0x0800), v4(47, "", join([]byte{0, 0, 0x08, 0}, v4(6, "", sip)))), 0, Transport, "SIP", 0, 0},
		{"GRE with all there is", e, join(eth(0x0800), v4(47, "", join([]byte{0xb0, 0, 0x86, 0xdd}, make([]byte, 12), v6(17, "", dgram)))), 0, Transport, "SIP", 0, 0},
		{"GRE, Ethernet", e, join(eth(0x0800), v4(47, "", join([]byte{0, 0, 0x65, 0x58}, eth(0x8100, 0x0800), v4(6, "", sip)))), 0, Transport, "SIP", 0, 1},
		{"GRE of PPTP", e, join(eth(0x0800), v4(47, "", join([]byte{0x30, 1, 0x88, 0x0b}, make([]byte, 12)))), 0, NotTCPOrUDP, "", 0, 0},
		{"ERSPAN I", e, join(eth(0x0800), v4(47, "", join([]byte{0, 0, 0x88, 0xbe}, eth(0x0800), v4(6, "", sip)))), 0, Transport, "SIP", 0, 0},
		{"ERSPAN II", e, join(eth(0x0800), v4(47, "", join([]byte{0x10, 0, 0x88, 0xbe, 0, 0, 0, 9}, []byte{0x10, 0, 0, 1, 0, 0, 0, 0}, eth(0x0800), v4(17, "", dgram)))), 0, Transport, "SIP", 0, 0},
		{"ERSPAN III", e, join(eth(0x0800), v4(47, "", join([]byte{0x10, 0, 0x22, 0xeb, 0, 0, 0, 9}, []byte{0x20, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, eth(0x0800), v4(6, "", sip)))), 0, Transport, "SIP", 0, 0},
		{"ERSPAN III of a platform", e, join(eth(0x0800), v4(47, "", join([]byte{0x10, 0, 0x22, 0xeb, 0, 0, 0, 9}, []byte{0x20, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}, make([]byte, 8), eth(0x0800), v4(6, "", sip)))), 0, Transport, "SIP", 0, 0},
		{"VXLAN", e, join(eth(0x0800), v4(17, "", tunnel(4789, join([]byte{8, 0, 0, 0, 0, 0, 7, 0}, eth(0x0800), v4(6, "", sip))))), 0, Transport, "SIP", 0, 0},
		{"VXLAN, a tag outside and one inside", e, join(eth(0x8100, 0x0800), v4(17, "", tunnel(8472, join([]byte{8, 0, 0, 0, 0, 0, 7, 0}, eth(0x8100, 0x86dd), v6(17, "", dgram))))), 0, Transport, "SIP", 0, 1<<16 | 1},
		{"VXLAN, ARP", e, join(eth(0x0800), v4(17, "", tunnel(4789, join([]byte{8, 0, 0, 0, 0, 0, 7, 0}, eth(0x0806), make([]byte, 28))))), 0, NotIP, "", 0, 0},
		{"Geneve", e, join(eth(0x0800), v4(17, "", tunnel(6081, join([]byte{2, 0, 0x65, 0x58, 0, 0, 7, 0}, make([]byte, 8), eth(0x0800), v4(6, "", sip))))), 0, Transport, "SIP", 0, 0},
		{"Geneve, IP", e, join(eth(0x86dd), v6(17, "", tunnel(6081, join([]byte{0, 0, 0x08, 0, 0, 0, 7, 0}, v4(6, "", sip))))), 0, Transport, "SIP", 0, 0},
		{"GTP-U", e, join(eth(0x0800), v4(17, "", tunnel(2152, join([]byte{0x30, 0xff, 0, 43, 0, 0, 0, 9}, v4(6, "", sip))))), 0, Transport, "SIP", 0, 0},
		{"GTP-U with an extension", e, join(eth(0x0800), v4(17, "", tunnel(2152, join([]byte{0x34, 0xff, 0, 59, 0, 0, 0, 9, 0, 0, 0, 0x85, 1, 0, 0, 0}, v6(17, "", dgram))))), 0, Transport, "SIP", 0, 0},
		{"nine times IP in IP", e, join(eth(0x0800), nested(9, sip)), 0, NotTCPOrUDP, "", 0, 0},
		{"eight times IP in IP", e, join(eth(0x0800), nested(8, sip)), 0, Transport, "SIP", 0, 0},
		{"unsupported", 105, plain, 0, Unsupported, "", 0, 0},
		{"nobody's interface", 0xffff, plain, 0, Unsupported, "", 0, 0},
	}
}

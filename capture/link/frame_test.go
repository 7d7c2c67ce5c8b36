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
		{"unsupported", 105, plain, 0, Unsupported, "", 0, 0},
		{"nobody's interface", 0xffff, plain, 0, Unsupported, "", 0, 0},
	}
}

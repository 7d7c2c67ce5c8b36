package link

import (
	"encoding/binary"
	"net/netip"

	"prescap/capture"
)

// Verdict says what a frame turned out to be.
type Verdict uint8

// The verdicts.
const (
	Transport   Verdict = iota // A TCP or UDP packet.
	NotIP                      // ARP, LLC and the like.
	NotTCPOrUDP                // IP with something else in it: ICMP, ESP, ...
	Fragment                   // A part of an IP datagram.
	Malformed                  // Headers that contradict themselves, or were cut off.
	Unsupported                // A link type that is not read.
)

// Link types, as registered by tcpdump.org.
const (
	linkEthernet capture.LinkType = 1
	linkRawBSD   capture.LinkType = 12 // DLT_RAW written as a link type by some systems.
	linkRaw      capture.LinkType = 101
	linkIPv4     capture.LinkType = 228
	linkIPv6     capture.LinkType = 229
)

// longest bounds what a record may say of its length on the wire. It matters where
// an IP header leaves the length open.
const longest = 1 << 24

// Packet is what the headers of a frame say. Payload is a part of the record's
// Data.
type Packet struct {
	Flow    capture.Flow
	TCP     capture.TCPHeader // Zero for UDP.
	Payload []byte
	Cut     int // Payload bytes that were on the wire after Payload but not captured.

	// Segment is the transport header and what follows of it: what must be the
	// same in two captures of one packet.
	Segment []byte
	// Path is what may differ between two captures of one packet.
	Path Path

	piece   piece // Of a Fragment: what it is of its datagram.
	tunnels int   // That it was in.
}

// Path tells one place of capture from another.
type Path struct {
	Interface int
	VLAN      uint32 // The two innermost tags.
	Source    [6]byte
	TTL       uint8
	ID        uint16 // Of IPv4; 0 for none.
}

// Decode reads the headers of r into p, all of whose fields it sets when it
// answers Transport. It never fails for what stands behind the fixed part of the
// transport header.
func Decode(r *capture.Record, p *Packet) Verdict {
	*p = Packet{Path: Path{Interface: r.Interface}}
	missing := max(0, min(r.Length, longest)-len(r.Data))
	switch r.Link {
	case linkEthernet:
		return ethernet(r.Data, missing, p)
	case linkRaw, linkRawBSD, linkIPv4, linkIPv6:
		return ip(r.Data, missing, p)
	case linkSLL:
		return cooked(r.Data, missing, 16, 14, 6, p)
	case linkSLL2:
		if len(r.Data) >= 8 {
			p.Path.Interface = int(binary.BigEndian.Uint32(r.Data[4:]))
		}
		return cooked(r.Data, missing, 20, 0, 12, p)
	case linkNull, linkLoop:
		return loopback(r.Data, missing, p)
	case linkPPP, linkPPPHDLC:
		return ppp(r.Data, missing, p)
	case linkPPPoE:
		return pppoe(r.Data, missing, p)
	}
	return Unsupported
}

// ethernet reads a MAC header. missing is how many bytes of the
// frame a snaplen cut off.
func ethernet(b []byte, missing int, p *Packet) Verdict {
	if len(b) < 14 {
		return Malformed
	}
	copy(p.Path.Source[:], b[6:12])
	return ethertype(binary.BigEndian.Uint16(b[12:]), b[14:], missing, p)
}

func ip(b []byte, missing int, p *Packet) Verdict {
	if len(b) == 0 {
		return Malformed
	}
	switch b[0] >> 4 {
	case 4:
		return ipv4(b, missing, p)
	case 6:
		return ipv6(b, missing, p)
	}
	return Malformed
}

// ipv4 reads an IPv4 header (RFC 791 3.1).
func ipv4(b []byte, missing int, p *Packet) Verdict {
	if len(b) < 20 {
		return Malformed
	}
	header := int(b[0]&0xf) * 4
	total := int(binary.BigEndian.Uint16(b[2:]))
	if total == 0 { // Segmentation offload: the frame was captured before it was cut up.
		total = len(b) + missing
	}
	if header < 20 || header > len(b) || total < header {
		return Malformed
	}
	p.Path.ID = binary.BigEndian.Uint16(b[4:])
	p.Path.TTL = b[8]
	p.Flow.Src = netip.AddrPortFrom(netip.AddrFrom4([4]byte(b[12:16])), 0)
	p.Flow.Dst = netip.AddrPortFrom(netip.AddrFrom4([4]byte(b[16:20])), 0)
	proto, data, cut := b[9], b[header:min(len(b), total)], max(0, total-len(b))
	if flags := binary.BigEndian.Uint16(b[6:]); flags&0x3fff != 0 { // More to come, or not the first.
		p.piece = piece{uint32(p.Path.ID), proto, int(flags&0x1fff) * 8, flags&0x2000 != 0, data, cut}
		return Fragment
	}
	return transport(proto, data, cut, p)
}

// Protocol numbers of what IP carries (IANA).
const (
	protoIPv4 = 4
	protoTCP  = 6
	protoUDP  = 17
	protoIPv6 = 41
	protoGRE  = 47
)

// Protocol numbers of IPv6 extension headers (RFC 8200 4, RFC 4302).
const (
	hopByHop    = 0
	routing     = 43
	fragment    = 44
	authentic   = 51
	destination = 60
)

// ipv6 reads an IPv6 header and its extensions (RFC 8200).
func ipv6(b []byte, missing int, p *Packet) Verdict {
	if len(b) < 40 {
		return Malformed
	}
	length := int(binary.BigEndian.Uint16(b[4:]))
	next := b[6]
	p.Path.ID, p.Path.TTL = 0, b[7]
	p.Flow.Src = netip.AddrPortFrom(netip.AddrFrom16([16]byte(b[8:24])), 0)
	p.Flow.Dst = netip.AddrPortFrom(netip.AddrFrom16([16]byte(b[24:40])), 0)
	b = b[40:]
	if length == 0 { // Segmentation offload, or a jumbogram (RFC 2675): the rest of the frame.
		length = len(b) + missing
	}
	cut := max(0, length-len(b))
	b = b[:min(len(b), length)]
	for {
		var size int
		switch next {
		case hopByHop, routing, destination:
			if len(b) < 8 {
				return Malformed
			}
			size = 8 + 8*int(b[1])
		case authentic:
			if len(b) < 8 {
				return Malformed
			}
			size = 8 + 4*int(b[1])
		case fragment:
			if len(b) < 8 {
				return Malformed
			}
			if at := binary.BigEndian.Uint16(b[2:]); at&0xfff9 != 0 {
				p.piece = piece{binary.BigEndian.Uint32(b[4:]), b[0], int(at &^ 7), at&1 != 0, b[8:], cut}
				return Fragment
			}
			size = 8 // An atomic fragment is the whole datagram (RFC 6946).
		default:
			return transport(next, b, cut, p)
		}
		if size > len(b) {
			return Malformed
		}
		next, b = b[0], b[size:]
	}
}

// transport reads a TCP or UDP header, or what is in a tunnel. cut is how many bytes of the datagram
// are missing after b.
func transport(proto uint8, b []byte, cut int, p *Packet) Verdict {
	p.Segment = b
	switch proto {
	case protoTCP:
		return tcp(b, cut, p)
	case protoUDP:
		return udp(b, cut, p)
	case protoIPv4, protoIPv6, protoGRE:
		return tunnelled(proto, b, cut, p)
	}
	return NotTCPOrUDP
}

// tcp reads a TCP header (RFC 9293 3.1), but for its options.
func tcp(b []byte, cut int, p *Packet) Verdict {
	if len(b) < 20 {
		return Malformed
	}
	header := int(b[12]>>4) * 4
	if header < 20 || header > len(b)+cut {
		return Malformed
	}
	ports(b, capture.TCP, p)
	p.TCP = capture.TCPHeader{
		Seq:   binary.BigEndian.Uint32(b[4:]),
		Ack:   binary.BigEndian.Uint32(b[8:]),
		Flags: capture.TCPFlags(b[13] & 0x1f),
	}
	if header > len(b) { // Options cut by a snaplen.
		cut -= header - len(b)
		header = len(b)
	}
	p.Payload, p.Cut = b[header:], cut
	return Transport
}

// udp reads a UDP header (RFC 768).
func udp(b []byte, cut int, p *Packet) Verdict {
	if len(b) < 8 {
		return Malformed
	}
	length := int(binary.BigEndian.Uint16(b[4:]))
	if length == 0 { // Offload, or a jumbogram.
		length = len(b) + cut
	}
	if length < 8 || length > len(b)+cut {
		return Malformed
	}
	ports(b, capture.UDP, p)
	p.Segment = b[:min(len(b), length)]
	p.Payload = p.Segment[8:]
	p.Cut = length - len(p.Segment)
	if v, tunnel := overUDP(p); tunnel {
		return v
	}
	return Transport
}

func ports(b []byte, t capture.Transport, p *Packet) {
	p.Flow.Transport = t
	p.Flow.Src = netip.AddrPortFrom(p.Flow.Src.Addr(), binary.BigEndian.Uint16(b))
	p.Flow.Dst = netip.AddrPortFrom(p.Flow.Dst.Addr(), binary.BigEndian.Uint16(b[2:]))
}

package link

import "encoding/binary"

// Link types that hold IP behind a header of their own, as registered by tcpdump.org.
const (
	linkNull    = 0   // BSD loopback, the address family in the order of the host.
	linkPPP     = 9   // PPP, with or without address and control.
	linkPPPHDLC = 50  // PPP in HDLC framing.
	linkPPPoE   = 51  // PPPoE without Ethernet.
	linkLoop    = 108 // OpenBSD loopback, the address family in network order.
	linkSLL     = 113 // Linux cooked, "any".
	linkSLL2    = 276 // Linux cooked, version 2.
)

// EtherTypes (IEEE registry; RFC 2784 2.4 for those in GRE).
const (
	etherIPv4     = 0x0800
	etherIPv6     = 0x86dd
	etherVLAN     = 0x8100
	etherQinQ     = 0x88a8
	etherOldQinQ  = 0x9100
	etherMPLS     = 0x8847
	etherMPLSMany = 0x8848
	etherPPPoE    = 0x8864
	etherBridged  = 0x6558 // Transparent Ethernet bridging: an Ethernet frame.
	etherERSPAN   = 0x88be // ERSPAN, types I and II.
	etherERSPAN3  = 0x22eb
)

// ethertype reads what an EtherType says that b is.
func ethertype(kind uint16, b []byte, missing int, p *Packet) Verdict {
	for kind == etherVLAN || kind == etherQinQ || kind == etherOldQinQ {
		if len(b) < 4 {
			return Malformed
		}
		p.Path.VLAN = p.Path.VLAN<<16 | uint32(binary.BigEndian.Uint16(b)&0xfff)
		kind = binary.BigEndian.Uint16(b[2:])
		b = b[4:]
	}
	switch kind {
	case etherIPv4, etherIPv6:
		return ip(b, missing, p)
	case etherMPLS, etherMPLSMany:
		return mpls(b, missing, p)
	case etherPPPoE:
		return pppoe(b, missing, p)
	case etherBridged:
		return ethernet(b, missing, p)
	}
	return NotIP
}

// cooked reads the header that Linux makes for interfaces of every kind: so many bytes,
// with the protocol, and the sender's address, at their places.
func cooked(b []byte, missing, header, protocol, address int, p *Packet) Verdict {
	if len(b) < header {
		return Malformed
	}
	copy(p.Path.Source[:], b[address:])
	return ethertype(binary.BigEndian.Uint16(b[protocol:]), b[header:], missing, p)
}

// loopback reads the four bytes in which a BSD names the address family. Each has its own
// number for IPv6, so the IP header has the last word.
func loopback(b []byte, missing int, p *Packet) Verdict {
	if len(b) < 4 {
		return Malformed
	}
	family := binary.LittleEndian.Uint32(b)
	if family > 0xffff {
		family = binary.BigEndian.Uint32(b)
	}
	switch family {
	case 2, 10, 23, 24, 28, 30:
		return ip(b[4:], missing, p)
	}
	return NotIP
}

// ppp reads a PPP header (RFC 1661 2), whose address and control (RFC 1662 3.1), and whose
// first byte of the protocol, may be left out.
func ppp(b []byte, missing int, p *Packet) Verdict {
	if len(b) >= 2 && b[0] == 0xff && b[1] == 0x03 {
		b = b[2:]
	}
	if len(b) < 2 {
		return Malformed
	}
	protocol, size := binary.BigEndian.Uint16(b), 2
	if b[0]&1 != 0 {
		protocol, size = uint16(b[0]), 1
	}
	switch b = b[size:]; protocol {
	case 0x0021, 0x0057:
		return ip(b, missing, p)
	case 0x0281, 0x0283:
		return mpls(b, missing, p)
	}
	return NotIP
}

// pppoe reads a PPPoE session header (RFC 2516 4).
func pppoe(b []byte, missing int, p *Packet) Verdict {
	switch {
	case len(b) < 8:
		return Malformed
	case b[0] != 0x11 || b[1] != 0: // Another version, or no session data.
		return NotIP
	}
	return ppp(b[6:], missing, p)
}

// mpls passes over a stack of labels (RFC 3032 2.1). What is below it is IP, or Ethernet
// behind a control word (RFC 4448 4.6).
func mpls(b []byte, missing int, p *Packet) Verdict {
	for last := false; !last; b = b[4:] {
		if len(b) < 4 {
			return Malformed
		}
		last = b[2]&1 != 0
	}
	if len(b) < 4 {
		return Malformed
	}
	switch b[0] >> 4 {
	case 4, 6:
		return ip(b, missing, p)
	case 0:
		return ethernet(b[4:], missing, p)
	}
	return NotIP
}

// deepest bounds how many tunnels a packet may be in.
const deepest = 8

// tunnelled reads what IP carries that is IP again. cut is as in transport.
func tunnelled(proto uint8, b []byte, cut int, p *Packet) Verdict {
	if p.tunnels++; p.tunnels > deepest {
		return NotTCPOrUDP
	}
	switch proto {
	case protoIPv4, protoIPv6:
		return ip(b, cut, p)
	}
	return gre(b, cut, p)
}

// Flags of GRE (RFC 2784 2.1, RFC 2890 2).
const (
	greChecksum = 0x8000
	greRouting  = 0x4000
	greKey      = 0x2000
	greSequence = 0x1000
	greVersion  = 0x0007
)

// gre reads a GRE header, and that of ERSPAN behind it (draft-foschiano-erspan).
func gre(b []byte, cut int, p *Packet) Verdict {
	if len(b) < 4 {
		return Malformed
	}
	flags, kind := binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:])
	if flags&(greRouting|greVersion) != 0 {
		return NotTCPOrUDP
	}
	size := 4
	for _, f := range []uint16{greChecksum, greKey, greSequence} {
		if flags&f != 0 {
			size += 4
		}
	}
	switch {
	case kind == etherERSPAN && flags&greSequence != 0: // Type II; type I has no header.
		size += 8
	case kind == etherERSPAN3:
		if len(b) < size+12 {
			return Malformed
		}
		if size += 12; b[size-1]&1 != 0 { // A platform's own part follows.
			size += 8
		}
	}
	if len(b) < size {
		return Malformed
	}
	if b = b[size:]; kind == etherERSPAN || kind == etherERSPAN3 {
		return ethernet(b, cut, p)
	}
	return ethertype(kind, b, cut, p)
}

// Ports of tunnels over UDP (RFC 7348 5, RFC 8926 3.3, 3GPP TS 29.281 4.4.2), and the one
// that Linux used for VXLAN before it had one.
const (
	portVXLAN    = 4789
	portOldVXLAN = 8472
	portGeneve   = 6081
	portGTPU     = 2152
)

func isTunnel(port uint16) bool {
	return port == portVXLAN || port == portOldVXLAN || port == portGeneve || port == portGTPU
}

// overUDP reads what a datagram to a tunnel's port carries. known is false where it is no
// such tunnel: then it is a datagram like others.
func overUDP(p *Packet) (v Verdict, known bool) {
	port := p.Flow.Dst.Port()
	if !isTunnel(port) || p.tunnels >= deepest {
		return 0, false
	}
	b, cut := p.Payload, p.Cut
	if len(b) < 8 {
		return Malformed, cut > 0 // Who knows what it would have been.
	}
	inner := *p
	inner.tunnels++
	inner.Payload, inner.Cut = nil, 0
	switch {
	case port == portGTPU:
		v, known = gtpu(b, cut, &inner)
	case port == portGeneve:
		v, known = geneve(b, cut, &inner)
	case b[0] == 0x08 && b[7] == 0:
		v, known = ethernet(b[8:], cut, &inner), true
	}
	if known {
		*p = inner
	}
	return v, known
}

// geneve reads a Geneve header (RFC 8926 3.4).
func geneve(b []byte, cut int, p *Packet) (Verdict, bool) {
	size := 8 + 4*int(b[0]&0x3f)
	if b[0]>>6 != 0 || b[7] != 0 {
		return 0, false
	}
	if len(b) < size {
		return Malformed, cut > 0
	}
	return ethertype(binary.BigEndian.Uint16(b[2:]), b[size:], cut, p), true
}

// gtpu reads a GTP-U header with user data, and its extensions (3GPP TS 29.281 5).
func gtpu(b []byte, cut int, p *Packet) (Verdict, bool) {
	if b[0]&0xf0 != 0x30 || b[1] != 0xff { // Version 1 of GTP, a user packet.
		return 0, false
	}
	size := 8
	if b[0]&0x07 != 0 {
		size = 12
	}
	for b[0]&0x04 != 0 {
		if len(b) < size {
			return Malformed, cut > 0
		}
		if b[size-1] == 0 { // The type of the next one.
			break
		}
		if len(b) == size {
			return Malformed, cut > 0
		}
		if b[size] == 0 {
			return 0, false
		}
		size += 4 * int(b[size])
	}
	if len(b) < size {
		return Malformed, cut > 0
	}
	return ip(b[size:], cut, p), true
}

package bpf

import (
	"golang.org/x/net/bpf"

	"prescap/capture"
)

// EtherTypes that a condition of its own looks for (IEEE registry).
const (
	etherIPv4    = 0x0800
	etherIPv6    = 0x86dd
	etherVLAN    = 0x8100
	etherQinQ    = 0x88a8
	etherOldQinQ = 0x9100
	etherMPLS    = 0x8847
	etherPPPoE   = 0x8864
)

// family is how a record says which protocol its network header is of.
type family uint8

const (
	byEtherType family = iota // A field holds the EtherType, as in Ethernet and Linux cooked records.
	byPPP                     // A field holds the PPP protocol.
	byVersion                 // Nothing does: the first four bits of the IP header have to.
	byBSD                     // Four bytes hold the address family.
	onlyIPv4
	onlyIPv6
)

// tagPlace is where the outermost VLAN tag of a record is.
type tagPlace uint8

const (
	tagInFrame tagPlace = iota
	tagBeside           // The kernel took it off and keeps it beside the frame.
)

// layout says where in a record the headers are. Offsets count from its first byte. The nodes
// vlan, mpls and pppoes move them for what is behind those in the expression.
type layout struct {
	name     string // What a user calls such records.
	family   family
	stations bool              // There are Ethernet addresses, at link.
	link     int               // Where "ether[0]" is; -1 if the link header is not in the data.
	protocol []bpf.Instruction // Loads the field that says the protocol.
	network  int               // Where the network header begins.
	labels   int               // How many MPLS labels were passed.
	outbound cond              // The host sent it itself; nil if nobody knows.
	tag      tagPlace
	tagged   bool // An expression asked for a VLAN.
}

// recordLayout is the layout of records in captures (link types as registered by tcpdump.org).
func recordLayout(link capture.LinkType) (*layout, bool) {
	switch link {
	case 0, 108:
		return &layout{name: "BSD loopback", family: byBSD, protocol: load(0, 4), network: 4}, true
	case 1:
		return &layout{name: "Ethernet", stations: true, protocol: load(12, 2), network: 14}, true
	case 9, 50:
		return &layout{name: "PPP", family: byPPP, protocol: load(2, 2), network: 4}, true
	case 51:
		return &layout{name: "PPPoE", family: byPPP, protocol: load(6, 2), network: 8}, true
	case 12, 101:
		return &layout{name: "raw IP", family: byVersion}, true
	case 113:
		return &layout{name: "Linux cooked", protocol: load(14, 2), network: 16, outbound: equal(0, 2, packetOutgoing)}, true
	case 228:
		return &layout{name: "raw IPv4", family: onlyIPv4}, true
	case 229:
		return &layout{name: "raw IPv6", family: onlyIPv6}, true
	case 276:
		return &layout{name: "Linux cooked", protocol: load(0, 2), network: 20, outbound: equal(10, 1, packetOutgoing)}, true
	}
	return nil, false
}

// is says that the network header is of the protocol with this EtherType.
func (l *layout) is(etherType uint16) (cond, error) {
	if l.labels > 0 {
		return l.belowLabels(etherType)
	}
	value := uint32(etherType)
	switch l.family {
	case byPPP: // RFC 1332 2.1, RFC 5072 3, RFC 3032 4.1; Xerox NS and DECnet by IANA's list.
		switch etherType {
		case etherIPv4:
			value = 0x0021
		case etherIPv6:
			value = 0x0057
		case etherMPLS:
			value = 0x0281
		case 0x0600:
			value = 0x0025
		case 0x6003:
			value = 0x0027
		}
	case byVersion:
		return l.version(etherType), nil
	case byBSD:
		return l.addressFamily(etherType), nil
	case onlyIPv4:
		return always(etherType == etherIPv4), nil
	case onlyIPv6:
		return always(etherType == etherIPv6), nil
	}
	return check{code: l.protocol, test: bpf.JumpEqual, value: value}, nil
}

func always(holds bool) cond {
	if holds {
		return all{}
	}
	return anyOf{}
}

// version says it by the first four bits of the IP header.
func (l *layout) version(etherType uint16) cond {
	switch etherType {
	case etherIPv4:
		return masked(l.network, 1, 0xf0, 0x40)
	case etherIPv6:
		return masked(l.network, 1, 0xf0, 0x60)
	}
	return anyOf{}
}

// belowLabels says it where MPLS labels end: nothing there tells the protocol but IP's version.
func (l *layout) belowLabels(etherType uint16) (cond, error) {
	if etherType != etherIPv4 && etherType != etherIPv6 {
		return nil, place{}.fail("below MPLS labels only ip and ip6 can be told")
	}
	return all{masked(l.network-2, 1, 1, 1), l.version(etherType)}, nil
}

// addressFamily says it by AF_INET and AF_INET6: the latter has a number of its own on Linux,
// Windows, NetBSD and OpenBSD, FreeBSD, and macOS. They are written in the order of the host
// or, by OpenBSD, of the network.
func (l *layout) addressFamily(etherType uint16) cond {
	var families []uint32
	switch etherType {
	case etherIPv4:
		families = []uint32{2}
	case etherIPv6:
		families = []uint32{10, 23, 24, 28, 30}
	}
	c := anyOf{}
	for _, f := range families {
		for _, v := range []uint32{f, f << 24} {
			c = append(c, check{code: l.protocol, test: bpf.JumpEqual, value: v})
		}
	}
	return c
}

// carries says that the packet is IPv4, or IPv6, with a protocol in it. In IPv6 that is the
// next header, or the one behind a fragment header that is the next.
func (l *layout) carries(p protocol) (cond, error) {
	c := anyOf{}
	if p.v4 {
		ip, err := l.is(etherIPv4)
		if err != nil {
			return nil, err
		}
		c = append(c, all{ip, l.protocol4(p.ip)})
	}
	if p.v6 {
		ip6, err := l.is(etherIPv6)
		if err != nil {
			return nil, err
		}
		behindFragment := all{l.next6(44), equal(l.network+40, 1, uint32(p.ip))}
		c = append(c, all{ip6, anyOf{l.next6(p.ip), behindFragment}})
	}
	return c, nil
}

// protocol4 says which protocol an IPv4 header names, next6 which an IPv6 header names.
func (l *layout) protocol4(n uint8) cond { return equal(l.network+9, 1, uint32(n)) }
func (l *layout) next6(n uint8) cond     { return equal(l.network+6, 1, uint32(n)) }

// first says that an IPv4 packet is not a later fragment, so that there is a transport header.
func (l *layout) first() cond {
	return not{check{code: load(l.network+6, 2), test: bpf.JumpBitsSet, value: 0x1fff}}
}

// behindIPv4 loads from what an IPv4 header carries, at an offset in that.
func (l *layout) behindIPv4(offset, size int) []bpf.Instruction {
	return []bpf.Instruction{
		bpf.LoadMemShift{Off: uint32(l.network)},
		bpf.LoadIndirect{Off: uint32(l.network + offset), Size: size},
	}
}

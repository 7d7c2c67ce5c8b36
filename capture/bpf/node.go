package bpf

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/net/bpf"
)

// node is a part of an expression: and, or, not, or a test.
type node interface {
	// lower says what must hold of a record with this layout, and moves the layout for what
	// is behind the node. The order of conditions is that of tcpdump: it decides where a
	// record that is too short is given up.
	lower(l *layout) (cond, error)
}

type (
	bothNode   struct{ left, right node }
	eitherNode struct{ left, right node }
	notNode    struct{ node }
)

func (n bothNode) lower(l *layout) (cond, error) {
	left, right, err := lowerTwo(l, n.left, n.right)
	return all{left, right}, err
}

func (n eitherNode) lower(l *layout) (cond, error) {
	left, right, err := lowerTwo(l, n.left, n.right)
	return anyOf{left, right}, err
}

func lowerTwo(l *layout, a, b node) (left, right cond, err error) {
	if left, err = a.lower(l); err != nil {
		return nil, nil, err
	}
	right, err = b.lower(l)
	return left, right, err
}

func (n notNode) lower(l *layout) (cond, error) {
	c, err := n.node.lower(l)
	return not{c}, err
}

// direction is whether an address or port is the sender's or the receiver's.
type direction uint8

const (
	srcOrDst direction = iota
	srcOnly
	dstOnly
	srcAndDst
)

// of chooses from what is said of the sender and what of the receiver.
func (d direction) of(src, dst cond) cond {
	switch d {
	case srcOnly:
		return src
	case dstOnly:
		return dst
	case srcAndDst:
		return all{src, dst}
	}
	return anyOf{src, dst}
}

// at gives an error of a layout the place of a node.
func (p place) at(err error) error {
	if e, ok := err.(*Error); ok {
		return p.fail("%s", e.Text)
	}
	return err
}

// protocolNode is a protocol: "ip", "tcp", "ip proto 6", "ether proto 0x88cc".
type protocolNode struct {
	place
	protocol
}

func (n protocolNode) lower(l *layout) (c cond, err error) {
	if n.ether != 0 {
		c, err = l.is(n.ether)
	} else {
		c, err = l.carries(n.protocol)
	}
	if err != nil {
		return nil, n.at(err)
	}
	return c, nil
}

// addressNode is a host or network of IP, as the sender or receiver in an IP or ARP header.
type addressNode struct {
	place
	over protocol // ip, ip6, arp, rarp, or no word: then all that have such addresses.
	dir  direction
	addr netip.Addr
	mask [16]byte // As long as the address.
}

func (n addressNode) lower(l *layout) (cond, error) {
	c := anyOf{}
	for _, f := range addressFields(n.addr.Is6()) {
		switch n.over.word {
		case f.protocol:
		case "":
			if l.labels > 0 && f.protocol != "ip" && f.protocol != "ip6" {
				continue // MPLS carries no ARP.
			}
		default:
			continue
		}
		p, _ := protocolNamed(f.protocol)
		is, err := l.is(p.ether)
		if err != nil {
			return nil, n.at(err)
		}
		c = append(c, all{is, n.dir.of(n.field(l.network+f.src), n.field(l.network+f.dst))})
	}
	return c, nil
}

// addressField is where a protocol has the sender's and the receiver's address.
type addressField struct {
	protocol string
	src, dst int
}

// addressFields are those of IPv4 or IPv6 addresses (RFC 791 3.1, RFC 826, RFC 903, RFC 8200 3).
func addressFields(v6 bool) []addressField {
	if v6 {
		return []addressField{{"ip6", 8, 24}}
	}
	return []addressField{{"ip", 12, 16}, {"arp", 14, 24}, {"rarp", 14, 24}}
}

// field says that the address is at an offset.
func (n addressNode) field(offset int) cond {
	c := all{}
	addr := n.addr.AsSlice()
	for i := 0; i < len(addr); i += 4 {
		mask := binary.BigEndian.Uint32(n.mask[i:])
		c = append(c, masked(offset+i, 4, mask, binary.BigEndian.Uint32(addr[i:])))
	}
	return c
}

// stationNode is an Ethernet address.
type stationNode struct {
	place
	dir  direction
	addr [6]byte
}

func (n stationNode) lower(l *layout) (cond, error) {
	if !l.stations {
		return nil, n.fail("%s records have no Ethernet addresses to filter by", l.name)
	}
	field := func(offset int) cond {
		return all{
			equal(offset+2, 4, binary.BigEndian.Uint32(n.addr[2:])),
			equal(offset, 2, uint32(binary.BigEndian.Uint16(n.addr[:]))),
		}
	}
	return n.dir.of(field(l.link+6), field(l.link)), nil
}

// portsNode is a port, or a range of them.
type portsNode struct {
	place
	over      protocol // tcp, udp, sctp, or no word: any of these.
	dir       direction
	low, high uint16
}

func (n portsNode) lower(l *layout) (cond, error) {
	ip6, err := l.is(etherIPv6)
	if err != nil {
		return nil, n.at(err)
	}
	ip4, err := l.is(etherIPv4)
	if err != nil {
		return nil, n.at(err)
	}
	carried4, carried6 := anyOf{}, anyOf{}
	for _, word := range []string{"sctp", "tcp", "udp"} {
		if n.over.word == "" || n.over.word == word {
			p, _ := protocolNamed(word)
			carried4 = append(carried4, l.protocol4(p.ip))
			carried6 = append(carried6, l.next6(p.ip))
		}
	}
	ports4 := n.dir.of(n.in(l.behindIPv4(0, 2)), n.in(l.behindIPv4(2, 2)))
	ports6 := n.dir.of(n.in(load(l.network+40, 2)), n.in(load(l.network+42, 2)))
	return anyOf{
		all{ip6, carried6, ports6},
		all{ip4, carried4, l.first(), ports4},
	}, nil
}

// in says that what the code loads is one of the ports.
func (n portsNode) in(code []bpf.Instruction) cond {
	if n.low == n.high {
		return check{code: code, test: bpf.JumpEqual, value: uint32(n.low)}
	}
	return all{
		check{code: code, test: bpf.JumpGreaterOrEqual, value: uint32(n.low)},
		not{check{code: code, test: bpf.JumpGreaterThan, value: uint32(n.high)}},
	}
}

// castNode is broadcast or multicast, of Ethernet, IPv4 or IPv6.
type castNode struct {
	place
	over      protocol
	broadcast bool
}

func (n castNode) lower(l *layout) (cond, error) {
	var c cond
	switch n.over.word {
	case "ip":
		c = check{code: load(l.network+16, 1), test: bpf.JumpGreaterOrEqual, value: 224}
	case "ip6":
		c = equal(l.network+24, 1, 255)
	default:
		if !l.stations {
			return nil, n.fail("%s records have no Ethernet addresses to filter by", l.name)
		}
		if n.broadcast {
			return stationNode{n.place, dstOnly, [6]byte{255, 255, 255, 255, 255, 255}}.lower(l)
		}
		return check{code: load(l.link, 1), test: bpf.JumpBitsSet, value: 1}, nil
	}
	is, err := l.is(n.over.ether)
	if err != nil {
		return nil, n.at(err)
	}
	return all{is, c}, nil
}

// outboundNode is what the host sent itself.
type outboundNode struct{ place }

func (n outboundNode) lower(l *layout) (cond, error) {
	if l.outbound == nil {
		return nil, n.fail("%s records do not say who sent them; use it on an interface", l.name)
	}
	return l.outbound, nil
}

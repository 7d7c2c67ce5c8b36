package bpf

import (
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"
)

// value reads one value, which is what the words before it say.
func (p *parser) value(q qualifiers) (node, error) {
	t := p.take()
	switch t.kind {
	case number, address4, address6, station, name:
	case end:
		return nil, t.fail("a value is missing")
	default:
		return nil, t.fail("this is no value; in a list of values there are only values")
	}
	if !q.known {
		return nil, t.fail("a value needs a word before it that says what it is, such as host or port")
	}
	switch q.kind {
	case "port", "portrange":
		return q.ports(t)
	case "proto":
		return q.number(t)
	}
	return p.address(q, t)
}

// address reads a host or network.
func (p *parser) address(q qualifiers, t token) (node, error) {
	ether := q.protocol.isLink()
	if t.kind == station {
		addr, _ := parseStation(t.text)
		switch {
		case !ether:
			return nil, t.fail("an Ethernet address needs \"ether\" before the words for it, as in \"ether host\"")
		case q.kind == "net":
			return nil, t.fail("Ethernet has no networks")
		}
		return stationNode{t.place, q.dir, addr}, nil
	}
	if t.kind == name {
		return nil, t.fail("names of hosts and networks are not looked up; give an address")
	}
	if t.kind == number && q.kind != "net" && !ether {
		return nil, t.fail("a number is no host; give an address, or say port, portrange or proto before it")
	}
	v6 := t.kind == address6
	switch word := q.protocol.word; {
	case ether:
		return nil, t.fail("this is no Ethernet address")
	case q.protocol.ip != 0:
		return nil, t.fail("%s has no addresses; use ip or ip6, or no word", word)
	case v6 && word != "" && word != "ip6", !v6 && word == "ip6":
		return nil, t.fail("this is no address of %s", word)
	}
	n := addressNode{place: t.place, over: q.protocol, dir: q.dir}
	bits := 32
	switch t.kind {
	case address6:
		n.addr, bits = netip.MustParseAddr(t.text), 128
	case address4:
		n.addr, bits = dotted(t.text)
	case number:
		if p.peek().is("/", "mask") {
			return nil, p.peek().fail("the network before this needs points, as in 10.0.0.0/8")
		}
		n.addr, bits = shortNet(t.number)
	}
	if q.kind != "net" && p.peek().is("/", "mask") {
		return nil, p.peek().fail("only \"net\" takes a mask")
	}
	n.mask = prefix(bits)
	if err := p.mask(&n); err != nil {
		return nil, err
	}
	for i, b := range n.addr.AsSlice() {
		if b&^n.mask[i] != 0 {
			return nil, t.fail("the address has bits outside its network")
		}
	}
	return n, nil
}

// mask reads what may follow the address of a network: "/8" or "mask 255.0.0.0".
func (p *parser) mask(n *addressNode) error {
	switch {
	case p.accept("/"):
		t := p.take()
		if t.kind != number || t.number > uint32(n.addr.BitLen()) {
			return t.fail("a network has 0 to %d bits", n.addr.BitLen())
		}
		n.mask = prefix(int(t.number))
	case n.addr.Is4() && p.accept("mask"):
		t := p.take()
		if t.kind != address4 {
			return t.fail("a mask looks like 255.255.0.0")
		}
		m, _ := dotted(t.text)
		copy(n.mask[:], m.AsSlice())
	}
	return nil
}

// dotted reads two to four numbers with points, and how many bits they are.
func dotted(s string) (netip.Addr, int) {
	var b [4]byte
	parts := strings.Split(s, ".")
	for i, part := range parts {
		n, _ := strconv.Atoi(part)
		b[i] = byte(n)
	}
	return netip.AddrFrom4(b), 8 * len(parts)
}

// shortNet reads the number of "net 10": the bytes of a network from the first that is not 0.
func shortNet(n uint32) (netip.Addr, int) {
	bits := 32
	for ; n != 0 && n>>24 == 0; bits -= 8 {
		n <<= 8
	}
	return netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, n))), bits
}

func prefix(bits int) (mask [16]byte) {
	for i := range bits {
		mask[i/8] |= 0x80 >> (i % 8)
	}
	return mask
}

// ports reads the value of "port" and "portrange".
func (q qualifiers) ports(t token) (node, error) {
	switch q.protocol.word {
	case "", "tcp", "udp", "sctp":
	default:
		return nil, t.fail("%s has no ports; they are of tcp, udp and sctp", q.protocol.word)
	}
	n := portsNode{place: t.place, over: q.protocol, dir: q.dir}
	switch {
	case t.kind == number && t.number > 65535:
		return nil, t.fail("the highest port is 65535")
	case t.kind == number:
		n.low, n.high = uint16(t.number), uint16(t.number)
		return n, nil
	case t.kind != name:
		return nil, t.fail("this is no port")
	case q.kind == "port":
		port, ok := service(t.text)
		if !ok {
			return nil, t.fail("no service that is known here; give the number of its port")
		}
		n.low, n.high = port, port
		return n, nil
	}
	for i := range t.text { // Names have hyphens too.
		if t.text[i] != '-' {
			continue
		}
		low, ok1 := portOrService(t.text[:i])
		high, ok2 := portOrService(t.text[i+1:])
		if ok1 && ok2 {
			n.low, n.high = min(low, high), max(low, high)
			return n, nil
		}
	}
	return nil, t.fail("no range of ports; they look like 5060-5069")
}

func portOrService(s string) (uint16, bool) {
	if port, ok := service(s); ok {
		return port, true
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return uint16(n), err == nil && (s == "0" || s[0] != '0')
}

// number reads the value of "proto".
func (q qualifiers) number(t token) (node, error) {
	n := protocolNode{place: t.place}
	if t.kind != number && t.kind != name {
		return nil, t.fail("this is no protocol; give a name or number")
	}
	switch word := q.protocol.word; {
	case q.protocol.isLink():
		kind, known := etherProtocol(t.text)
		switch {
		case t.kind == name && !known:
			return nil, t.fail("no protocol of Ethernet that is known here; give its number")
		case t.kind == number && t.number <= 1500:
			return nil, t.fail("numbers up to 1500 are lengths of frames without an EtherType, which are not supported")
		case t.kind == number && (t.number == 0x809b || t.number == 0x80f3):
			return nil, t.fail("AppleTalk is not supported: it also goes without an EtherType")
		case t.kind == number && t.number > 0xffff:
			return nil, t.fail("the highest EtherType is 65535")
		case t.kind == number:
			kind = uint16(t.number)
		}
		n.ether = kind
	case word == "" || word == "ip" || word == "ip6":
		id, known := ipProtocol(t.text)
		switch {
		case t.kind == name && !known:
			return nil, t.fail("no protocol of IP that is known here; give its number")
		case t.kind == number && t.number > 0xff:
			return nil, t.fail("the highest protocol of IP is 255")
		case t.kind == number:
			id = uint8(t.number)
		}
		n.ip, n.v4, n.v6 = id, word != "ip6", word != "ip"
	default:
		return nil, t.fail("\"proto\" goes with ether, ip or ip6, or with no word")
	}
	return n, nil
}

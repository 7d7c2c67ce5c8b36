package bpf

import "golang.org/x/net/bpf"

// Nodes for headers between the link header and IP. Behind one, in the expression, all offsets
// count from the header that follows it.

// optional is a number that may be left out.
type optional struct {
	given bool
	value uint32
}

// vlanNode is a VLAN tag (IEEE 802.1Q 9.3).
type vlanNode struct {
	place
	id optional
}

func (n vlanNode) lower(l *layout) (cond, error) {
	switch {
	case l.labels > 0:
		return nil, n.fail("VLAN tags below MPLS labels cannot be told")
	case l.family != byEtherType:
		return nil, n.fail("%s records have no VLAN tags", l.name)
	}
	l.tagged = true
	if l.tag == tagBeside {
		l.tag = tagInFrame // The next one is.
		if !n.id.given {
			return all{}, nil
		}
		tag := []bpf.Instruction{bpf.LoadExtension{Num: bpf.ExtVLANTag}, bpf.ALUOpConstant{Op: bpf.ALUOpAnd, Val: 0xfff}}
		return check{code: tag, test: bpf.JumpEqual, value: n.id.value}, nil
	}
	tagged := anyOf{}
	for _, etherType := range []uint16{etherVLAN, etherQinQ, etherOldQinQ} {
		is, err := l.is(etherType)
		if err != nil {
			return nil, n.at(err)
		}
		tagged = append(tagged, is)
	}
	c := all{tagged}
	if n.id.given {
		c = append(c, masked(l.network, 2, 0xfff, n.id.value))
	}
	l.protocol = load(l.network+2, 2)
	l.network += 4
	return c, nil
}

// mplsNode is an MPLS label (RFC 3032 2.1).
type mplsNode struct {
	place
	label optional
}

func (n mplsNode) lower(l *layout) (cond, error) {
	var more cond
	switch {
	case l.labels > 0: // The label before is not the last one.
		more = masked(l.network-2, 1, 1, 0)
	case l.family == byEtherType || l.family == byPPP:
		var err error
		if more, err = l.is(etherMPLS); err != nil {
			return nil, n.at(err)
		}
	default:
		return nil, n.fail("%s records have no MPLS labels", l.name)
	}
	c := all{more}
	if n.label.given {
		c = append(c, masked(l.network, 4, 0xfffff000, n.label.value<<12))
	}
	l.network += 4
	l.labels++
	return c, nil
}

// pppoeNode is a PPPoE session (RFC 2516 4). What is behind it is PPP without Ethernet addresses.
type pppoeNode struct {
	place
	session optional
}

func (n pppoeNode) lower(l *layout) (cond, error) {
	is, err := l.is(etherPPPoE)
	if err != nil {
		return nil, n.at(err)
	}
	c := all{is}
	if n.session.given {
		c = append(c, masked(l.network, 4, 0xffff, n.session.value))
	}
	l.name, l.family, l.stations = "PPP", byPPP, false
	l.link = l.network + 6
	l.protocol = load(l.link, 2)
	l.network = l.link + 2
	return c, nil
}

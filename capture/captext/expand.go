package captext

import (
	"errors"
	"fmt"
	"slices"

	"prescap/capture"
)

// expand returns the packets of a statement in the order of capture, without
// their times, and has the model learn them in the order of sending.
func (m *model) expand(s *statement) ([]packet, error) {
	o := &s.options
	switch s.verb {
	case "copy":
		if !m.any {
			return nil, errors.New("no packet before the copy")
		}
		p := copyOf(m.last, o.vlan)
		if o.ttl != nil {
			p.ttl = *o.ttl
		}
		m.take(p)
		return []packet{p}, nil
	case "open":
		return m.open(s), nil
	case "data":
		return m.data(s)
	case "close":
		bare := s.onWay()
		return []packet{
			m.send(s.flow, usualFlags("close"), bare, nil),
			m.send(s.flow.Back(), usualFlags("close"), bare, nil),
			m.send(s.flow, capture.ACK, bare, nil),
		}, nil
	}
	if n := room(s.flow); len(s.payload) > n {
		return nil, fmt.Errorf("a packet holds %d bytes of payload, not %d", n, len(s.payload))
	}
	flags := usualFlags(s.verb)
	if o.flags != nil {
		flags = *o.flags
	}
	packets := []packet{m.send(s.flow, flags, o, s.payload)}
	if s.verb == "fin" && !o.noACK {
		packets = append(packets, m.send(s.flow.Back(), capture.ACK, &options{}, nil))
	}
	return packets, nil
}

// send makes a packet and has the model learn it.
func (m *model) send(f capture.Flow, flags capture.TCPFlags, o *options, data []byte) packet {
	p := m.build(f, flags, o)
	p.payload = data
	m.take(p)
	return p
}

// build makes a packet of what the model predicts and the options say.
func (m *model) build(f capture.Flow, flags capture.TCPFlags, o *options) packet {
	s, r := m.stream(f), m.stream(f.Back())
	if o.isn != nil && !flags.Has(capture.SYN) {
		s.rebase(*o.isn)
	}
	if o.peerISN != nil {
		r.rebase(*o.peerISN)
	}
	p := m.predict(f, flags)
	if o.isn != nil {
		p.seq = *o.isn + 1
		if flags.Has(capture.SYN) {
			p.seq--
		}
	}
	if o.seq != nil {
		p.seq = s.at(*o.seq)
	}
	if o.ack != nil && flags.Has(capture.ACK) {
		p.ack = r.at(*o.ack)
	}
	if o.id != nil && f.Src.Addr().Is4() {
		p.id = *o.id
	}
	if o.ttl != nil {
		p.ttl = *o.ttl
	}
	if o.vlan != nil {
		p.vlan = *o.vlan
	}
	return p
}

// onWay returns only the options that tell the way of packets.
func (s *statement) onWay() *options { return &options{ttl: s.options.ttl, vlan: s.options.vlan} }

// open tells a handshake.
func (m *model) open(s *statement) []packet {
	first, second := s.onWay(), s.onWay()
	first.isn, second.isn = s.options.isn, s.options.peerISN
	return []packet{
		m.send(s.flow, capture.SYN, first, s.payload),
		m.send(s.flow.Back(), capture.SYN|capture.ACK, second, nil),
		m.send(s.flow, capture.ACK, s.onWay(), nil),
	}
}

// data tells segments and the receiver's ACK.
func (m *model) data(s *statement) ([]packet, error) {
	pieces, err := cut(s)
	if err != nil {
		return nil, err
	}
	flags := usualFlags("data")
	if s.options.flags != nil {
		flags = *s.options.flags
	}
	sent := make([]packet, len(pieces))
	following := s.options // What the first segment settles holds for the others.
	following.isn, following.peerISN, following.id = nil, nil, nil
	for i, piece := range pieces {
		o := &s.options
		if i > 0 {
			o = &following
			following.seq = new(m.stream(s.flow).offset(sent[i-1].end()))
		}
		sent[i] = m.send(s.flow, flags, o, piece)
	}
	packets, err := m.arrange(s, sent)
	if err != nil {
		return nil, err
	}
	if !s.options.noACK {
		packets = append(packets, m.send(s.flow.Back(), capture.ACK, &options{}, nil))
	}
	return packets, nil
}

// cut cuts the payload of a statement into segments.
func cut(s *statement) ([][]byte, error) {
	rest, size := s.payload, s.options.mss
	if size == 0 {
		size = mss(s.flow)
	}
	var pieces [][]byte
	for i := 0; len(rest) > 0; i++ {
		n := min(size, len(rest))
		if i < len(s.options.cut) {
			n = s.options.cut[i]
			if n > len(rest) {
				return nil, fmt.Errorf("cut: segment %d should have %d bytes, but %d are left", i+1, n, len(rest))
			}
		}
		if r := room(s.flow); n > r {
			return nil, fmt.Errorf("a segment holds %d bytes, not %d", r, n)
		}
		pieces, rest = append(pieces, rest[:n]), rest[n:]
	}
	if len(s.options.cut) > len(pieces) {
		return nil, fmt.Errorf("cut: the payload ends with segment %d", len(pieces))
	}
	return pieces, nil
}

// arrange brings sent segments into the order of capture, and marks the lost
// and the doubled.
func (m *model) arrange(s *statement, sent []packet) ([]packet, error) {
	o := &s.options
	for _, list := range [][]int{o.lose, o.order, o.again, o.twice} {
		for _, n := range list {
			if n > len(sent) {
				return nil, fmt.Errorf("there is no segment %d; the statement has %d", n, len(sent))
			}
		}
	}
	for i := range sent {
		sent[i].lost = slices.Contains(o.lose, i+1)
		sent[i].twice = o.allTwice || slices.Contains(o.twice, i+1)
	}
	packets := sent
	if o.order != nil {
		named := slices.Clone(o.order)
		slices.Sort(named)
		if len(slices.Compact(named)) != len(sent) || len(o.order) != len(sent) {
			return nil, fmt.Errorf("order must name each of the %d segments once", len(sent))
		}
		packets = nil
		for _, n := range o.order {
			packets = append(packets, sent[n-1])
		}
	}
	for _, n := range o.again {
		first := sent[n-1]
		seq := m.stream(s.flow).offset(first.seq)
		o := s.onWay()
		o.seq = &seq
		packets = append(packets, m.send(s.flow, first.flags, o, first.payload))
	}
	return packets, nil
}

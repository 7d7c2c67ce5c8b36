package captext

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"prescap/capture"
)

// describe prints the canonical text of packets. For each packet it tries
// statements, from the one that says most to the one that says one packet, and
// prints the first whose packets, by the model, are the ones that are there.
func describe(w io.Writer, packets []packet) error {
	if len(packets) == 0 {
		return nil
	}
	m := newModel(packets[0].time)
	fmt.Fprintln(w, "time", packets[0].time.UTC().Format(time.RFC3339Nano))
	for len(packets) > 0 {
		n := 0
		for _, s := range m.candidates(packets) {
			if n = m.matches(s, packets); n > 0 {
				s.write(w)
				break
			}
		}
		if n == 0 {
			return errors.New("captext: a packet that no statement tells (a bug of captext)")
		}
		packets = packets[n:]
	}
	return nil
}

// matches tells the statement to the model and returns how many of the packets
// it accounts for: all it expands to, or none. With none the model stays as it
// was.
func (m *model) matches(s *statement, packets []packet) int {
	undo := m.mark(packets[0].flow)
	told, err := m.expand(s)
	if err == nil {
		err = m.stamp(told, s.wait)
	}
	if err != nil || len(told) > len(packets) || !slices.EqualFunc(told, packets[:len(told)], packet.equal) {
		undo()
		return 0
	}
	return len(told)
}

// candidates returns statements that could tell the next packets, the longest
// first. The last always does.
func (m *model) candidates(packets []packet) []*statement {
	p := packets[0]
	one := m.single(p)
	var list []*statement
	if m.any && p.same(m.last) && (p.ttl != m.last.ttl || p.vlan != m.last.vlan || p.id != 0) {
		list = append(list, m.copyStatement(p))
	}
	switch one.verb {
	case "data":
		list = append(list, longData(one, packets)...)
		list = append(list, one.as("data"), one)
	case "fin":
		list = append(list, one.as("close"), one.as("fin"), one)
	case "syn":
		list = append(list, one.as("open"))
		if len(packets) > 1 {
			odd := one.as("open")
			odd.options.peerISN = &packets[1].seq
			list = append(list, odd)
		}
		list = append(list, one)
	default:
		list = append(list, one)
	}
	return list
}

// as returns the statement with another verb, and with the receiver's ACK.
func (s *statement) as(verb string) *statement {
	other := *s
	other.verb = verb
	other.options.noACK = false
	return &other
}

// wait returns how long before the packet, or nil where the model expects it.
func (m *model) wait(p packet) *time.Duration {
	if d := p.time.Sub(m.now); d != m.due() {
		return &d
	}
	return nil
}

// copyStatement tells a packet as a copy of the one before.
func (m *model) copyStatement(p packet) *statement {
	s := &statement{verb: "copy", flow: p.flow, wait: m.wait(p)}
	if p.vlan != m.last.vlan {
		s.options.vlan = &p.vlan
	}
	if usual := copyOf(m.last, s.options.vlan); p.ttl != usual.ttl {
		s.options.ttl = &p.ttl
	}
	return s
}

// single returns the statement that tells exactly one packet.
func (m *model) single(p packet) *statement {
	s := &statement{verb: verbOf(p), flow: p.flow, wait: m.wait(p), payload: p.payload}
	flags := usualFlags(s.verb)
	o := &s.options
	if p.flow.Transport == capture.TCP && p.flags != flags {
		o.flags = &p.flags
	}
	undo := m.mark(p.flow)
	defer undo()
	if p.flow.Transport == capture.TCP {
		m.numbers(p, o)
	}
	q := m.predict(p.flow, p.flags)
	if q.id != p.id {
		o.id = &p.id
	}
	if q.ttl != p.ttl {
		o.ttl = &p.ttl
	}
	if q.vlan != p.vlan {
		o.vlan = &p.vlan
	}
	if s.verb == "data" || s.verb == "fin" {
		o.noACK = true
	}
	if s.verb == "data" && len(p.payload) > mss(p.flow) {
		o.cut = []int{len(p.payload)}
	}
	return s
}

// far is how far from the assumed beginning of a stream its first bytes must be
// for its real beginning to be somewhere else.
const far = 1 << 24

// numbers sets the options that tell the packet's sequence and acknowledgement
// number.
func (m *model) numbers(p packet, o *options) {
	s, r := m.stream(p.flow), m.stream(p.flow.Back())
	if seq := m.predict(p.flow, p.flags).seq; p.seq != seq {
		offset := s.offset(p.seq)
		switch {
		case p.flags.Has(capture.SYN):
			o.isn = &p.seq
		case !s.known && (offset > far || offset < 0):
			o.isn = new(p.seq - 1)
		default:
			o.seq = &offset
		}
	}
	if p.flags.Has(capture.ACK) && p.ack != r.next {
		offset := r.offset(p.ack)
		if !r.known && (offset > far || offset < 0) {
			o.peerISN = new(p.ack - 1)
		} else {
			o.ack = &offset
		}
	}
}

// verbOf returns the verb that fits a packet best.
func verbOf(p packet) string {
	switch {
	case p.flow.Transport == capture.UDP:
		return "udp"
	case p.flags.Has(capture.RST):
		return "reset"
	case p.flags.Has(capture.SYN | capture.ACK):
		return "synack"
	case p.flags.Has(capture.SYN):
		return "syn"
	case p.flags.Has(capture.FIN):
		return "fin"
	case len(p.payload) > 0:
		return "data"
	}
	return "ack"
}

// longData returns data statements that tell the segment and those that seem
// to belong to it, with and without the receiver's ACK.
func longData(one *statement, packets []packet) []*statement {
	n := 1
	for n < len(packets) && continues(packets[n-1], packets[n]) {
		n++
	}
	long := one.as("data")
	if n > 1 {
		sizes := make([]int, n)
		long.payload = nil
		for i, p := range packets[:n] {
			sizes[i] = len(p.payload)
			long.payload = append(long.payload, p.payload...)
		}
		long.options.cut, long.options.mss = tellSizes(sizes, mss(one.flow))
	}
	silent := *long
	silent.options.noACK = true
	return []*statement{long, &silent}
}

// continues reports whether q looks like the next segment after p.
func continues(p, q packet) bool {
	return q.flow == p.flow && q.seq == p.end() && q.flags == p.flags && len(q.payload) > 0 && q.time.Sub(p.time) == step
}

// tellSizes returns the options that cut a payload into segments of these
// sizes, where size is the usual one.
func tellSizes(sizes []int, size int) (cut []int, mss int) {
	last := len(sizes) - 1
	uniform := !slices.ContainsFunc(sizes[:last], func(n int) bool { return n != sizes[0] })
	switch {
	case uniform && sizes[0] == size && sizes[last] <= size:
		return nil, 0
	case uniform && sizes[last] <= sizes[0]:
		return nil, sizes[0]
	case sizes[last] <= size:
		return sizes[:last], 0
	}
	return sizes, 0
}

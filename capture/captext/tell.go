package captext

import (
	"errors"
	"fmt"
	"time"

	"prescap/capture"
)

// tell returns the captured packets of the conversation that text tells.
func tell(text []byte) ([]packet, error) {
	list, err := parse(text)
	if err != nil {
		return nil, err
	}
	t := teller{
		model:  newModel(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)),
		hidden: map[capture.Flow]bool{},
	}
	for _, s := range list {
		if err := t.tell(s); err != nil {
			return nil, atLine(s.line, err)
		}
	}
	return t.captured, nil
}

// A teller tells statements to a model and decides what of them is captured.
type teller struct {
	*model
	captured   []packet
	hidden     map[capture.Flow]bool
	begun, off bool
	span       *statement // In force, or nil.
}

func (t *teller) tell(s *statement) error {
	switch s.verb {
	case "peer":
	case "time":
		t.now, t.exact = s.start, true
	case "begin":
		if t.begun || t.off {
			return errors.New("a capture begins once, before it ends")
		}
		t.begun, t.captured = true, nil
	case "end":
		t.off = true
	case "hide", "show":
		t.hidden[s.flow] = s.verb == "hide"
	case "span":
		t.span = s
		if s.options.off {
			t.span = nil
		}
	default:
		return t.packets(s)
	}
	return nil
}

// packets tells the packets of a statement.
func (t *teller) packets(s *statement) error {
	packets, err := t.model.expand(s)
	if err != nil {
		return err
	}
	vlan := s.options.copyVLAN
	if t.span != nil {
		vlan = t.span.options.vlan
		for i := range packets {
			packets[i].twice = true
		}
	}
	packets = addCopies(packets, vlan)
	if err := t.model.stamp(packets, s.wait); err != nil {
		return err
	}
	for _, p := range packets {
		if !p.lost && !t.off && !t.hidden[p.flow] {
			t.captured = append(t.captured, p)
		}
	}
	return nil
}

// addCopies puts a copy behind each packet that is captured twice.
func addCopies(packets []packet, vlan *uint16) []packet {
	var all []packet
	for _, p := range packets {
		all = append(all, p)
		if p.twice {
			all = append(all, copyOf(p, vlan))
		}
	}
	return all
}

// copyOf returns the packet as it is captured at a second place.
func copyOf(p packet, vlan *uint16) packet {
	if vlan != nil {
		p.vlan = *vlan
	} else {
		p.ttl--
	}
	p.twice = false
	return p
}

// stamp gives the packets of a statement their times.
func (m *model) stamp(packets []packet, wait *time.Duration) error {
	d := m.due()
	if wait != nil {
		d = *wait
	}
	for i := range packets {
		m.now, m.exact = m.now.Add(d), false
		if !tellable(m.now) {
			return fmt.Errorf("the time would be %s, outside the years 1970 to 2199", m.now.Format(time.RFC3339))
		}
		packets[i].time = m.now
		d = step
	}
	if n := len(packets); n > 0 {
		m.last, m.any = packets[n-1], true
	}
	return nil
}

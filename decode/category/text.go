package category

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// empty is what Text says of a document that says nothing.
const empty = "empty"

// Text says in one short phrase for people what a value is: "busy (6500),
// on-the-phone".
func Text(v Value) string {
	text := ""
	switch v := v.(type) {
	case *State:
		text = v.text()
	case *Note:
		text = v.text()
	case *Device:
		text = v.text()
	case *ContactCard:
		text = v.text()
	case *CalendarData:
		text = v.text()
	case *Services:
		text = v.text()
	case *Routing:
		text = v.text()
	case *LegacyInterop:
		s := State{Availability: v.Availability, Activities: []Activity{{Token: v.Token}}}
		text = s.text()
	case *MWI:
		text = v.text()
	case nil:
	case Opaque:
		text = strconv.Itoa(v.Length) + " bytes"
		if v.Length == 1 {
			text = "1 byte"
		}
	default:
		text = line(documentOf(v).Text(v))
	}
	if text == "" {
		return empty
	}
	return text
}

func (s *State) text() string {
	var parts []string
	if s.Availability.Set {
		word := ClassOf(s.Availability.N).String()
		if ClassOf(s.Availability.N) == BusyInactive {
			word = "busy, inactive"
		}
		parts = append(parts, word+" ("+strconv.FormatUint(uint64(s.Availability.N), 10)+")")
	}
	if a, ok := s.Activity(); ok {
		switch {
		case a.Token != "":
			parts = append(parts, line(a.Token))
		case a.CustomText() != "":
			parts = append(parts, "“"+line(a.CustomText())+"”")
		}
	}
	return strings.Join(parts, ", ")
}

func (n *Note) text() string {
	var parts []string
	for _, b := range n.Bodies {
		text := line(b.Text)
		if text == "" {
			continue
		}
		text = "“" + text + "”"
		if b.Type != "" && b.Type != "personal" {
			text = "[" + line(b.Type) + "] " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func (d *Device) text() string {
	var names []string
	for _, group := range d.Capabilities {
		for _, c := range group.All {
			names = append(names, c.Name)
		}
	}
	all := strings.Join(names, ", ")
	if name := line(d.MachineName); name != "" && all != "" {
		return name + ": " + all
	} else if name != "" {
		return name
	}
	return all
}

// line makes one line of a text, and not too long a one.
func line(s string) string {
	const most = 120
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

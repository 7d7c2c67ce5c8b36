package document

import (
	"fmt"
	"strings"
)

// Text says how available somebody is, and what that user does: "near a device, busy
// (300/600), “in town”".
func (p *Presentity) Text() string {
	return join(levels(p.Availability, p.Activity), quote(p.Activity.Note), p.UserInfo.text())
}

// Text names the operation, and says what is set.
func (s *SOAP) Text() string {
	text := ""
	switch {
	case s.Set != nil && s.Set.Device != nil:
		d := s.Set.Device
		text = join(d.URI, levels(d.Availability, d.Activity), quote(d.Activity.Note), d.Name, d.UserInfo.text())
	case s.Get != nil:
		text = s.Get.URI
	case s.Fault != nil:
		text = join(s.Fault.Code, quote(s.Fault.Text))
	}
	return strings.TrimSpace(s.Operation() + " " + text)
}

func (u *UserInfo) text() string {
	if u == nil {
		return ""
	}
	var parts []string
	for i := range u.States {
		if s := &u.States[i]; s.Availability.Set && !s.Nil {
			parts = append(parts, fmt.Sprint("chose ", s.Availability.N))
		}
	}
	for _, n := range u.Notes {
		if n = quote(n); n != "" && u.OOF != nil {
			n = "[OOF] " + n
		}
		parts = append(parts, n)
	}
	return join(parts...)
}

// levels says what availability and activity mean, with the numbers.
func levels(availability, activity Aggregate) string {
	var words, numbers []string
	for _, l := range []struct {
		Aggregate
		class func(uint32) string
	}{{availability, AvailabilityClass}, {activity, ActivityClass}} {
		number := "-"
		if l.Number.Set {
			number = fmt.Sprint(l.Number.N)
			words = append(words, l.class(l.Number.N))
		}
		numbers = append(numbers, number)
	}
	if len(words) == 0 {
		return ""
	}
	return strings.TrimSpace(join(words...) + " (" + strings.Join(numbers, "/") + ")")
}

// Text says whether somebody can be reached, and what that user does.
func (p *PIDF) Text() string {
	var parts []string
	for i := range p.Tuples {
		t := &p.Tuples[i]
		parts = append(parts, t.Basic, t.Activities.text(), notes(t.Notes))
	}
	for i := range p.Persons {
		q := &p.Persons[i]
		for k := range q.Activities {
			parts = append(parts, q.Activities[k].text())
		}
		parts = append(parts, notes(q.Notes))
	}
	return join(append(parts, notes(p.Notes))...)
}

func (a *Activities) text() string {
	if a == nil {
		return ""
	}
	return join(append(a.Words(), notes(a.Notes))...)
}

func notes(all []Note) string {
	var parts []string
	for _, n := range all {
		parts = append(parts, quote(n.Text))
	}
	return join(parts...)
}

// Text says whether somebody can be reached, and what that user does.
func (x *XPIDF) Text() string {
	var parts []string
	for i := range x.Atoms {
		for k := range x.Atoms[i].Addresses {
			a := &x.Atoms[i].Addresses[k]
			parts = append(parts, a.Status, a.Substatus, quote(a.Note))
		}
	}
	return join(parts...)
}

func quote(s string) string {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return ""
	}
	return "“" + s + "”"
}

// mostParts bounds how much of a document a text has.
const mostParts = 12

// join joins what is not empty, with an ellipsis for what is too much.
func join(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p == "" {
			continue
		}
		if len(some) == mostParts {
			return strings.Join(append(some, "…"), ", ")
		}
		some = append(some, p)
	}
	return strings.Join(some, ", ")
}

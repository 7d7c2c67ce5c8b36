package category

import (
	"fmt"
	"strings"

	"prescap/decode/schema"
)

// text names who it is, what that person does, and the phones.
func (c *ContactCard) text() string {
	var parts []string
	say := func(all ...string) {
		for _, s := range all {
			if s = line(s); s != "" {
				parts = append(parts, s)
			}
		}
	}
	for _, i := range c.Identities {
		say(first(i.Name.Display))
		for _, e := range i.Emails {
			say(e.Text)
		}
	}
	say(first(c.Title), first(c.Department), first(c.Company), first(c.Office))
	for _, a := range c.Addresses {
		say(first(a.City))
	}
	for _, p := range c.Phones {
		if p.URI.Text != "" {
			say(strings.TrimSpace(p.Type + " " + p.URI.Text))
		}
	}
	for _, u := range c.URLs {
		say(strings.TrimSpace(u.Type + " " + u.Text))
	}
	say(c.Type, c.Description)
	if len(c.Photos) > 0 {
		say("with photo")
	}
	if len(parts) == 0 {
		return line(documentOf(c).Text(c))
	}
	return line(strings.Join(parts, ", "))
}

// first returns the first of some texts; "" where there is none.
func first(all []Localized) string {
	if len(all) == 0 {
		return ""
	}
	return all[0].Text
}

// text says when somebody works, or is not free.
func (c *CalendarData) text() string {
	var parts []string
	if w := c.WorkingHours; w != nil {
		parts = append(parts, "working hours "+w.text())
	}
	if f := c.FreeBusy; f != nil {
		parts = append(parts, f.Text())
	}
	if len(parts) == 0 && c.Mailbox != "" {
		return "of " + line(c.Mailbox)
	}
	return line(strings.Join(parts, ", "))
}

// text says when somebody works.
func (w *WorkingHours) text() string {
	if len(w.Periods) == 0 {
		return "none"
	}
	var parts []string
	for _, p := range w.Periods {
		parts = append(parts, fmt.Sprintf("%s %02d:%02d to %02d:%02d", strings.Join(p.Days, " "), p.Start/60, p.Start%60, p.End/60, p.End%60))
	}
	return strings.Join(parts, "; ")
}

// text names what can be done by each address.
func (s *Services) text() string {
	var parts []string
	for _, service := range s.Services {
		var names []string
		for _, c := range service.Capabilities.All {
			names = append(names, c.Name)
		}
		parts = append(parts, service.URI+": "+strings.Join(names, " "))
	}
	return line(strings.Join(parts, ", "))
}

// text says what is on, and whom calls go to.
func (r *Routing) text() string {
	var parts []string
	for _, f := range r.Flags {
		if f.Name == "clientflags" {
			parts = append(parts, f.Words...)
		}
	}
	for _, l := range r.Lists {
		var to []string
		for _, t := range l.Targets {
			to = append(to, t.URI+t.Application)
		}
		if len(to) > 0 {
			parts = append(parts, l.Name+" "+strings.Join(to, " "))
		}
	}
	if len(parts) == 0 && r.Name != "" {
		return "no forwarding"
	}
	return line(strings.Join(parts, ", "))
}

// text says whether voice mail waits.
func (m *MWI) text() string {
	var parts []string
	switch m.Waiting {
	case schema.Yes:
		parts = append(parts, "voice mail waits")
	case schema.No:
		parts = append(parts, "no voice mail waits")
	}
	if m.Unread.Set {
		parts = append(parts, fmt.Sprintf("%d unread", m.Unread.N))
	}
	if m.Read.Set {
		parts = append(parts, fmt.Sprintf("%d read", m.Read.N))
	}
	return strings.Join(parts, ", ")
}

package state

import (
	"slices"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// members takes the complete membership of a container (MS-PRES 1.3.1.5).
func (m *Model) members(p *presentity, a fact.About, c *presence.Container) {
	from, known := p.containers[c.ID]
	known = known || len(p.snapshots) > 0
	if slices.Equal(from, c.Members) && (known || len(c.Members) == 0) {
		p.containers[c.ID] = c.Members
		return
	}
	if !known && len(p.containers) >= m.limits.Instances {
		m.full++
		return
	}
	p.containers[c.ID] = c.Members
	cause := "told by the server"
	if by, edited := p.edited[c.ID]; edited {
		cause = "changed by " + endpointName(by)
		delete(p.edited, c.ID)
	}
	m.emit(&fact.MembersChanged{About: a, Container: c.ID, Version: c.Version, From: from, To: c.Members, Unknown: !known, Cause: cause})
}

// edited notes which containers an endpoint changed: the server tells their members
// next.
func (m *Model) edited(f *fact.ContainersAnswered) {
	if f.Answer.Status >= 300 {
		return
	}
	p := m.person(f.Subject.Presentity)
	for n := range f.Edit.Containers {
		if len(p.edited) < m.limits.Instances {
			p.edited[f.Edit.Containers[n].ID] = f.Subject.Endpoint
		}
	}
}

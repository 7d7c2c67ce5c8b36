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
	m.emit(&fact.MembersChanged{About: a, Container: c.ID, Version: c.Version, From: from, To: c.Members, Unknown: !known})
}

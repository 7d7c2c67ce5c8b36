package document

import (
	"cmp"
	"fmt"
	"strings"
)

// Text says which list it is, and whom it has or what becomes of them.
func (c *ContactList) Text() string {
	var parts []string
	for _, g := range c.Groups {
		parts = append(parts, changed(g.Element, "Group", "group ")+g.Name+number(g.ID, g.Name))
	}
	for _, c := range c.Contacts {
		parts = append(parts, changed(c.Element, "Contact", "")+c.URI)
	}
	text := ""
	if c.Number.Set {
		text = fmt.Sprintf("number %d", c.Number.N)
	}
	if c.Previous.Set {
		text = fmt.Sprintf("%s, changes %d", text, c.Previous.N)
	}
	if c.Mode != "" {
		text += ", " + c.Mode
	}
	return strings.Trim(text+": "+strings.Join(parts, ", "), ":, ")
}

// changed says what becomes of an element: "deleted group".
func changed(element, of, what string) string {
	if change, ok := strings.CutSuffix(element, of); ok {
		return change + " " + what
	}
	return what
}

// number is what names a group that has no name here.
func number(id, name string) string {
	if name != "" {
		return ""
	}
	return id
}

// Text says who may what.
func (a *AccessList) Text() string {
	var parts []string
	for _, e := range a.Entries {
		whom := e.Mask
		if whom == "" {
			whom = strings.ToLower(e.Type)
		}
		parts = append(parts, whom+" "+cmp.Or(e.Rights, "AA"))
	}
	return strings.Join(parts, ", ")
}

// Text names the groups.
func (p *ProvisioningRequest) Text() string {
	var parts []string
	for _, g := range p.Groups {
		parts = append(parts, g.Name)
	}
	return strings.Join(parts, ", ")
}

// Text names the groups with how many settings they have.
func (p *Provisioning) Text() string {
	var parts []string
	for _, g := range p.Groups {
		n := len(g.Properties) + len(g.Entries) + len(g.Instance) + len(g.Settings)
		text := fmt.Sprintf("%s (%d settings)", g.Name, n)
		if n == 1 {
			text = g.Name + " (1 setting)"
		}
		if g.Containers != nil || g.Publications != nil {
			text = g.Name + " (grammar)"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// Text names the watchers.
func (p *PendingWatchers) Text() string {
	var parts []string
	for _, w := range p.Watchers {
		parts = append(parts, w.URI)
	}
	return strings.Join(parts, ", ")
}

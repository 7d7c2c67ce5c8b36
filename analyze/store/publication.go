package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// publishes says what a publication asks for.
func (m *meaning) publishes(e *presence.Publish) {
	m.users = append(m.users, e.Presentity)
	var set, gone []presence.CategoryInstance
	for _, c := range e.Instances {
		if c.Deletes() {
			gone = append(gone, c)
		} else {
			set = append(set, c)
		}
	}
	if len(set) > 0 {
		m.say("publish %s", words(set, values))
	}
	if len(gone) > 0 {
		m.say("delete %s", words(gone, names))
	}
}

// answers says what an answer makes of a publication.
func (m *meaning) answers(f *fact.PublishAnswered) {
	switch {
	case f.Answer.Status < 300:
		m.say("accepts %s", words(f.Publish.Instances, names))
		return
	case f.Fault != nil:
		for _, o := range f.Fault.Operations {
			if o.HasCurrentVersion && o.Index > 0 && o.Index <= len(f.Publish.Instances) {
				at := &f.Publish.Instances[o.Index-1]
				same := func(c presence.CategoryInstance) bool {
					return c.Key.Category == at.Key.Category && c.Key.Instance == at.Key.Instance
				}
				refused := slices.DeleteFunc(slices.Clone(f.Publish.Instances), func(c presence.CategoryInstance) bool { return !same(c) })
				m.say("refuses %s with %d: version %d sent, the server has %d", words(refused, names), f.Answer.Status, at.Version, o.CurrentVersion)
				return
			}
		}
	}
	m.say("refuses the publication with %d", f.Answer.Status)
}

// owns says what a user's own endpoint is told.
func (m *meaning) owns(who string, e *presence.SelfData) {
	var parts []string
	if len(e.Instances) > 0 {
		parts = append(parts, words(e.Instances, values))
	}
	if n := len(e.Containers); n > 0 {
		of := fmt.Sprintf("%d containers", n)
		if n == 1 {
			of = fmt.Sprintf("container %d", e.Containers[0].ID)
		}
		parts = append(parts, "members of "+of)
	}
	if len(parts) > 0 {
		m.say("tells %s's own endpoint: %s", who, strings.Join(parts, ", "))
	}
}

// edits says what a container edit does.
func edits(e *presence.ContainerEdit) string {
	var parts []string
	for _, c := range e.Containers {
		var members []string
		for _, m := range c.Members {
			members = append(members, strings.TrimSpace(string(m.Action)+" "+m.Type)+behind(" ", m.Value, ""))
		}
		parts = append(parts, fmt.Sprintf("container %d: %s", c.ID, list(members)))
	}
	return strings.Join(parts, "; ")
}

// How much is said of an instance.
const (
	names  = false
	values = true
)

// told is what instances that say the same say.
type told struct {
	name, value string
	containers  []string
	rank        int
}

// words says what instances are, and with values what they say: the most telling ones
// first, those that say the same in several containers once.
func words(all []presence.CategoryInstance, withValues bool) string {
	var groups []told
	for i := range all {
		c := &all[i]
		g := told{name: fact.NameOf(c.Key, c.Value), rank: rank(c)}
		if withValues {
			g.value = valueOf(c)
		}
		at := slices.IndexFunc(groups[max(0, len(groups)-maxGroups):], func(o told) bool { return o.name == g.name && o.value == g.value })
		if at < 0 {
			groups = append(groups, g)
			at = len(groups) - 1
		} else {
			at += max(0, len(groups)-maxGroups)
		}
		if c.Key.Container != presence.NoContainer {
			groups[at].containers = append(groups[at].containers, fmt.Sprint(c.Key.Container))
		}
	}
	slices.SortStableFunc(groups, func(a, b told) int { return cmp.Compare(a.rank, b.rank) })
	var parts []string
	for _, g := range groups {
		parts = append(parts, g.name+behind("/", strings.Join(g.containers[:min(len(g.containers), maxNamed)], ","), "")+behind(" → ", g.value, ""))
	}
	return list(parts)
}

// maxGroups is how far back instances are looked for that say the same, and maxNamed how
// many of their containers are named.
const (
	maxGroups = 64
	maxNamed  = 16
)

// valueOf is what an instance says; "" where nobody reads it.
func valueOf(c *presence.CategoryInstance) string {
	if c.Value == nil {
		return "nothing"
	}
	if _, opaque := c.Value.(category.Opaque); opaque {
		return ""
	}
	return category.Text(c.Value)
}

// rank orders instances by how much they tell.
func rank(c *presence.CategoryInstance) int {
	s, _ := c.Value.(*category.State)
	switch {
	case s != nil && s.Type == category.UserState:
		return 0
	case s != nil && s.Type == category.AggregateState:
		return 1
	case c.Key.Category == "state":
		return 2
	case c.Key.Category == "note":
		return 3
	case c.Key.Category == "device":
		return 4
	}
	return 5
}

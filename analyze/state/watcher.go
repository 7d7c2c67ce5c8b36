package state

import (
	"maps"
	"slices"

	"prescap/analyze/fact"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// viewKey is a category of a presentity as one dialog of a watcher is told of it.
type viewKey struct {
	callID, localTag string
	presentity       string
	category         presence.Name
}

// view is what was told last of it, and the instances, by instance.
type view struct {
	told      fact.About
	carrier   fact.Carrier
	instances map[uint32]*fact.Version
}

// notified takes what a watcher is told: all instances of each category it names.
func (m *Model) notified(f *fact.Notified) {
	if f.Late {
		return
	}
	of := byName(f.Notify.Instances)
	for len(of) > 0 {
		name := f.Notify.Instances[of[0]].Key.Category
		n := 1
		for n < len(of) && f.Notify.Instances[of[n]].Key.Category == name {
			n++
		}
		mine := of[:n]
		of = of[n:]
		k := viewKey{f.Subject.Dialog.CallID, f.Subject.Dialog.LocalTag, f.Subject.Presentity, name}
		before := m.views.Touch(k)
		unknown := before == nil
		if unknown {
			before = m.views.Put(k, view{})
		}
		now := map[uint32]*fact.Version{}
		for _, n := range mine {
			c := &f.Notify.Instances[n]
			if c.Has.Has(presence.HasInstance) && !c.Cut && len(now) < m.limits.Instances {
				m.see(f, c, before.instances[c.Key.Instance], unknown, now)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(before.instances)) {
			if now[id] == nil && complete(f.Message) {
				m.told(f, presence.InstanceKey{Category: name, Container: presence.NoContainer, Instance: id}, before.instances[id], nil, false)
			}
		}
		*before = view{f.About, f.Carrier, now}
	}
}

// byName returns the positions of instances, those of a category together and in their
// order, the categories in the order in which they are named first.
func byName(all []presence.CategoryInstance) []int {
	first := make(map[presence.Name]int, 4)
	of := make([]int, len(all))
	for n := range all {
		of[n] = n
		if _, known := first[all[n].Key.Category]; !known {
			first[all[n].Key.Category] = n
		}
	}
	slices.SortStableFunc(of, func(a, b int) int { return first[all[a].Key.Category] - first[all[b].Key.Category] })
	return of
}

// see puts an instance into the view, and tells if the watcher sees something new.
func (m *Model) see(f *fact.Notified, c *presence.CategoryInstance, from *fact.Version, unknown bool, now map[uint32]*fact.Version) {
	to := versionOf(c, &f.About)
	if same(from, to) {
		to.Value = from.Value
	} else if p := m.people.Get(f.Subject.Presentity); p != nil {
		share(p, c.Key, to)
	}
	now[c.Key.Instance] = to
	if !same(from, to) {
		m.told(f, c.Key, from, to, unknown)
	}
}

// share lets a version have its value in common with what the server stated to the
// owner: there is one copy for all watchers.
func share(p *presentity, k presence.InstanceKey, v *fact.Version) {
	for _, container := range [...]presence.ContainerID{400, 300, 200, 100, 32000, 0} {
		k.Container = container
		if i := p.instances[k]; i != nil && i.server != nil && category.Equal(i.server.Value, v.Value) {
			v.Value = i.server.Value
			return
		}
	}
}

func (m *Model) told(f *fact.Notified, k presence.InstanceKey, from, to *fact.Version, unknown bool) {
	a := f.About
	a.Subject.Key, a.Subject.HasKey = k, true
	m.emit(&fact.Change{About: a, Layer: fact.ToWatcher, From: from, To: to, Unknown: unknown && from == nil, Cause: f.Carrier.String()})
}

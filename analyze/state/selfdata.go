package state

import (
	"fmt"
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/defect"
	"prescap/decode/presence"
	"prescap/decode/sip"
	"prescap/decode/xmlscan"
)

// selfNotified takes the server's word about a user's own data.
func (m *Model) selfNotified(f *fact.SelfNotified) {
	if f.Late {
		return
	}
	p := m.person(f.Subject.Presentity)
	for n := range f.Data.Instances {
		c := &f.Data.Instances[n]
		if !c.Has.Has(presence.HasInstance|presence.HasContainer) || c.Cut {
			continue
		}
		i := m.instance(p, c.Key)
		if i == nil {
			continue
		}
		v := versionOf(c, &f.About)
		if i.newer(v, f.Time) {
			continue
		}
		cause := "told by the server"
		switch {
		case Computed(c):
			cause = "computed by the server"
		case i.published != nil && same(i.published, v):
			v.Endpoint = i.published.Endpoint
			cause = "published by " + endpointName(v.Endpoint)
		}
		i.state(said(&f.About, v))
		m.set(f.About, i, c.Key, v, cause)
	}
	if f.Carrier != fact.InAnswer && complete(f.Message) {
		m.removed(p, f)
	}
	for n := range f.Data.Containers {
		m.members(p, f.About, &f.Data.Containers[n])
	}
}

// Computed reports whether the server makes the instance by itself (wire reference
// 12): aggregates, services and what legacy clients are told.
func Computed(c *presence.CategoryInstance) bool {
	switch c.Key.Category {
	case "services", "legacyInterop":
		return true
	case "state":
		s, ok := c.Value.(*category.State)
		return ok && (s.Type == category.AggregateState || s.Type == category.AggregateMachineState)
	}
	return false
}

// complete reports whether a message says all that it had to say: nothing of it is
// missing, and its document does not break off.
func complete(m *sip.Message) bool {
	return m.Lost == 0 && !slices.ContainsFunc(m.Defects, func(d defect.Defect) bool { return d.Kind == xmlscan.DefectTruncated })
}

// pair is what a notification replaces as a whole (MS-PRES 1.3.1.5).
type pair struct {
	name      presence.Name
	container presence.ContainerID
}

// removed takes away what a notification names the pair of and does not list.
func (m *Model) removed(p *presentity, f *fact.SelfNotified) {
	listed := map[presence.InstanceKey]bool{}
	named := map[pair]bool{}
	for n := range f.Data.Instances {
		c := &f.Data.Instances[n]
		named[pair{c.Key.Category, c.Key.Container}] = true
		if c.Has.Has(presence.HasInstance | presence.HasContainer) {
			listed[c.Key] = true
		}
	}
	m.takeAway(p, f.About, func(k presence.InstanceKey) bool {
		return !listed[k] && (named[pair{k.Category, k.Container}] || named[pair{k.Category, presence.NoContainer}])
	})
}

// snapshot takes away everything that a full set of self data does not list.
func (m *Model) snapshot(f *fact.SelfSnapshot) {
	p := m.person(f.Subject.Presentity)
	listed := map[presence.InstanceKey]bool{}
	for n := range f.Data.Instances {
		listed[f.Data.Instances[n].Key] = true
	}
	m.takeAway(p, f.About, func(k presence.InstanceKey) bool { return !listed[k] })
	p.snapshots = noted(p.snapshots, said(&f.About, nil))
}

// takeAway takes away the instances that a document says are not there, in the order
// of their keys.
func (m *Model) takeAway(p *presentity, a fact.About, gone func(presence.InstanceKey) bool) {
	var keys []presence.InstanceKey
	for k := range p.instances {
		if gone(k) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compareKeys)
	for _, k := range keys {
		i := p.instances[k]
		cause := whyGone(p, i, a.Time)
		i.state(said(&a, nil))
		m.set(a, i, k, nil, cause)
	}
}

// whyGone says why an instance is gone by now, as far as its expire type tells.
func whyGone(p *presentity, i *instance, now time.Time) string {
	v := i.server
	switch {
	case v == nil:
	case i.published == nil && v.Endpoint != "":
		return "deleted"
	case v.Expire == presence.Endpoint && p.left(v.Endpoint):
		e := p.endpoints[v.Endpoint]
		return "its endpoint " + endpointName(v.Endpoint) + " " + leaving(e.state) + in(e.frames)
	case v.Expire == presence.User && p.allLeft():
		return "the user's last endpoint has left"
	case v.Expire == presence.Timed && v.HasExpires && !now.Before(v.Time.Add(v.Expires)):
		return "its time of " + lasting(v.Expires) + " ran out" + behind(" after", v.Frames)
	}
	return "no longer listed by the server"
}

// leaving says how an endpoint left.
func leaving(state string) string {
	if state == cutOff {
		return "lost its connection"
	}
	return state
}

// in names the frame that something was in; nothing where there is none.
func in(frames []capture.Frame) string { return behind(" in", frames) }

// behind names the last of frames, with a word before it; nothing where there is none.
func behind(word string, frames []capture.Frame) string {
	if len(frames) == 0 {
		return ""
	}
	return fmt.Sprintf("%s frame %d", word, frames[len(frames)-1].Num)
}

// lasting says how long something lasts, in the largest unit that it is whole in.
func lasting(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", d/time.Second)
}

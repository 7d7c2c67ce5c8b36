package rule

import (
	"testing"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

func TestToldCountsAMessageOnce(t *testing.T) {
	e := NewEngine([]*Rule{made("SIP908", func(h *Hooks) {
		told := NewTold[string](h)
		On(h, func(p *Pass, f *fact.KeepAlive) {
			proof := Evidence{Role: "it", Frames: f.Frames}
			var fresh []string
			for _, k := range map[int][]string{1: {"a", "b"}, 2: {"a", "b"}, 3: {"b", "c"}, 4: {"c"}}[int(f.Moment)] {
				if !told.Again(k, &f.About, proof) {
					fresh = append(fresh, k)
				}
			}
			if len(fresh) > 0 {
				told.Put(p.Report(&f.About, "it", proof), &f.About, fresh...)
			}
		})
	})}, nil, DefaultLimits(), nothingMissing)
	for i := 1; i <= 4; i++ {
		e.Take(seen("x", i, 0))
	}
	found, _ := e.Findings()
	if len(e.Bugs()) > 0 || len(found) != 2 || found[0].Count != 3 || len(found[0].Evidence) != 3 || found[1].Count != 2 {
		t.Errorf("%v %+v", e.Bugs(), found)
	}
}

func TestKeysOfOneInstanceAreNamedTogether(t *testing.T) {
	key := func(name presence.Name, c presence.ContainerID, i uint32) presence.InstanceKey {
		return presence.InstanceKey{Category: name, Container: c, Instance: i}
	}
	all := []presence.InstanceKey{key("note", 200, 0), key("state", 2, 7), key("note", 300, 0), key("note", 200, 1), key("state", 2, 7)}
	groups := Together(all, func(a, b *presence.InstanceKey) bool { return SameInstance(*a, *b) })
	var got string
	for _, g := range groups {
		got += Keys(g) + "; "
	}
	if got != "note/0 in containers 200, 300; state/2/7; note/200/1; " {
		t.Error(got)
	}
	if all[1].Category != "state" {
		t.Error("what was given is changed")
	}
}

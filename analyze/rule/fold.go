package rule

import (
	"fmt"
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// Told is what a rule has reported, by key, so that what is wrong again and again is
// one finding. A finding may be of several keys, as where one note is published into
// several containers: see [Together].
type Told[K comparable] struct {
	table *Table[K, *report]
}

// report is a finding, and the moment at which it was counted last.
type report struct {
	finding *Finding
	moment  uint64
}

// NewTold returns what a rule has reported so far in a run: nothing.
func NewTold[K comparable](h *Hooks) Told[K] { return Told[K]{NewTable[K, *report](h)} }

// Again reports whether what is wrong with a key was reported before. It is counted
// there; once, where several keys of one message belong to one finding.
func (t Told[K]) Again(k K, at *fact.About, evidence ...Evidence) bool {
	before := t.table.Touch(k)
	if before == nil {
		return false
	}
	if r := *before; r.moment != at.Moment {
		r.moment = at.Moment
		r.finding.Again(at, evidence...)
	}
	return true
}

// Put remembers that something was reported of a fact, for all of the keys.
func (t Told[K]) Put(f *Finding, at *fact.About, keys ...K) {
	r := &report{f, at.Moment}
	for _, k := range keys {
		t.table.Put(k, r)
	}
}

// Together puts together what is the same to people, in the order of the first of
// each.
func Together[T any](all []T, same func(a, b *T) bool) [][]T {
	var groups [][]T
	for i := range all {
		n := slices.IndexFunc(groups, func(g []T) bool { return same(&g[0], &all[i]) })
		if n < 0 {
			groups = append(groups, all[i:i+1:i+1])
		} else {
			groups[n] = append(groups[n], all[i])
		}
	}
	return groups
}

// SameInstance reports whether two keys differ in their container at most.
func SameInstance(a, b presence.InstanceKey) bool {
	return a.Category == b.Category && a.Instance == b.Instance
}

// Keys names keys that differ in their container only: "note/200/0", or "note/0 in
// containers 200, 300, 400".
func Keys(all []presence.InstanceKey) string {
	var containers []string
	for i, k := range all {
		if slices.Index(all, k) == i {
			containers = append(containers, fmt.Sprint(k.Container))
		}
	}
	if len(containers) == 1 {
		return all[0].String()
	}
	return fmt.Sprintf("%s/%d in containers %s", all[0].Category, all[0].Instance, strings.Join(containers, ", "))
}

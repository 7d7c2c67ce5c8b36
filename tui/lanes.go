package tui

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
	"prescap/capture"
)

// lane is one row of a timeline: one thing that changes.
type lane struct {
	id      string // Of its first container: it stays when others go their own way.
	base    string // Its name without containers,
	name    string // and with them.
	rank    int
	watcher string            // Who sees it; "" for what is the presentity's own.
	within  []int32           // Containers; nil where there are none.
	entries []*timeline.Entry // Ascending; those that came to pass.
	refused []*timeline.Entry // Ascending; those that did not.
	marks   []mark            // Findings that concern it, ascending.
}

// mark is a finding on a lane.
type mark struct {
	at      time.Time
	finding *rule.Finding
}

// lanesOf sorts the entries of a timeline into lanes, and findings onto those they concern.
// Containers in which the same happened share a lane.
func lanesOf(t *timeline.Timeline, findings []*rule.Finding) []*lane {
	byID := map[string]*lane{}
	var all []*lane
	put := func(e *timeline.Entry, id, base string, within ...int32) {
		if len(within) > 0 {
			id = fmt.Sprintf("%s %d", id, within[0])
		}
		l := byID[id]
		if l == nil {
			l = &lane{id: id, base: base, name: base, rank: laneRank(e), within: within}
			if len(within) > 0 {
				l.name = fmt.Sprintf("%s %d", base, within[0])
			}
			if strings.HasPrefix(e.Lane, "seen by ") {
				l.watcher = e.Subject.Watcher
			}
			byID[id] = l
			all = append(all, l)
		}
		if e.Refused {
			l.refused = append(l.refused, e)
		} else {
			l.entries = append(l.entries, e)
		}
	}
	names := laneNames(t.Entries)
	for i := range t.Entries {
		e := &t.Entries[i]
		id, base := names(e)
		if len(e.Containers) == 0 {
			put(e, id, base)
		}
		for _, c := range e.Containers {
			put(e, id, base, c)
		}
	}
	all = joined(all)
	for _, f := range findings {
		l := laneFor(&all, f)
		l.marks = append(l.marks, mark{f.Time, f})
	}
	slices.SortStableFunc(all, func(a, b *lane) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name)) })
	for _, l := range all {
		slices.SortStableFunc(l.marks, func(a, b mark) int { return a.at.Compare(b.at) })
	}
	return all
}

// laneNames returns what the lane of an entry is known by, and its name. Where there are
// several instances of something, as of a user state one that stays and one for a time,
// each has its own; the first is known by what it was before there were others. An
// aggregate of a container, and what a watcher is told of a state, is one lane, whatever
// its instance is.
func laneNames(entries []timeline.Entry) func(*timeline.Entry) (id, base string) {
	name := func(e *timeline.Entry) string {
		if e.What != "" {
			return e.Lane + ": " + e.What
		}
		return e.Lane
	}
	counts := func(e *timeline.Entry) bool {
		return e.Subject.HasKey && e.Lane != "aggregate" && (e.What == "" || e.Subject.Key.Category != "state")
	}
	first, several := map[string]uint32{}, map[string]bool{}
	for i := range entries {
		if e := &entries[i]; counts(e) {
			n := name(e)
			if one, ok := first[n]; ok && one != e.Subject.Key.Instance {
				several[n] = true
			} else if !ok {
				first[n] = e.Subject.Key.Instance
			}
		}
	}
	return func(e *timeline.Entry) (id, base string) {
		n := name(e)
		plain := n
		switch {
		case !counts(e) || !several[n]:
			return n, n
		case e.Subject.Key.Instance < 1000:
			n = fmt.Sprintf("%s no. %d", n, e.Subject.Key.Instance)
		default:
			n = fmt.Sprintf("%s %08x", n, e.Subject.Key.Instance)
		}
		if len(e.Containers) > 0 {
			n += ":"
		}
		if e.Subject.Key.Instance == first[plain] {
			return plain, n
		}
		return n, n
	}
}

// joined joins the lanes that have just the same entries: containers of which the same is
// true all the time. They are named with their containers.
func joined(all []*lane) []*lane {
	type entries struct {
		base        string
		first, last *timeline.Entry
		n, refused  int
	}
	known := map[entries][]*lane{}
	var kept []*lane
	for _, l := range all {
		k := entries{base: l.base, n: len(l.entries), refused: len(l.refused)}
		if k.n > 0 {
			k.first, k.last = l.entries[0], l.entries[k.n-1]
		}
		i := slices.IndexFunc(known[k], func(o *lane) bool {
			return slices.Equal(o.entries, l.entries) && slices.Equal(o.refused, l.refused)
		})
		if i >= 0 && len(l.within) > 0 {
			known[k][i].name += fmt.Sprintf(",%d", l.within[0])
			known[k][i].within = append(known[k][i].within, l.within...)
			continue
		}
		known[k] = append(known[k], l)
		kept = append(kept, l)
	}
	return kept
}

// laneRank orders lanes: endpoints, what they say, what the server makes of it, notes and
// the rest, and what others see.
func laneRank(e *timeline.Entry) int {
	for i, prefix := range []string{"endpoint", "machine state", "user state", "calendar state", "phone state", "state", "aggregate machine state",
		"aggregate", "note", "device", "members", "watching", "watched by", "seen by"} {
		if strings.HasPrefix(e.Lane, prefix) {
			if i >= 9 {
				return i + 1
			}
			return i
		}
	}
	return 9
}

// laneFor returns the lane that a finding concerns: that of its key and watcher, else of
// its endpoint, else one of its own.
func laneFor(all *[]*lane, f *rule.Finding) *lane {
	s := &f.Subject
	fits := func(e *timeline.Entry, l *lane) bool {
		switch {
		case s.HasKey && e.Subject.HasKey:
			sees := s.Watcher == "" || s.Watcher == s.Presentity || s.Watcher == l.watcher
			own := (s.Watcher == "" || s.Watcher == s.Presentity) == (l.watcher == "")
			return e.Subject.Key.Category == s.Key.Category && e.Subject.Key.Instance == s.Key.Instance && sees && own &&
				(s.Key.Container < 0 || slices.Contains(l.within, int32(s.Key.Container)))
		case !s.HasKey && s.Watcher != "" && s.Watcher != s.Presentity:
			return l.watcher == s.Watcher
		}
		return !s.HasKey && s.Endpoint != "" && l.rank == 0 && e.Subject.Endpoint == s.Endpoint
	}
	for _, l := range *all {
		for _, e := range slices.Concat(l.entries[:min(1, len(l.entries))], l.refused[:min(1, len(l.refused))]) {
			if fits(e, l) {
				return l
			}
		}
	}
	const id = "other findings"
	for _, l := range *all {
		if l.id == id {
			return l
		}
	}
	l := &lane{id: id, base: id, name: id, rank: 99}
	*all = append(*all, l)
	return l
}

// at returns the entry that holds at an instant; nil before the first.
func (l *lane) at(t time.Time) *timeline.Entry {
	i := sort.Search(len(l.entries), func(i int) bool { return l.entries[i].Time.After(t) })
	if i == 0 {
		return nil
	}
	e := l.entries[i-1]
	for k := i - 2; e.To == "" && k >= 0 && l.entries[k].Moment == e.Moment; k-- {
		if l.entries[k].To != "" { // One instance went, and another came.
			return l.entries[k]
		}
	}
	return e
}

// next returns the entry behind an instant; nil when there is none.
func (l *lane) next(t time.Time) *timeline.Entry {
	i := sort.Search(len(l.entries), func(i int) bool { return l.entries[i].Time.After(t) })
	if i == len(l.entries) {
		return nil
	}
	return l.entries[i]
}

// value is what a lane holds at an instant, in words; why; and the frames that prove it.
func (l *lane) value(t time.Time) (words, why string, frames []capture.Frame, known bool) {
	e := l.at(t)
	if e == nil {
		if n := l.next(t); n != nil && n.From != timeline.Unknown && !n.Initial {
			return cmp.Or(n.From, "nothing"), "before the first change that was seen", nil, true
		}
		return "unknown", "nothing was seen of it yet", nil, false
	}
	return cmp.Or(e.To, "nothing"), e.Cause, e.Frames, true
}

// presence is what a lane holds at an instant as one glance shows it.
func (l *lane) presence(t time.Time) timeline.Presence {
	if e := l.at(t); e != nil {
		return e.Presence
	}
	return timeline.None
}

// unsure reports whether something may have happened on a lane between the change that
// holds at an instant and that instant: bytes are missing, and nobody has said since what
// is true.
func (l *lane) unsure(gaps []timeline.Gap, t time.Time) bool {
	e := l.at(t)
	for i := range gaps {
		g := &gaps[i]
		if g.Time.After(t) {
			continue
		}
		restated := l.watcher == "" && !g.Until.IsZero() && !g.Until.After(t)
		if !restated && (e == nil || e.Moment < g.Moment) {
			return true
		}
	}
	return false
}

package timeline

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"prescap/analyze/fact"
)

// Log is the timelines of a run. It belongs to one goroutine.
type Log struct {
	limits Limits
	people map[string]*person
	missed map[string]bool // Presentities beyond the limit; bounded like people.
}

// person is one presentity's timeline.
type person struct {
	entries  []Entry
	dropped  int
	now      current
	watchers map[string]string // The first endpoint of each, by address.
	signedIn map[string]bool   // Endpoints, by epid; as many as the state remembers.
}

// NewLog returns an empty log.
func NewLog(l Limits) *Log {
	return &Log{limits: l, people: map[string]*person{}, missed: map[string]bool{}}
}

// Timeline is one presentity with its entries.
type Timeline struct {
	Name    string // Address of record.
	State   string // The current aggregate in words, "" when none was seen.
	Since   time.Time
	Gone    bool    // Every endpoint that was seen to sign in has left.
	Entries []Entry // Ascending.
	Dropped int     // Older entries that the limit did not keep.
}

// All returns the timelines, by name. What it returns is the caller's.
func (l *Log) All() []Timeline {
	var all []Timeline
	for _, name := range slices.Sorted(maps.Keys(l.people)) {
		p := l.people[name]
		kept := slices.Clone(p.kept(l.limits.Entries))
		slices.SortStableFunc(kept, func(a, b Entry) int { return cmp.Compare(a.Moment, b.Moment) }) // What was not answered is known late.
		all = append(all, Timeline{
			Name: name, State: p.now.text, Since: p.now.since, Gone: p.signedIn != nil && len(p.signedIn) == 0,
			Entries: kept, Dropped: p.dropped + len(p.entries) - len(kept),
		})
	}
	return all
}

// Missed returns how many presentities there were beyond the limit, at least.
func (l *Log) Missed() int { return len(l.missed) }

// person returns the timeline of a presentity; nil when there are too many.
func (l *Log) person(name string) *person {
	if name == "" || l.limits.Entries == 0 {
		return nil
	}
	p := l.people[name]
	if p == nil {
		if len(l.people) >= l.limits.Presentities {
			if len(l.missed) < l.limits.Presentities {
				l.missed[name] = true
			}
			return nil
		}
		p = &person{}
		l.people[name] = p
	}
	return p
}

// kept is the newest entries.
func (p *person) kept(most int) []Entry {
	return p.entries[max(0, len(p.entries)-most):]
}

// add adds an entry, or joins it to one that tells the same of another container.
func (l *Log) add(name string, a *fact.About, e Entry) {
	p := l.person(name)
	if p == nil {
		return
	}
	e.Moment, e.Time, e.Frames = a.Moment, a.Time, a.Frames
	for i := len(p.entries) - 1; i >= 0 && p.entries[i].Moment == e.Moment; i-- {
		if p.entries[i].join(&e) {
			return
		}
	}
	if len(p.entries) >= 2*l.limits.Entries {
		n := copy(p.entries, p.kept(l.limits.Entries))
		p.dropped += len(p.entries) - n
		clear(p.entries[n:])
		p.entries = p.entries[:n]
	}
	p.entries = append(p.entries, e)
}

// join takes o's container if both tell the same; and what came for what went, where
// there are no containers: a watcher sees one aggregate, whatever its instance is.
func (e *Entry) join(o *Entry) bool {
	if len(e.Containers)+len(o.Containers) == 0 && e.Lane == o.Lane && e.Cause == o.Cause {
		switch {
		case e.From == "" && o.To == "":
			e.From = o.From
			return true
		case e.To == "" && o.From == "":
			e.To = o.To
			return true
		}
	}
	if e.Lane != o.Lane || e.From != o.From || e.To != o.To || e.Cause != o.Cause || e.Refused != o.Refused || len(o.Containers) == 0 {
		return false
	}
	for _, c := range o.Containers {
		if i, found := slices.BinarySearch(e.Containers, c); !found {
			e.Containers = slices.Insert(e.Containers, i, c)
		}
	}
	return true
}

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
	gaps   []Gap           // That may concern everybody.

	watches   map[watchKey]*watching // Bounded like people.
	targets   int                    // In them, all together.
	unwatched int                    // What was not noted of them for lack of room.
}

// person is one presentity's timeline.
type person struct {
	entries      []Entry
	dropped      int
	now          current
	watchers     map[string]string // The first endpoint of each, by address; "" while none is known.
	signedIn     map[string]bool   // Endpoints, by epid; as many as the state remembers.
	gaps         []Gap
	publications int
	refused      int
	conflicts    int

	shown *Timeline // What All returned last; nil when something has changed since.
}

// NewLog returns an empty log.
func NewLog(l Limits) *Log {
	return &Log{limits: l, people: map[string]*person{}, missed: map[string]bool{}, watches: map[watchKey]*watching{}}
}

// Timeline is one presentity with its entries. It is immutable.
type Timeline struct {
	Name     string   // Address of record.
	State    string   // The current aggregate in words, "" when none was seen.
	Presence Presence // What that says.
	Since    time.Time
	Gone     bool    // Every endpoint that was seen to sign in has left.
	Entries  []Entry // Ascending.
	Dropped  int     // Older entries that the limit did not keep.
	Gaps     []Gap   // What may be missing; ascending by moment.

	Endpoints    []string // That are signed in, by epid, as far as was seen; ascending.
	Watchers     []string // Users who were told something of it, other than itself; ascending.
	Publications int      // Requests.
	Refused      int      // Publications with a final answer of 300 or above,
	Conflicts    int      // of them those with 409.
}

// All returns the timelines, by name. The slice is the caller's, what the timelines
// hold is shared and nobody changes it.
func (l *Log) All() []Timeline {
	var all []Timeline
	for _, name := range slices.Sorted(maps.Keys(l.people)) {
		p := l.people[name]
		if p.shown == nil {
			p.shown = l.timeline(name, p)
		}
		all = append(all, *p.shown)
	}
	return all
}

// timeline is what is known of a presentity now.
func (l *Log) timeline(name string, p *person) *Timeline {
	kept := slices.Clone(p.kept(l.limits.Entries))
	slices.SortStableFunc(kept, func(a, b Entry) int { return cmp.Compare(a.Moment, b.Moment) }) // What was not answered is known late.
	gaps := slices.Concat(p.gaps, l.gaps)
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Compare(a.Moment, b.Moment) })
	return &Timeline{
		Name: name, State: p.now.text, Presence: p.now.presence, Since: p.now.since,
		Gone:    p.signedIn != nil && len(p.signedIn) == 0,
		Entries: kept, Dropped: p.dropped + len(p.entries) - len(kept), Gaps: gaps,
		Endpoints: slices.Sorted(maps.Keys(p.signedIn)), Watchers: slices.Sorted(maps.Keys(p.watchers)),
		Publications: p.publications, Refused: p.refused, Conflicts: p.conflicts,
	}
}

// Missed returns how many presentities there were beyond the limit, at least.
func (l *Log) Missed() int { return len(l.missed) }

// Unwatched returns how many subscriptions, and of them who is watched, have no lane for
// lack of room.
func (l *Log) Unwatched() int { return l.unwatched }

// person returns the timeline of a presentity, to be changed; nil when there are too
// many.
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
	p.shown = nil
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
	e.Moment, e.Time, e.Frames, e.Subject = a.Moment, a.Time, a.Frames, a.Subject
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
			e.To, e.Presence = o.To, o.Presence
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

package timeline

import (
	"cmp"
	"time"

	"prescap/analyze/fact"
	"prescap/decode/category"
)

// current is a presentity's aggregate as last seen, by the best source there was: the
// owner's own aggregate, one that is meant for others, or what a watcher was told.
type current struct {
	text     string
	presence Presence
	since    time.Time
	rank     int
}

// endpoint notes which endpoints are signed in. When the last one is gone, whatever is
// told next counts: nobody is left to be told as the owner.
func (p *person) endpoint(f *fact.EndpointChanged) {
	if f.To == "signed in" {
		if p.signedIn == nil {
			p.signedIn = map[string]bool{}
		}
		p.signedIn[f.Subject.Endpoint] = true
		return
	}
	delete(p.signedIn, f.Subject.Endpoint)
	if len(p.signedIn) == 0 {
		p.now.rank = 0
	}
}

// take takes a change of the aggregate, unless a better source is known.
func (c *current) take(f *fact.Change) {
	rank := rank(f)
	if rank == 0 || rank < c.rank {
		return
	}
	if f.To == nil && text(f.From) != c.text { // What went was replaced before.
		return
	}
	t := text(f.To)
	if t != c.text || rank != c.rank {
		c.text, c.presence, c.since, c.rank = t, presenceOf(f.To), f.Time, rank
	}
}

// rank is how good a source of the aggregate a change is; 0 for none.
func rank(f *fact.Change) int {
	v := cmp.Or(f.To, f.From)
	if v == nil || f.Subject.Key.Category != "state" {
		return 0
	}
	s, ok := v.Value.(*category.State)
	switch {
	case !ok || s.Type != category.AggregateState:
		return 0
	case f.Layer == fact.ToWatcher:
		return 1
	case f.Subject.Key.Container == 2:
		return 3
	case f.Subject.Key.Container == 200:
		return 2
	}
	return 0
}

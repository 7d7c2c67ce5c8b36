package timeline

import (
	"slices"
	"time"

	"prescap/analyze/fact"
)

// gap notes missing bytes, for all who were seen where they are missing.
func (l *Log) gap(f *fact.Gap) {
	g := Gap{Moment: f.Moment, Time: f.Time, Lost: f.Lost}
	if f.Everybody {
		l.gaps = l.newest(append(l.gaps, g))
		for _, p := range l.people { // A mark for each: the order does not matter.
			p.shown = nil
		}
		return
	}
	for _, name := range f.Users {
		if p := l.people[name]; p != nil {
			p.gaps, p.shown = l.newest(append(p.gaps, g)), nil
		}
	}
}

// newest is the newest of gaps, as many as are kept.
func (l *Log) newest(gaps []Gap) []Gap {
	if over := len(gaps) - l.limits.Gaps; over > 0 {
		return slices.Delete(gaps, 0, over)
	}
	return gaps
}

// restated notes that all of the presentity's own data is known again.
func (p *person) restated(now time.Time) {
	for i := range p.gaps {
		if g := &p.gaps[i]; g.Until.IsZero() {
			g.Until = now
		}
	}
}

// answered counts the final answer to a publication.
func (p *person) answered(status int) {
	if status >= 300 {
		p.refused++
	}
	if status == 409 {
		p.conflicts++
	}
}

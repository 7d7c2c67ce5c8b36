package tui

import (
	"strings"
	"time"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
)

// axis maps time to columns.
type axis struct {
	from, until time.Time
	wide        int
	known       time.Time // Nothing is drawn behind it; zero where that may hold on.
}

// holds reports whether an instant is on the axis.
func (a *axis) holds(t time.Time) bool { return !t.Before(a.from) && !t.After(a.until) }

// begin is when a column begins; that of wide is the end.
func (a *axis) begin(column int) time.Time {
	span, wide, c := int64(a.until.Sub(a.from)), int64(max(a.wide, 1)), int64(column)
	return a.from.Add(time.Duration(c*(span/wide) + c*(span%wide)/wide)) // c*span may not fit.
}

// column is where an instant lies; outside of the axis it is below 0 or wide.
func (a *axis) column(t time.Time) int {
	span := a.until.Sub(a.from)
	switch {
	case t.Before(a.from):
		return -1
	case !t.Before(a.until) && t != a.until:
		return a.wide
	}
	c := int(int64(t.Sub(a.from)) / max(1, int64(span)/int64(max(a.wide, 1))))
	for c > 0 && a.begin(c).After(t) { // Division of the span is not exact.
		c--
	}
	for c+1 < a.wide && !a.begin(c+1).After(t) {
		c++
	}
	return min(c, a.wide-1)
}

// Signs in bars. Each means the same without colours.
const (
	signUnknown = '░' // Nobody knows what was there.
	signLossy   = '▒' // It was so, and bytes are missing since.
	signHeld    = '─' // It goes on.
	signNothing = ' ' // There is none.
	signChange  = '┃' // It changed: of what has no letter.
	signRefused = '╳' // It was refused.
	signMany    = '┋' // It changed more than once within the column.
)

// bar draws a lane over an axis. The cursor's column, if it is one, is drawn as such.
// Whatever a presence begins with, its letter stands where there is room for it first.
func (l *lane) bar(a *axis, gaps []timeline.Gap, cursor int) []span {
	spans := make([]span, 0, a.wide)
	lettered := timeline.None // What the last letter said, while that holds.
	for c := range a.wide {
		from, until := a.begin(c), a.begin(c+1).Add(-1)
		if !a.known.IsZero() && from.After(a.known) {
			look := normal
			if c == cursor {
				look = selected
			}
			spans = append(spans, span{look, string(signNothing)})
			continue
		}
		p := l.presence(until)
		r, sign := l.cell(until, p, gaps)
		if p != lettered {
			lettered = timeline.None
		}
		changes, worst := l.between(from, until), l.worst(from, until)
		switch {
		case worst != nil:
			r, sign = severityRole(worst.Severity), []rune(severitySign(worst.Severity))[0]
		case l.refusedBetween(from, until):
			r, sign = warn, signRefused
		case changes > 1:
			sign = signMany
		case sign != signHeld && sign != signLossy:
		case p != timeline.None && p != lettered, p != timeline.None && changes == 1:
			sign, lettered = rune(p.Letter()), p
		case p == timeline.None && changes == 1:
			sign = signChange
		}
		if c == cursor {
			r = selected
		}
		spans = append(spans, span{r, string(sign)})
	}
	return merged(spans)
}

// cell is how a lane looks where nothing changes.
func (l *lane) cell(t time.Time, p timeline.Presence, gaps []timeline.Gap) (role, rune) {
	words, _, _, known := l.value(t)
	switch {
	case len(l.entries) == 0:
		return normal, signNothing
	case !known:
		return unknown, signUnknown
	case l.unsure(gaps, t):
		return lossy, signLossy
	case words == "nothing" || words == "signed out":
		return normal, signNothing
	case p == timeline.None:
		return plain, signHeld
	}
	return barOf(p), signHeld
}

// between counts the changes of a lane within a stretch of time.
func (l *lane) between(from, until time.Time) int {
	n := 0
	for e := l.next(from.Add(-1)); e != nil && !e.Time.After(until); e = l.next(e.Time) {
		n++
		if n > 1 {
			break
		}
	}
	return n
}

func (l *lane) refusedBetween(from, until time.Time) bool {
	for _, e := range l.refused {
		if !e.Time.Before(from) && !e.Time.After(until) {
			return true
		}
	}
	return false
}

// worst is the gravest finding within a stretch of time; nil for none.
func (l *lane) worst(from, until time.Time) *rule.Finding {
	var worst *rule.Finding
	for _, m := range l.marks {
		if !m.at.Before(from) && !m.at.After(until) && (worst == nil || m.finding.Severity > worst.Severity) {
			worst = m.finding
		}
	}
	return worst
}

// merged joins neighbours of the same role.
func merged(spans []span) []span {
	var all []span
	var b strings.Builder
	for i, s := range spans {
		b.WriteString(s.text)
		if i+1 == len(spans) || spans[i+1].role != s.role {
			all = append(all, span{s.role, b.String()})
			b.Reset()
		}
	}
	return all
}

package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"prescap/analyze/timeline"
)

// Render implements screen.
func (s *timelineScreen) Render(sc *scene, width, height int) string {
	if s.t == nil || len(s.lanes) == 0 {
		why := "Nothing is known of " + sc.who(s.name) + " yet."
		if s.words != "" || s.watcher != "" {
			why = "No lane has this in it: " + strings.TrimSpace(s.words+" "+sc.who(s.watcher))
		}
		return notice(why, width, height)
	}
	bars, values := s.heights(height)
	lines := []string{s.head(sc, width), s.ruler(sc, width)}
	lines = append(lines, s.bars.render(sc.theme, width, bars, "")...)
	if values > 0 && bars > 0 {
		lines = append(lines, s.rule(sc, width))
	}
	lines = append(lines, s.values.render(sc.theme, width, values, "")...)
	for len(lines) < height {
		lines = append(lines, blank(width))
	}
	return strings.Join(lines[:height], "\n")
}

// laneRows is lanes as rows: as bars, or as what they hold at the cursor.
type laneRows struct {
	s      *timelineScreen
	sc     *scene
	lanes  []*lane
	index  map[string]int
	values bool
}

func (r *laneRows) Len() int        { return len(r.lanes) }
func (r *laneRows) ID(i int) string { return r.lanes[i].id }
func (r *laneRows) Over(int) role   { return normal }

func (r *laneRows) Find(id string) (int, bool) {
	i, ok := r.index[id]
	return i, ok
}

// Cells implements rows.
func (r *laneRows) Cells(i int) []span {
	l := r.lanes[i]
	if r.values {
		return r.s.held(r.sc, l)
	}
	cells := []span{{normal, fit(r.sc.say(l.name), labelWide(r.sc.width))}, {normal, " "}}
	return append(cells, l.bar(&r.s.view, r.s.t.Gaps, r.s.view.column(r.s.at))...)
}

// head says who it is, and what is true of them now.
func (s *timelineScreen) head(sc *scene, width int) string {
	t := s.t
	spans := []span{{strong, sc.who(t.Name)}, {normal, "  "}, {textOf(t.Presence), stateWord(t)}}
	if !t.Since.IsZero() {
		spans = append(spans, span{dim, " since " + brief(t.Since)})
	}
	if t.Gone {
		spans = append(spans, span{dim, ", no endpoint is signed in"})
	}
	if s.watcher != "" {
		spans = append(spans, span{warn, "  as " + sc.who(s.watcher) + " sees it"})
	}
	if t.Dropped > 0 {
		spans = append(spans, span{warn, fmt.Sprintf("  %d older changes not kept", t.Dropped)})
	}
	return sc.theme.paintLine(spans, 0, width, normal)
}

// ruler is the axis, with times where there is room, and the cursor.
func (s *timelineScreen) ruler(sc *scene, width int) string {
	const each = 18
	row := []rune(blank(s.view.wide))
	layout := "15:04:05"
	if s.view.until.Sub(s.view.from) > 48*time.Hour {
		layout = "01-02 15:04"
	} else if s.view.until.Sub(s.view.from) < 10*time.Second {
		layout = "05.000000"
	}
	for c := 0; c+len(layout)+1 < len(row); c += each {
		copy(row[c:], []rune("╷"+s.view.begin(c).UTC().Format(layout)))
	}
	if newer := []rune(" newer: a▸"); s.live && len(s.times) > 0 && s.times[len(s.times)-1].After(s.view.until) && len(row) > len(newer) {
		copy(row[len(row)-len(newer):], newer)
	}
	at := s.view.column(s.at)
	stamp := blank(labelWide(width) - widthOf(sc.stamp(s.at, s.at)))
	spans := []span{{heading, fit(stamp+sc.stamp(s.at, s.at), labelWide(width))}, {normal, " "}}
	if at < 0 || at >= len(row) {
		return sc.theme.paintLine(append(spans, span{dim, string(row)}), 0, width, normal)
	}
	spans = append(spans, span{dim, string(row[:at])}, span{cursor, "▼"}, span{dim, string(row[at+1:])})
	return sc.theme.paintLine(spans, 0, width, normal)
}

// rule parts the values from the lanes, and tells what they are.
func (s *timelineScreen) rule(sc *scene, width int) string {
	look := heading
	if !s.lower {
		look = dim
	}
	text := "── at " + sc.stamp(s.at, s.at) + " "
	for _, l := range s.lanes {
		for _, m := range l.marks {
			if m.at.Equal(s.at) {
				text += severitySign(m.finding.Severity) + " " + m.finding.Rule.ID + " " + m.finding.Rule.Name + " "
			}
		}
	}
	return sc.theme.paint(look, fit(text+strings.Repeat("─", width), width))
}

// held is what a lane holds at the cursor.
func (s *timelineScreen) held(sc *scene, l *lane) []span {
	words, why, frames, known := l.value(s.at)
	look := textOf(l.presence(s.at))
	switch {
	case len(l.entries) == 0:
		words, why, look = "", "", dim
	case !known:
		look = unknown
	case l.unsure(s.t.Gaps, s.at):
		look, why = lossy, "bytes are missing since; "+why
	}
	for _, e := range l.refused {
		if e.Time.Equal(s.at) {
			look, words, why, frames = warn, e.To, e.Cause, e.Frames
		}
	}
	spans := []span{{normal, fit(sc.say(l.name), labelWide(sc.width)) + " "}, {look, letterOf(l, s.at) + sc.say(words)}}
	if f := l.worst(s.at, s.at); f != nil {
		spans = append(spans, span{severityRole(f.Severity), "  " + severitySign(f.Severity) + " " + f.Rule.ID + " " + sc.say(f.Message)})
	}
	if len(frames) > 0 {
		spans = append(spans, span{dim, "  " + sc.frames(frames)})
	}
	if e := l.at(s.at); e != nil {
		spans = append(spans, span{dim, " since " + brief(e.Time)})
	}
	return append(spans, span{dim, "  " + sc.say(why)})
}

// letterOf is the letter of what a lane holds, where it has one.
func letterOf(l *lane, at time.Time) string {
	if p := l.presence(at); p != timeline.None {
		return string(p.Letter()) + " "
	}
	return ""
}

// text is all changes of the lanes in sight, a line each.
func (s *timelineScreen) text(sc *scene) string {
	var b strings.Builder
	for _, l := range s.lanes {
		for _, e := range l.entries {
			fmt.Fprintf(&b, "%s\t%s\t%s → %s\t%s\t%s\n", e.Time.UTC().Format("2006-01-02T15:04:05.000000Z"), sc.say(l.name),
				sc.say(cmp.Or(e.From, "nothing")), sc.say(cmp.Or(e.To, "nothing")), sc.say(e.Cause), sc.frames(e.Frames))
		}
	}
	return b.String()
}

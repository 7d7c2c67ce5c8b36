package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
	"prescap/capture"
)

// presentities is the screen that lists everybody whose presence was seen.
type presentities struct {
	still
	list
	words    string
	by       int // Column that rows are sorted by.
	reversed bool
	rows     *presentityRows
}

func newPresentities() *presentities {
	p := &presentities{rows: &presentityRows{}}
	p.list.rows = p.rows
	p.cols = []column{
		{name: "presentity", title: "PRESENTITY", wide: 11, grow: true},
		{name: "state", title: "STATE", wide: 18},
		{name: "since", title: "SINCE", wide: 8},
		{name: "endpoints", title: "EP", wide: 2, right: true},
		{name: "watchers", title: "WAT", wide: 3, right: true},
		{name: "publications", title: "PUB", wide: 3, right: true},
		{name: "conflicts", title: "409", wide: 3, right: true},
		{name: "findings", title: "FINDS", wide: 6},
		{name: "last", title: "LAST", wide: 8},
		{name: "session", title: "SESSION", wide: 8, from: 80},
	}
	return p
}

func (*presentities) place() place         { return onPresentities }
func (*presentities) title(*scene) string  { return "Presentities" }
func (p *presentities) table() *list       { return &p.list }
func (p *presentities) selection() string  { return p.selectedID() }
func (p *presentities) filteredBy() string { return p.words }
func (p *presentities) text(*scene) string { return p.list.text() }

func (p *presentities) filterBy(sc *scene, words string) tea.Cmd {
	p.words = words
	return p.refresh(sc)
}

// refresh implements screen.
func (p *presentities) refresh(sc *scene) tea.Cmd {
	p.cols[len(p.cols)-1].wide = sparkWide(sc.width)
	p.rows = newPresentityRows(sc, p.words)
	p.rows.sort(p.by, p.reversed)
	p.resize(sc.height)
	p.set(p.rows)
	return nil
}

func (p *presentities) pick(_ *scene, id string) { p.list.pick(id) }

func (p *presentities) click(_ *scene, _, y int) bool { return p.clicked(y) }

// do implements screen.
func (p *presentities) do(sc *scene, a action, n int) tea.Cmd {
	name := p.selectedID()
	switch a {
	case open:
		if name != "" {
			return sc.push(newTimeline(name))
		}
	case sameUser:
		if name != "" {
			return sc.push(messagesOfUser(sc, name))
		}
	case sortNext, sortPrior:
		p.by = turn(p.by, len(p.cols)-1, a == sortPrior)
		return p.refresh(sc)
	case reverse:
		p.reversed = !p.reversed
		return p.refresh(sc)
	default:
		p.list.do(a, n)
	}
	return nil
}

func (p *presentities) seek(sc *scene, words string, here, backwards bool) tea.Cmd {
	rows, from := p.rows, p.pos
	return func() tea.Msg { return found{p, seek(rows, from, words, here, backwards), words} }
}

// proof is the frames of the last change.
func (p *presentities) proof(*scene) []capture.Frame {
	if i, ok := p.rows.Find(p.selectedID()); ok {
		if e := p.rows.all[i].Entries; len(e) > 0 {
			return e[len(e)-1].Frames
		}
	}
	return nil
}

// Render implements screen.
func (p *presentities) Render(sc *scene, width, height int) string {
	if p.rows.Len() == 0 {
		why := "Nobody's presence was seen to be published or told."
		switch {
		case p.words != "":
			why = "No presentity has this in it: " + p.words
		case !sc.Progress.Ended:
			why = sc.waiting("Nobody's presence was seen yet.")
		}
		return notice(why, width, height)
	}
	return strings.Join(p.render(sc.theme, width, height, p.cols[p.by].name), "\n")
}

// turn is the next of n choices, or the one before.
func turn(i, n int, backwards bool) int {
	if backwards {
		return (i + n - 1) % n
	}
	return (i + 1) % n
}

// notice is a screen with nothing but a sentence.
func notice(text string, width, height int) string {
	var lines []string
	for _, l := range wrap(text, max(width-2, 1)) {
		lines = append(lines, fit(" "+l, width))
	}
	for len(lines) < height {
		lines = append(lines, blank(width))
	}
	return strings.Join(lines[:height], "\n")
}

// presentityRows is the rows of one snapshot.
type presentityRows struct {
	sc    *scene
	all   []*presentityRow
	index map[string]int
	from  time.Time // Of the session,
	until time.Time // for spark-lines.
}

type presentityRow struct {
	*timeline.Timeline
	findings [3]int // By severity.
}

func newPresentityRows(sc *scene, words string) *presentityRows {
	seen := *sc // Of this moment: rows may be searched while the scene goes on.
	r := &presentityRows{sc: &seen, index: map[string]int{}}
	found := map[string]*[3]int{}
	for i := range sc.Findings {
		f := &sc.Findings[i]
		who := f.Subject.User()
		if found[who] == nil {
			found[who] = new([3]int)
		}
		found[who][f.Severity]++
	}
	want := strings.Fields(words)
	for i := range sc.Presentities {
		t := &sc.Presentities[i]
		row := &presentityRow{Timeline: t}
		if f := found[t.Name]; f != nil {
			row.findings = *f
		}
		if n := len(t.Entries); n > 0 {
			if r.from.IsZero() || t.Entries[0].Time.Before(r.from) {
				r.from = t.Entries[0].Time
			}
			if t.Entries[n-1].Time.After(r.until) {
				r.until = t.Entries[n-1].Time
			}
		}
		if r.all = append(r.all, row); !has(r.Text(len(r.all)-1), want) {
			r.all = r.all[:len(r.all)-1]
		}
	}
	return r
}

// sort sorts the rows by a column; what has more of something comes first.
func (r *presentityRows) sort(by int, reversed bool) {
	order := func(a, b *presentityRow) int {
		switch by {
		case 1:
			return cmp.Compare(a.Presence, b.Presence)
		case 2:
			return b.Since.Compare(a.Since)
		case 3:
			return cmp.Compare(len(b.Endpoints), len(a.Endpoints))
		case 4:
			return cmp.Compare(len(b.Watchers), len(a.Watchers))
		case 5:
			return cmp.Compare(b.Publications, a.Publications)
		case 6:
			return cmp.Compare(b.Conflicts, a.Conflicts)
		case 7:
			return cmp.Or(cmp.Compare(b.findings[rule.Error], a.findings[rule.Error]),
				cmp.Compare(b.findings[rule.Warning], a.findings[rule.Warning]), cmp.Compare(b.findings[rule.Info], a.findings[rule.Info]))
		case 8:
			return lastChange(b).Compare(lastChange(a))
		}
		return strings.Compare(a.Name, b.Name)
	}
	slices.SortStableFunc(r.all, order)
	if reversed {
		slices.Reverse(r.all)
	}
	for i, row := range r.all {
		r.index[row.Name] = i
	}
}

func lastChange(r *presentityRow) time.Time {
	if n := len(r.Entries); n > 0 {
		return r.Entries[n-1].Time
	}
	return time.Time{}
}

func (r *presentityRows) Len() int        { return len(r.all) }
func (r *presentityRows) ID(i int) string { return r.all[i].Name }
func (r *presentityRows) Over(int) role   { return normal }

func (r *presentityRows) Find(id string) (int, bool) {
	i, ok := r.index[id]
	return i, ok
}

// Cells implements rows.
func (r *presentityRows) Cells(i int) []span {
	p := r.all[i]
	state := span{textOf(p.Presence), stateWord(p.Timeline)}
	if p.Gone {
		state = span{dim, stateWord(p.Timeline) + ", left"}
	}
	worst := normal
	for s, n := range p.findings {
		if n > 0 {
			worst = severityRole(rule.Severity(s))
		}
	}
	conflicts := normal
	if p.Conflicts > 0 {
		conflicts = warn
	}
	return []span{
		{strong, r.sc.who(p.Name)}, state, {normal, brief(p.Since)}, {normal, count(len(p.Endpoints))}, {normal, count(len(p.Watchers))},
		{normal, count(p.Publications)}, {conflicts, count(p.Conflicts)}, {worst, findingsText(p.findings)},
		{normal, brief(lastChange(p))}, {dim, spark(p.Entries, r.from, r.until, sparkWide(r.sc.width))},
	}
}

// Text is what is searched of a row.
func (r *presentityRows) Text(i int) string {
	return r.all[i].Name + " " + stateWord(r.all[i].Timeline) + " " + findingsText(r.all[i].findings)
}

// count is a number, or nothing for none.
func count(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}

// stateWord is a state as letter, glyph and word.
func stateWord(t *timeline.Timeline) string {
	if t.State == "" {
		return "? unknown"
	}
	return string(t.Presence.Letter()) + " " + glyph(t.Presence) + " " + t.Presence.String()
}

// glyph is the shape of a presence.
func glyph(p timeline.Presence) string {
	switch p {
	case timeline.Available, timeline.Busy:
		return "●"
	case timeline.Inactive, timeline.BusyInactive:
		return "◐"
	case timeline.DoNotDisturb:
		return "⊖"
	case timeline.BeRightBack, timeline.Away:
		return "◔"
	case timeline.Offline:
		return "○"
	}
	return "?"
}

// findingsText counts findings by severity: "2✖ 1▲".
func findingsText(n [3]int) string {
	var parts []string
	for s := len(n) - 1; s >= 0; s-- {
		if n[s] > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", n[s], severitySign(rule.Severity(s))))
		}
	}
	return strings.Join(parts, " ")
}

// sparkWide is how many columns spark-lines have on a screen.
func sparkWide(width int) int { return max(8, min(width-80, 40)) }

// spark draws how many changes there were when, in so many columns.
func spark(entries []timeline.Entry, from, until time.Time, wide int) string {
	if !until.After(from) {
		return ""
	}
	a := axis{from: from, until: until, wide: wide}
	counts := make([]int, wide)
	most := 0
	for i := range entries {
		at := max(0, min(a.column(entries[i].Time), wide-1))
		counts[at]++
		most = max(most, counts[at])
	}
	bars := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, n := range counts {
		if n == 0 {
			b.WriteByte(' ')
		} else {
			b.WriteRune(bars[(n*len(bars)-1)/most])
		}
	}
	return b.String()
}

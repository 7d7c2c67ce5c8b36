package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/rule"
	"prescap/capture"
)

// violations is the screen that lists what the rules found, in groups.
type violations struct {
	still
	list
	words    string
	by       grouping
	reversed bool
	shut     map[string]bool // Groups that are closed, by name.
	rows     *violationRows
}

// grouping is what violations are grouped by.
type grouping uint8

// The groupings.
const (
	bySeverity grouping = iota
	byRule
	byPresentity
	byTime

	groupings
)

// String returns the word for it.
func (g grouping) String() string {
	return [...]string{"severity", "rule", "presentity", "time"}[g]
}

func newViolations() *violations {
	v := &violations{shut: map[string]bool{}, rows: &violationRows{}}
	v.list.rows = v.rows
	v.cols = []column{
		{name: "severity", title: "", wide: 1},
		{name: "rule", title: "RULE", wide: 6},
		{name: "times", title: "×", wide: 3, right: true},
		{name: "time", title: "TIME", wide: 8},
		{name: "what", title: "WHAT", wide: 20, grow: true},
		{name: "frames", title: "FRAMES", wide: 10},
	}
	return v
}

func (*violations) place() place         { return onViolations }
func (*violations) title(*scene) string  { return "Violations" }
func (v *violations) selection() string  { return v.selectedID() }
func (v *violations) filteredBy() string { return v.words }
func (v *violations) text(*scene) string { return v.list.text() }

func (v *violations) filterBy(sc *scene, words string) tea.Cmd {
	v.words = words
	return v.refresh(sc)
}

// refresh implements screen.
func (v *violations) refresh(sc *scene) tea.Cmd {
	v.rows = newViolationRows(sc, v.by, v.shut, strings.Fields(v.words), v.reversed)
	v.resize(sc.height)
	v.set(v.rows)
	return nil
}

func (v *violations) pick(_ *scene, id string) { v.list.pick(id) }

func (v *violations) click(_ *scene, _, y int) bool { return v.clicked(y) }

// do implements screen.
func (v *violations) do(sc *scene, a action, n int) tea.Cmd {
	row := v.rows.row(v.pos)
	switch a {
	case open:
		switch {
		case row == nil:
		case row.finding == nil:
			v.shut[row.group] = !v.shut[row.group]
			return v.refresh(sc)
		default:
			return sc.push(newFinding(row.finding))
		}
	case sortNext, sortPrior:
		v.by = grouping(turn(int(v.by), int(groupings), a == sortPrior))
		return tea.Batch(v.refresh(sc), sc.tell("by "+v.by.String()))
	case reverse:
		v.reversed = !v.reversed
		return v.refresh(sc)
	case sameProof:
		if row != nil && row.finding != nil {
			return sc.push(messagesOfFinding(row.finding))
		}
	case sameUser:
		if row != nil && row.finding != nil {
			return sc.push(newTimeline(row.finding.Subject.User()))
		}
	default:
		v.list.do(a, n)
	}
	return nil
}

func (v *violations) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	rows, from := v.rows, v.pos
	return func() tea.Msg { return found{v, seek(rows, from, words, here, backwards), words} }
}

func (v *violations) proof(*scene) []capture.Frame {
	if row := v.rows.row(v.pos); row != nil && row.finding != nil {
		return proofOf(row.finding)
	}
	return nil
}

// proofOf is all frames of a finding's evidence, ascending and each once.
func proofOf(f *rule.Finding) []capture.Frame {
	var all []capture.Frame
	for _, e := range f.Evidence {
		all = append(all, e.Frames...)
	}
	slices.SortFunc(all, capture.CompareFrames)
	return slices.CompactFunc(all, func(a, b capture.Frame) bool { return capture.CompareFrames(a, b) == 0 })
}

// Render implements screen.
func (v *violations) Render(sc *scene, width, height int) string {
	if v.rows.Len() > 0 {
		return strings.Join(v.render(sc.theme, width, height, ""), "\n")
	}
	p := &sc.Progress
	switch {
	case v.words != "":
		return notice("No violation has this in it: "+v.words, width, height)
	case !p.Ended:
		return notice(sc.waiting("No violation was found yet."), width, height)
	case len(p.Inconclusive) > 0:
		return notice("No violation was found. But the capture does not show enough to say that there is none: "+strings.Join(p.Inconclusive, "; ")+".", width, height)
	}
	judged := 0
	for i := range sc.Coverage {
		judged += sc.Coverage[i].Checked
	}
	return notice(fmt.Sprintf("No violation was found in %d cases that the rules judged. The capture screen (i) tells which.", judged), width, height)
}

// violationRows is the violations of a snapshot, in groups.
type violationRows struct {
	sc    *scene
	all   []violationRow
	index map[string]int
}

// violationRow is a violation, or the head of a group.
type violationRow struct {
	id      string
	group   string
	n       int  // Of a head: how many there are in the group,
	shut    bool // and whether they are hidden.
	finding *rule.Finding
}

func newViolationRows(sc *scene, by grouping, shut map[string]bool, words []string, reversed bool) *violationRows {
	seen := *sc
	r := &violationRows{sc: &seen, index: map[string]int{}}
	var found []*rule.Finding
	for i := range sc.Findings {
		if f := &sc.Findings[i]; has(f.Rule.ID+" "+f.Rule.Name+" "+f.Message+" "+f.Severity.String()+" "+f.Subject.Presentity+" "+f.Subject.Watcher, words) {
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b *rule.Finding) int { return cmp.Or(order(by, a, b), a.Time.Compare(b.Time)) })
	if reversed {
		slices.Reverse(found)
	}
	head := -1
	for _, f := range found {
		if g := groupOf(sc, by, f); g != "" && (head < 0 || r.all[head].group != g) {
			head = len(r.all)
			r.all = append(r.all, violationRow{id: "group " + g, group: g, shut: shut[g]})
		}
		if head >= 0 {
			r.all[head].n++
			if r.all[head].shut {
				continue
			}
		}
		r.all = append(r.all, violationRow{id: findingID(f), finding: f})
	}
	for i := range r.all {
		r.index[r.all[i].id] = i
	}
	return r
}

// order orders findings by what they are grouped by.
func order(by grouping, a, b *rule.Finding) int {
	switch by {
	case bySeverity:
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Certainty, b.Certainty))
	case byRule:
		return strings.Compare(a.Rule.ID, b.Rule.ID)
	case byPresentity:
		return strings.Compare(a.Subject.User(), b.Subject.User())
	}
	return 0
}

// groupOf names the group of a finding; "" where there are no groups.
func groupOf(sc *scene, by grouping, f *rule.Finding) string {
	switch by {
	case bySeverity:
		return f.Severity.String() + map[rule.Certainty]string{rule.Possible: ", possible"}[f.Certainty]
	case byRule:
		return f.Rule.ID + " " + f.Rule.Title
	case byPresentity:
		return cmp.Or(sc.who(f.Subject.User()), "nobody in particular")
	}
	return ""
}

// findingID is what a finding is known by.
func findingID(f *rule.Finding) string {
	first := f.Evidence[0].Frames[0]
	return fmt.Sprint(f.Rule.ID, " ", first.File, "#", first.Num, " ", f.Subject)
}

func (r *violationRows) Len() int        { return len(r.all) }
func (r *violationRows) ID(i int) string { return r.all[i].id }

func (r *violationRows) row(i int) *violationRow {
	if i < 0 || i >= len(r.all) {
		return nil
	}
	return &r.all[i]
}

func (r *violationRows) Find(id string) (int, bool) {
	i, ok := r.index[id]
	return i, ok
}

func (r *violationRows) Over(i int) role {
	if r.all[i].finding == nil {
		return heading
	}
	return normal
}

// Cells implements rows.
func (r *violationRows) Cells(i int) []span {
	row := &r.all[i]
	f := row.finding
	if f == nil {
		sign := "▾"
		if row.shut {
			sign = "▸"
		}
		return []span{{normal, sign}, {}, {normal, fmt.Sprint(row.n)}, {}, {normal, r.sc.say(row.group)}, {}}
	}
	look := severityRole(f.Severity)
	times := ""
	if f.Count > 1 {
		times = fmt.Sprint(f.Count)
	}
	text := r.sc.say(f.Message)
	if f.Certainty == rule.Possible {
		text = "possible: " + text
	}
	return []span{{look, severitySign(f.Severity)}, {look, f.Rule.ID}, {normal, times}, {normal, brief(f.Time)}, {normal, text}, {dim, r.sc.frames(f.Evidence[0].Frames)}}
}

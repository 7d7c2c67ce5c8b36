package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/rule"
	"prescap/analyze/timeline"
	"prescap/capture"
)

// timelineScreen is the screen of one presentity: lanes over time, and what each holds at
// the instant of the cursor.
type timelineScreen struct {
	name    string
	words   string
	watcher string // Seen as that watcher does; "" for all there is.
	t       *timeline.Timeline
	lanes   []*lane
	times   []time.Time // Of all changes in sight, ascending, each once.
	finds   []time.Time // Likewise of findings.
	at      time.Time   // Of the cursor.
	now     time.Time   // Of the capture, or of the last change.
	seen    *Snapshot   // That all this is from.
	live    bool        // A capture goes on.
	view    axis        // Zero until there is something to see.
	fitted  bool        // The whole session is shown.
	bars    list        // The lanes as bars,
	values  list        // and what they hold. The same lane is selected in both.
	lower   bool        // The keys go to the values.
	alone   bool        // The pane at hand fills the screen.
}

func newTimeline(name string) *timelineScreen {
	s := &timelineScreen{name: name, fitted: true}
	s.bars = list{bare: true, lead: true, rows: &laneRows{}}
	s.values = list{bare: true, rows: &laneRows{}}
	return s
}

func (*timelineScreen) place() place             { return onTimeline }
func (s *timelineScreen) title(sc *scene) string { return sc.who(s.name) }
func (s *timelineScreen) filteredBy() string     { return s.words }

func (s *timelineScreen) filterBy(sc *scene, words string) tea.Cmd {
	s.words = words
	return s.refresh(sc)
}

// labelWide is how many columns the names of lanes take.
func labelWide(width int) int { return max(14, min(34, width/4)) }

// refresh implements screen.
func (s *timelineScreen) refresh(sc *scene) tea.Cmd {
	i, ok := slices.BinarySearchFunc(sc.Presentities, s.name, func(t timeline.Timeline, name string) int { return strings.Compare(t.Name, name) })
	if !ok {
		return nil
	}
	follows := s.following() && sc.Snapshot != s.seen
	s.t, s.seen, s.live = &sc.Presentities[i], sc.Snapshot, sc.Progress.goesOn()
	s.lanes = nil
	for _, l := range lanesOf(s.t, findingsOf(sc, s.name)) {
		if (s.watcher == "" || l.watcher == s.watcher) && has(sc.say(l.name), strings.Fields(s.words)) {
			s.lanes = append(s.lanes, l)
		}
	}
	s.times, s.finds = nil, nil
	for _, l := range s.lanes {
		for _, e := range l.entries {
			s.times = append(s.times, e.Time)
		}
		for _, e := range l.refused {
			s.times = append(s.times, e.Time)
		}
		for _, m := range l.marks {
			s.finds = append(s.finds, m.at)
		}
	}
	s.times, s.finds = distinct(s.times), distinct(s.finds)
	s.now = sc.Time
	for _, times := range [][]time.Time{s.times, s.finds} {
		if n := len(times); n > 0 && times[n-1].After(s.now) {
			s.now = times[n-1]
		}
	}
	if n := len(s.times); n > 0 && s.at.IsZero() {
		s.at = s.times[n-1]
	}
	s.view.wide, s.view.known = max(1, sc.width-labelWide(sc.width)-1), time.Time{}
	switch {
	case s.live:
		s.view.known = s.now
		s.keepUp(follows)
	case s.fitted:
		s.fit()
	}
	s.show(sc)
	return nil
}

// show brings both panes up to date.
func (s *timelineScreen) show(sc *scene) {
	bars, values := s.heights(sc.height)
	s.bars.resize(bars)
	s.values.resize(values)
	rows := laneRows{s: s, sc: sc, lanes: s.lanes, index: map[string]int{}}
	for i, l := range s.lanes {
		rows.index[l.id] = i
	}
	valueRows := rows
	valueRows.values = true
	s.bars.set(&rows)
	s.values.set(&valueRows)
	if s.bars.at == "" && len(s.lanes) > 0 {
		s.bars.moveTo(0)
	}
	s.values.pick(s.bars.at)
}

// distinct sorts times and leaves out repetitions.
func distinct(all []time.Time) []time.Time {
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// findingsOf returns the findings that concern somebody, in the order of their time.
func findingsOf(sc *scene, name string) []*rule.Finding {
	var all []*rule.Finding
	for i := range sc.Findings {
		f := &sc.Findings[i]
		if f.Subject.User() == name {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b *rule.Finding) int { return a.Time.Compare(b.Time) })
	return all
}

// fit shows the whole session; where it goes on, with some room for what is to come.
func (s *timelineScreen) fit() {
	if len(s.times) == 0 {
		return
	}
	from, until := s.times[0], s.now
	margin := max(until.Sub(from)/50, time.Second)
	s.view.from, s.view.until = from.Add(-margin), until.Add(margin)
	if s.live {
		s.view.until = until.Add(max(until.Sub(from)/ahead, time.Second))
	}
}

// ahead is which part of an axis is left for what is to come, so that it moves rarely.
const ahead = 8

// following reports whether the cursor is in sight on the last change, or where nothing can
// have come yet, while there may be further ones: then it is on the newest, and the axis
// goes along.
func (s *timelineScreen) following() bool {
	n := len(s.times)
	return s.live && n > 0 && s.view.holds(s.at) && (s.at.Equal(s.times[n-1]) || !s.at.Before(s.now))
}

// keepUp moves the cursor and the axis on to what is new, if they follow that. Else they
// stay: somebody looks at what was.
func (s *timelineScreen) keepUp(follows bool) {
	n := len(s.times)
	switch {
	case n == 0:
		return
	case s.view.from.IsZero():
		s.fit()
		return
	case !follows:
		return
	case s.times[n-1].After(s.at):
		s.at = s.times[n-1]
	}
	switch span := s.view.until.Sub(s.view.from); {
	case s.view.holds(s.now) && s.view.holds(s.at):
	case s.fitted:
		s.fit()
	default:
		from := s.now.Add(span/ahead - span)
		if least := s.at.Add(-span / ahead); from.After(least) { // The cursor stays in sight.
			from = least
		}
		if from.After(s.view.from) {
			s.view.from, s.view.until = from, from.Add(span)
		}
	}
}

// heights is how many lanes, and how many values below them, are in sight.
func (s *timelineScreen) heights(height int) (bars, values int) {
	rest := max(2, height-2) // The head and the axis.
	switch {
	case s.alone && s.lower:
		return 0, rest
	case s.alone, height < 14:
		return rest, 0
	}
	bars = min(max(len(s.lanes), 3), rest*6/10)
	return bars, rest - bars - 1
}

// do implements screen.
func (s *timelineScreen) do(sc *scene, a action, n int) tea.Cmd {
	times := max(n, 1)
	defer s.show(sc)
	switch a {
	case priorChange, nextChange:
		return s.jump(sc, s.times, a == priorChange, times, "change")
	case priorFinding, nextFinding:
		return s.jump(sc, s.finds, a == priorFinding, times, "finding")
	case stepLeft:
		s.moveTo(s.view.begin(s.view.column(s.at) - times))
	case stepRight:
		s.moveTo(s.view.begin(s.view.column(s.at) + times))
	case zoomIn:
		s.zoom(1)
	case zoomOut:
		s.zoom(-1)
	case zoomAll:
		s.fitted = true
		s.fit()
	case panLeft:
		s.pan(-1)
	case panRight:
		s.pan(1)
	case nextPane, priorPane:
		s.lower = !s.lower
	case maximise:
		s.alone = !s.alone
	case asWatcher:
		return s.nextWatcher(sc)
	case sameUser:
		return sc.push(messagesOfUser(sc, s.name))
	case follow:
		if n := len(s.times); n > 0 {
			s.moveTo(s.times[n-1])
		}
		if s.live {
			return sc.tell("staying on the newest change, until the cursor goes back")
		}
	case open:
		return s.open(sc)
	default:
		pane, other := &s.bars, &s.values
		if s.lower {
			pane, other = other, pane
		}
		pane.do(a, n)
		other.pick(pane.at)
	}
	return nil
}

// hand is the lane at hand; nil when there is none.
func (s *timelineScreen) hand() *lane {
	if i := s.bars.pos; i >= 0 && i < len(s.lanes) {
		return s.lanes[i]
	}
	return nil
}

// jump moves the cursor to the next of some times, or the one before.
func (s *timelineScreen) jump(sc *scene, times []time.Time, backwards bool, n int, what string) tea.Cmd {
	i, here := slices.BinarySearchFunc(times, s.at, time.Time.Compare)
	switch {
	case backwards:
		i -= n
	case here:
		i += n
	default:
		i += n - 1
	}
	if len(times) == 0 || i < 0 && s.at.Equal(times[0]) || i >= len(times) && s.at.Equal(times[len(times)-1]) {
		return sc.tell(map[bool]string{true: "no " + what + " before", false: "no " + what + " behind"}[backwards])
	}
	s.moveTo(times[max(0, min(i, len(times)-1))])
	if what == "finding" {
		for i, l := range s.lanes {
			if slices.ContainsFunc(l.marks, func(m mark) bool { return m.at.Equal(s.at) }) {
				s.bars.moveTo(i)
				break
			}
		}
	}
	return nil
}

// moveTo moves the cursor to an instant, and brings it into sight.
func (s *timelineScreen) moveTo(at time.Time) {
	s.at = at
	if s.fitted && !s.view.holds(at) { // There may be more by now.
		s.fit()
	}
	if span := s.view.until.Sub(s.view.from); !s.view.holds(at) {
		s.fitted = false
		s.view.from = at.Add(-span / 2)
		s.view.until = s.view.from.Add(span)
	}
}

// zoom zooms in, or out, around the cursor.
func (s *timelineScreen) zoom(by int) {
	span := s.view.until.Sub(s.view.from)
	if by > 0 {
		span = max(span/2, time.Duration(s.view.wide)*time.Microsecond)
	} else {
		span = min(span*2, 10*365*24*time.Hour)
	}
	share := float64(s.at.Sub(s.view.from)) / float64(max(s.view.until.Sub(s.view.from), 1))
	s.fitted = false
	s.view.from = s.at.Add(-time.Duration(share * float64(span)))
	s.view.until = s.view.from.Add(span)
}

func (s *timelineScreen) pan(by int) {
	step := s.view.until.Sub(s.view.from) / 4 * time.Duration(by)
	s.fitted = false
	s.view.from, s.view.until = s.view.from.Add(step), s.view.until.Add(step)
}

// nextWatcher shows what the next watcher sees; behind the last, all.
func (s *timelineScreen) nextWatcher(sc *scene) tea.Cmd {
	if s.t == nil || len(s.t.Watchers) == 0 {
		return sc.complain("nobody was seen to watch " + sc.who(s.name))
	}
	i := slices.Index(s.t.Watchers, s.watcher) + 1
	s.watcher = ""
	if i < len(s.t.Watchers) {
		s.watcher = s.t.Watchers[i]
	}
	s.refresh(sc)
	if s.watcher == "" {
		return sc.tell("all lanes")
	}
	return sc.tell("as " + sc.who(s.watcher) + " sees it")
}

// open opens the message that brought what the lane at hand holds, or the finding that is
// right there.
func (s *timelineScreen) open(sc *scene) tea.Cmd {
	l := s.hand()
	if l == nil {
		return nil
	}
	for _, m := range l.marks {
		if m.at.Equal(s.at) || len(l.entries) == 0 && s.view.column(m.at) == s.view.column(s.at) {
			return sc.push(newFinding(m.finding))
		}
	}
	frames := s.proof(sc)
	i, ok := sc.messageOf(frames)
	switch {
	case ok:
		return sc.push(newMessage(i))
	case len(frames) == 0:
		return sc.complain("nothing was seen of it by then")
	}
	return sc.complain("that message is not kept: " + sc.frames(frames))
}

// proof is the frames of the change that holds on the lane at hand, or was refused just
// then.
func (s *timelineScreen) proof(*scene) []capture.Frame {
	l := s.hand()
	if l == nil {
		return nil
	}
	for _, e := range l.refused {
		if e.Time.Equal(s.at) {
			return e.Frames
		}
	}
	_, _, frames, _ := l.value(s.at)
	return frames
}

func (*timelineScreen) take(*scene, tea.Msg) tea.Cmd { return nil }

func (s *timelineScreen) selection() string {
	return fmt.Sprintf("%d %s", s.at.UnixNano(), s.bars.at)
}

// pick implements screen.
func (s *timelineScreen) pick(sc *scene, id string) {
	var ns int64
	if _, err := fmt.Sscanf(id, "%d ", &ns); err != nil {
		return
	}
	_, lane, _ := strings.Cut(id, " ")
	s.bars.pick(lane)
	s.moveTo(time.Unix(0, ns).UTC())
	s.show(sc)
}

// click puts the cursor where it was clicked.
func (s *timelineScreen) click(sc *scene, x, y int) (again bool) {
	y -= 2 // The head and the axis.
	if y >= s.bars.height || s.alone && s.lower {
		s.values.clicked(y - s.bars.height - 1)
		s.bars.pick(s.values.at)
		return false
	}
	column := x - labelWide(sc.width) - 1
	same := s.bars.clicked(y)
	again = same && (column < 0 || column == s.view.column(s.at))
	if column >= 0 && !again {
		s.moveTo(s.view.begin(column + 1).Add(-1))
	}
	s.show(sc)
	return again
}

// seek looks for a lane, or a value that a lane holds at some time.
func (s *timelineScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	lanes, pos, at := s.lanes, s.bars.pos, s.at
	return func() tea.Msg {
		n, step := len(lanes), 1
		if backwards {
			step = -1
		}
		for k := 0; n > 0 && k <= n; k++ { // The lane at hand comes again at the end.
			i := ((pos+step*k)%n + n) % n
			for _, e := range lanes[i].entries {
				after := k > 0 || here || e.Time.After(at) != backwards && !e.Time.Equal(at)
				if after && has(lanes[i].name+" "+e.To+" "+e.Cause, []string{words}) {
					return found{s, fmt.Sprintf("%d %s", e.Time.UnixNano(), lanes[i].id), words}
				}
			}
		}
		return found{s, "", words}
	}
}

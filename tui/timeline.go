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

// timelineScreen is the screen of one presentity: lanes over time, and what each holds at
// the instant of the cursor.
type timelineScreen struct {
	still
	name    string
	words   string
	watcher string // Seen as that watcher does; "" for all there is.
	t       *timeline.Timeline
	lanes   []*lane
	times   []time.Time // Of all changes in sight, ascending, each once.
	finds   []time.Time // Likewise of findings.
	at      time.Time   // Of the cursor.
	lane    string      // The lane at hand, by ID.
	pos     int         // Where that is.
	top     int         // The first lane in sight.
	view    axis        // Zero until there is something to see.
	fitted  bool        // The whole session is shown.
	alone   bool        // The lanes fill the screen.
	lower   bool        // The keys go to the values below.
}

func newTimeline(name string) *timelineScreen { return &timelineScreen{name: name, fitted: true} }

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
	s.t = &sc.Presentities[i]
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
	if s.at.IsZero() && len(s.times) > 0 {
		s.at = s.times[len(s.times)-1]
	}
	s.view.wide = max(1, sc.width-labelWide(sc.width)-1)
	if s.fitted {
		s.fit(sc)
	}
	s.settle(sc)
	return nil
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
		if cmp.Or(f.Subject.Presentity, f.Subject.Watcher) == name {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b *rule.Finding) int { return a.Time.Compare(b.Time) })
	return all
}

// fit shows the whole session.
func (s *timelineScreen) fit(sc *scene) {
	if len(s.times) == 0 {
		return
	}
	from, until := s.times[0], s.times[len(s.times)-1]
	if sc.Time.After(until) {
		until = sc.Time
	}
	margin := max(until.Sub(from)/50, time.Second)
	s.view.from, s.view.until = from.Add(-margin), until.Add(margin)
}

// settle finds the lane at hand again, and brings it into sight.
func (s *timelineScreen) settle(sc *scene) {
	if i := slices.IndexFunc(s.lanes, func(l *lane) bool { return l.id == s.lane }); i >= 0 {
		s.top += i - s.pos
		s.pos = i
	}
	s.pos = max(0, min(s.pos, len(s.lanes)-1))
	if len(s.lanes) > 0 {
		s.lane = s.lanes[s.pos].id
	}
	high, _ := s.heights(sc.height)
	s.top = max(0, min(s.top, len(s.lanes)-high))
	s.top = max(min(s.top, s.pos), s.pos-high+1)
}

// heights is how many lanes, and how many values below them, are in sight.
func (s *timelineScreen) heights(height int) (lanes, values int) {
	rest := max(2, height-2) // The head and the axis.
	if s.alone || height < 14 {
		return rest, 0
	}
	lanes = min(max(len(s.lanes), 3), rest*6/10)
	return lanes, rest - lanes - 1
}

// do implements screen.
func (s *timelineScreen) do(sc *scene, a action, n int) tea.Cmd {
	times := max(n, 1)
	defer s.settle(sc)
	switch a {
	case goUp, goDown, pageUp, pageDown, goTop, goBottom:
		s.walk(sc, a, n)
	case priorChange, nextChange:
		return s.jump(sc, s.times, a == priorChange, times, "change")
	case priorFinding, nextFinding:
		return s.jump(sc, s.finds, a == priorFinding, times, "finding")
	case stepLeft:
		s.moveTo(sc, s.view.begin(s.view.column(s.at)-times))
	case stepRight:
		s.moveTo(sc, s.view.begin(s.view.column(s.at)+times))
	case zoomIn:
		s.zoom(sc, 1)
	case zoomOut:
		s.zoom(sc, -1)
	case zoomAll:
		s.fitted = true
		s.fit(sc)
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
	case open:
		return s.open(sc)
	}
	return nil
}

// walk moves from lane to lane; with the values at hand, it scrolls them as well.
func (s *timelineScreen) walk(sc *scene, a action, n int) {
	high, _ := s.heights(sc.height)
	switch times := max(n, 1); a {
	case goUp:
		s.pos -= times
	case goDown:
		s.pos += times
	case pageUp:
		s.pos -= high * times
	case pageDown:
		s.pos += high * times
	case goTop:
		s.pos = max(0, n-1)
	case goBottom:
		s.pos = len(s.lanes) - 1
	}
	s.pos = max(0, min(s.pos, len(s.lanes)-1))
	if len(s.lanes) > 0 {
		s.lane = s.lanes[s.pos].id
	}
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
	s.moveTo(sc, times[max(0, min(i, len(times)-1))])
	if what == "finding" {
		for i, l := range s.lanes {
			if slices.ContainsFunc(l.marks, func(m mark) bool { return m.at.Equal(s.at) }) {
				s.pos, s.lane = i, l.id
				break
			}
		}
	}
	return nil
}

// moveTo moves the cursor to an instant, and brings it into sight.
func (s *timelineScreen) moveTo(sc *scene, at time.Time) {
	s.at = at
	if span := s.view.until.Sub(s.view.from); at.Before(s.view.from) || at.After(s.view.until) {
		s.fitted = false
		s.view.from = at.Add(-span / 2)
		s.view.until = s.view.from.Add(span)
	}
}

// zoom zooms in, or out, around the cursor.
func (s *timelineScreen) zoom(sc *scene, by int) {
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
	if len(s.lanes) == 0 {
		return nil
	}
	l := s.lanes[s.pos]
	c := s.view.column(s.at)
	for _, m := range l.marks {
		if m.at.Equal(s.at) || len(l.entries) == 0 && s.view.column(m.at) == c {
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
	if len(s.lanes) == 0 {
		return nil
	}
	l := s.lanes[s.pos]
	for _, e := range l.refused {
		if e.Time.Equal(s.at) {
			return e.Frames
		}
	}
	_, _, frames, _ := l.value(s.at)
	return frames
}

func (s *timelineScreen) selection() string {
	return fmt.Sprintf("%d %s", s.at.UnixNano(), s.lane)
}

// pick implements screen.
func (s *timelineScreen) pick(sc *scene, id string) {
	var ns int64
	if _, err := fmt.Sscanf(id, "%d ", &ns); err != nil {
		return
	}
	_, s.lane, _ = strings.Cut(id, " ")
	if i := slices.IndexFunc(s.lanes, func(l *lane) bool { return l.id == s.lane }); i >= 0 {
		s.pos = i
	}
	s.moveTo(sc, time.Unix(0, ns).UTC())
	s.settle(sc)
}

// click puts the cursor where it was clicked.
func (s *timelineScreen) click(sc *scene, x, y int) (again bool) {
	i := s.top + y - 2
	high, _ := s.heights(sc.height)
	if y < 2 || y-2 >= high || i >= len(s.lanes) {
		return false
	}
	column := x - labelWide(sc.width) - 1
	again = i == s.pos && (column < 0 || column == s.view.column(s.at))
	s.pos, s.lane = i, s.lanes[i].id
	if column >= 0 && !again {
		s.moveTo(sc, s.view.begin(column+1).Add(-1))
	}
	return again
}

// seek looks for a lane, or a value that a lane holds at some time.
func (s *timelineScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	lanes, pos, at := s.lanes, s.pos, s.at
	return func() tea.Msg {
		n, step := len(lanes), 1
		if backwards {
			step = -1
		}
		for k := range n + 1 {
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

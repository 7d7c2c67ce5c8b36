package tui

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/rule"
	"prescap/analyze/store"
	"prescap/capture"
	"prescap/decode/printable"
)

// messages is the screen that lists SIP messages, all or those of a scope.
type messages struct {
	list
	name  string // What the scope is, "" for all.
	scope store.Scope
	words string
	rows  *messageRows
	marks []int // Numbers of the messages marked, two at most.
	tail  bool  // The newest is selected, whatever comes.
	live  bool  // A capture goes on.

	// What fits a scope is looked for in the background, a stretch after the other.
	run   int // Number of the search; answers to an older one do not count.
	match []int32
	upTo  int
	busy  bool
}

func newMessages(s store.Scope, name string) *messages {
	m := &messages{scope: s, name: name, rows: &messageRows{}}
	m.list.rows = m.rows
	m.cols = []column{
		{name: "number", title: "NO", wide: 5, right: true},
		{name: "time", title: "TIME", wide: 15},
		{name: "frames", title: "FRAMES", wide: 9},
		{name: "message", title: "MESSAGE", wide: 12},
		{name: "meaning", title: "MEANING", wide: 20, grow: true},
	}
	return m
}

func messagesOfUser(sc *scene, name string) *messages {
	return newMessages(store.Scope{User: name}, "messages of "+sc.who(name))
}

// messagesOfFinding lists the messages that prove a violation.
func messagesOfFinding(f *rule.Finding) *messages {
	return newMessages(store.Scope{Frames: proofOf(f)}, "messages of "+f.Rule.ID)
}

func (*messages) place() place         { return onMessages }
func (m *messages) table() *list       { return &m.list }
func (m *messages) selection() string  { return m.selectedID() }
func (m *messages) filteredBy() string { return m.words }
func (m *messages) text(*scene) string { return m.list.text() }

func (m *messages) title(*scene) string {
	if m.name != "" {
		return m.name
	}
	return "Messages"
}

// refresh implements screen.
func (m *messages) refresh(sc *scene) tea.Cmd {
	m.cols[1].wide = sc.clock.wide()
	m.cols[3].wide = 12
	if sc.width >= roomy {
		m.cols[3].wide = 34
	}
	m.resize(sc.height)
	was := m.live
	m.live = sc.Progress.goesOn()
	if m.live && !was {
		m.tail = m.name == "" && m.at == "" // Nobody has gone anywhere yet.
	}
	m.show(sc)
	if was && !m.live {
		m.tail = false
	}
	return m.look(sc)
}

// following implements follower.
func (m *messages) following() bool { return m.tail }

// moved ends following where the newest is not selected any more. In a capture that goes
// on, going to the end begins it.
func (m *messages) moved(toEnd bool) {
	atEnd := m.pos >= m.rows.Len()-1
	m.tail = atEnd && (m.tail || m.live && toEnd)
}

// show shows what is known by now to fit.
func (m *messages) show(sc *scene) {
	m.rows = &messageRows{sc: *sc, marks: m.marks}
	if !m.scope.Empty() {
		forgotten, _ := slices.BinarySearch(m.match, int32(sc.Messages.First()))
		m.match = m.match[forgotten:]
		m.rows.match = m.match
		m.rows.some = true
	}
	m.set(m.rows)
	if m.tail {
		m.moveTo(m.rows.Len() - 1)
	}
}

// filterBy implements filterer.
func (m *messages) filterBy(sc *scene, words string) tea.Cmd {
	m.words = words
	return m.scopeTo(sc, func(s *store.Scope) { s.Words = strings.Fields(words) })
}

// scopeTo changes the scope and looks anew.
func (m *messages) scopeTo(sc *scene, change func(*store.Scope)) tea.Cmd {
	change(&m.scope)
	m.run++
	m.match, m.upTo, m.busy = nil, 0, false
	m.show(sc)
	return m.look(sc)
}

// stretch is how many messages are looked at in one go.
const stretch = 50_000

// looked is what a stretch of messages brought.
type looked struct {
	screen *messages
	run    int
	match  []int32
	upTo   int
}

// look looks for messages of the scope that nobody has looked at.
func (m *messages) look(sc *scene) tea.Cmd {
	n := sc.Messages.End()
	if m.scope.Empty() || m.busy || m.upTo >= n {
		return nil
	}
	l, scope, run, from := sc.Messages, m.scope, m.run, max(m.upTo, sc.Messages.First())
	to := min(n, from+stretch)
	find := func() tea.Msg {
		var match []int32
		for i := from; i < to; i++ {
			if l.Matches(i, &scope) {
				match = append(match, int32(i))
			}
		}
		return looked{m, run, match, to}
	}
	if m.upTo == 0 { // Keys that follow are for what it finds.
		return m.take(sc, find())
	}
	m.busy = true
	return find
}

// take implements screen.
func (m *messages) take(sc *scene, msg tea.Msg) tea.Cmd {
	l, ok := msg.(looked)
	if !ok || l.screen != m || l.run != m.run {
		return nil
	}
	m.match, m.upTo, m.busy = append(m.match, l.match...), l.upTo, false
	m.show(sc)
	return m.look(sc)
}

func (m *messages) pick(_ *scene, id string) {
	if m.list.pick(id) {
		m.moved(false)
	}
}

func (m *messages) click(_ *scene, _, y int) bool {
	again := m.clicked(y)
	m.moved(false)
	return again
}

// do implements screen.
func (m *messages) do(sc *scene, a action, n int) tea.Cmd {
	i := m.rows.at(m.pos)
	switch a {
	case open:
		if i >= 0 {
			return sc.push(newMessage(i))
		}
	case sameDialog, sameConnection, sameUser:
		if i >= 0 {
			return scoped(sc, i, a)
		}
	case allMessages:
		m.words = ""
		return m.scopeTo(sc, func(s *store.Scope) { s.Words = nil })
	case selectRow:
		if i >= 0 {
			m.mark(i + 1)
			m.show(sc)
			m.list.do(goDown, 1)
			m.moved(false)
		}
	case diff:
		if len(m.marks) < 2 {
			return sc.complain("mark two messages with space, then d shows the difference")
		}
		return sc.push(newDiff(m.marks[0]-1, m.marks[1]-1))
	case follow:
		m.tail = !m.tail
		m.show(sc)
		return sc.tell(map[bool]string{true: "staying on the newest message; a ends that", false: "no longer following"}[m.tail])
	default:
		if m.list.do(a, n) {
			m.moved(a == goBottom)
		}
	}
	return nil
}

// mark marks a message, or takes its mark away. Of two marks the older gives way.
func (m *messages) mark(n int) {
	if i := slices.Index(m.marks, n); i >= 0 {
		m.marks = slices.Delete(slices.Clone(m.marks), i, i+1)
		return
	}
	m.marks = append(slices.Clone(m.marks[max(0, len(m.marks)-1):]), n)
}

// scoped opens the messages that have something in common with the i-th.
func scoped(sc *scene, i int, a action) tea.Cmd {
	m := sc.Messages.At(i)
	var s *messages
	switch a {
	case sameDialog:
		if m.CallID == "" {
			return sc.complain("the message has no Call-ID")
		}
		s = newMessages(store.Scope{CallID: m.CallID}, "dialog "+clip(m.CallID, 12))
	case sameConnection:
		s = newMessages(store.Scope{Conn: m.Conn}, "connection "+strconv.FormatUint(uint64(m.Conn), 10))
	default:
		if len(m.Users) == 0 {
			return sc.complain("the message concerns nobody")
		}
		s = messagesOfUser(sc, m.Users[0])
	}
	s.at, s.pos = strconv.Itoa(i+1), i
	return sc.push(s)
}

func (m *messages) seek(sc *scene, words string, here, backwards bool) tea.Cmd {
	rows, from := m.rows, m.pos
	return func() tea.Msg {
		id := ""
		if i := rows.seek(from, words, here, backwards); i >= 0 {
			id = rows.ID(i)
		}
		return found{m, id, words}
	}
}

func (m *messages) proof(sc *scene) []capture.Frame {
	if i := m.rows.at(m.pos); i >= 0 {
		return sc.Messages.At(i).Frames
	}
	return nil
}

// Render implements screen.
func (m *messages) Render(sc *scene, width, height int) string {
	if m.rows.Len() == 0 {
		switch {
		case m.busy:
			return notice("Looking for messages …", width, height)
		case !m.scope.Empty():
			return notice("No message fits. Backspace shows those without the words of the filter.", width, height)
		case !sc.Progress.Ended:
			return notice(sc.waiting("No SIP message was seen yet."), width, height)
		}
		return notice("No SIP message was found. The capture screen (i) tells what was.", width, height)
	}
	return strings.Join(m.render(sc.theme, width, height, ""), "\n")
}

// messageRows is the messages of a snapshot that fit a scope.
type messageRows struct {
	sc    scene
	some  bool    // Only those in match.
	match []int32 // Ascending.
	marks []int
}

// Len implements rows.
func (r *messageRows) Len() int {
	if r.some {
		return len(r.match)
	}
	if r.sc.Snapshot == nil {
		return 0
	}
	return r.sc.Messages.Len()
}

// at is which message is in a row; -1 for none.
func (r *messageRows) at(row int) int {
	switch {
	case row < 0 || row >= r.Len():
		return -1
	case r.some:
		return int(r.match[row])
	}
	return r.sc.Messages.First() + row
}

func (r *messageRows) ID(i int) string { return strconv.Itoa(r.at(i) + 1) }

// Find implements rows.
func (r *messageRows) Find(id string) (int, bool) {
	n, err := strconv.Atoi(id)
	if err != nil || n < 1 {
		return 0, false
	}
	if !r.some {
		first := 0
		if r.sc.Snapshot != nil {
			first = r.sc.Messages.First()
		}
		return n - 1 - first, n > first && n <= first+r.Len()
	}
	i := sort.Search(len(r.match), func(i int) bool { return int(r.match[i]) >= n-1 })
	return i, i < len(r.match) && int(r.match[i]) == n-1
}

// Over implements rows.
func (r *messageRows) Over(i int) role {
	if slices.Contains(r.marks, r.at(i)+1) {
		return marked
	}
	return normal
}

// Cells implements rows.
func (r *messageRows) Cells(i int) []span {
	at := r.at(i)
	m := r.sc.Messages.At(at)
	look := response
	switch {
	case m.Hop:
		look = dim
	case m.Request:
		look = request
	case m.Refused:
		look = problem
	}
	sign := ""
	if m.Odd {
		sign = "!"
	}
	if slices.Contains(r.marks, m.N) {
		sign = "*" + sign
	}
	stamp := "time unknown"
	if !m.Untimed {
		before := m.Time
		if prior := r.at(i - 1); prior >= 0 && r.sc.clock == between {
			before = r.sc.Messages.Time(prior)
		}
		stamp = r.sc.stamp(m.Time, before)
	}
	meaning := r.sc.say(m.Meaning)
	if meaning == "" {
		meaning = m.Flow.Src.String() + " → " + m.Flow.Dst.String()
	}
	return []span{
		{dim, sign + strconv.Itoa(m.N)}, {normal, stamp}, {dim, r.sc.frames(m.Frames)}, {look, r.what(&m)}, {normal, meaning},
	}
}

// roomy is from how many columns on start lines are shown whole.
const roomy = 110

// what is the start line, or where there is little room, what matters of it.
func (r *messageRows) what(m *store.Message) string {
	switch {
	case r.sc.width >= roomy || m.Method == "":
		return r.sc.say(m.What)
	case m.Request:
		return printable.Text(m.Method)
	}
	return printable.Text(strconv.Itoa(m.Status) + " " + m.Method)
}

// seek looks for words from a row on, as they stand in the columns; -1 for nowhere.
func (r *messageRows) seek(from int, words string, here, backwards bool) int {
	n, step := r.Len(), 1
	if backwards {
		step = -1
	}
	if !here {
		from += step
	}
	scope := store.Scope{Words: []string{words}}
	for k := range n {
		i := ((from+step*k)%n + n) % n
		if r.sc.Messages.Matches(r.at(i), &scope) {
			return i
		}
	}
	return -1
}

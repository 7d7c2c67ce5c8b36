package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/capture"
	"prescap/tui/document"
)

// messageScreen is the screen of one message: as it is laid out, and what it says.
type messageScreen struct {
	i      int // Its place in the list of all messages.
	msg    *Message
	err    error
	asked  bool
	view   view
	doc    list
	says   list
	lower  bool // The keys go to what it says.
	alone  bool // The pane at hand fills the screen.
	across bool // The panes are side by side.
}

// view is a way of laying out a message.
type view uint8

// The views.
const (
	pretty view = iota
	asSent
	inHex

	viewKinds
)

// String returns the word for it.
func (v view) String() string { return [...]string{"pretty", "as sent", "in hex"}[v] }

func newMessage(i int) *messageScreen {
	m := &messageScreen{i: i}
	m.doc.bare, m.says.bare = true, true
	m.doc.rows, m.says.rows = &pager{}, &pager{}
	return m
}

// opened is a message that was asked for.
type opened struct {
	i   int
	msg *Message
	err error
}

func (*messageScreen) place() place               { return onMessage }
func (m *messageScreen) title(*scene) string      { return "message " + strconv.Itoa(m.i+1) }
func (m *messageScreen) selection() string        { return m.pane().selectedID() }
func (m *messageScreen) text(*scene) string       { return m.shown() }
func (m *messageScreen) pick(_ *scene, id string) { m.pane().pick(id) }

// shown is what is saved: the message as sent, or as it is laid out.
func (m *messageScreen) shown() string {
	if m.msg != nil && m.view == asSent {
		return string(m.msg.Raw)
	}
	return m.doc.text()
}

func (m *messageScreen) pane() *list {
	if m.lower {
		return &m.says
	}
	return &m.doc
}

// askFor asks for a message.
func askFor(sc *scene, i int) tea.Cmd {
	open, snapshot := sc.cfg.Open, sc.Snapshot
	return func() tea.Msg {
		msg, err := open(snapshot, i)
		return opened{i, msg, err}
	}
}

// refresh implements screen.
func (m *messageScreen) refresh(sc *scene) tea.Cmd {
	m.layOut(sc)
	if m.asked {
		return nil
	}
	m.asked = true
	return askFor(sc, m.i)
}

// take implements screen.
func (m *messageScreen) take(sc *scene, msg tea.Msg) tea.Cmd {
	if o, ok := msg.(opened); ok && o.i == m.i && m.msg == nil {
		m.msg, m.err = o.msg, o.err
		m.layDocument()
		m.layOut(sc)
	}
	return nil
}

// layOut gives the panes the room there is, and lays out what the message says.
func (m *messageScreen) layOut(sc *scene) {
	m.across = sc.width >= 110
	high, low := m.heights(sc.height)
	m.doc.resize(high)
	m.says.resize(low)
	if m.msg == nil {
		return
	}
	wide := sc.width
	if m.across && !m.alone {
		wide = sc.width - m.docWide(sc.width) - 1
	}
	m.says.set(m.saysPage(sc, wide))
}

// layDocument lays out the message itself, which neither the room nor what comes in changes.
func (m *messageScreen) layDocument() {
	if m.msg != nil {
		m.doc.set(documentPage(m.msg.Source, m.view))
	}
}

// heights is how many lines the panes have, their heads not counted.
func (m *messageScreen) heights(height int) (doc, says int) {
	rest := max(2, height-2) // The first line, and the head of the lower pane.
	switch {
	case m.alone:
		return rest + 1, rest + 1
	case m.across:
		return rest + 1, rest + 1
	}
	says = max(1, rest*3/10)
	return rest - says, says
}

func (m *messageScreen) docWide(width int) int { return width * 6 / 10 }

// documentPage is a message laid out.
func documentPage(s document.Source, v view) *pager {
	lay := [...]func(document.Source) []document.Line{document.Pretty, document.Plain, document.Hex}[v]
	return linesPage(lay(s))
}

// linesPage is lines of a document as rows.
func linesPage(lines []document.Line) *pager {
	p := &pager{lines: make([]pageLine, len(lines))}
	for i, l := range lines {
		spans := make([]span, len(l.Pieces))
		for k, piece := range l.Pieces {
			spans[k] = span{pieceRole(piece.Kind), piece.Text}
		}
		p.lines[i].spans = spans
		switch l.Change {
		case document.Removed:
			p.lines[i].over = removed
		case document.Added:
			p.lines[i].over = added
		}
	}
	return p
}

// saysPage is what the message says.
func (m *messageScreen) saysPage(sc *scene, wide int) *pager {
	p := &pager{}
	row := sc.Messages.At(m.i)
	p.told("means", strong, sc.say(row.Meaning), wide)
	for _, s := range m.msg.Says {
		p.told(s.Kind, normal, sc.say(s.Text), wide)
	}
	if len(m.msg.Says) == 0 {
		p.told("", dim, "It says nothing about presence.", wide)
	}
	for _, d := range m.msg.Defects {
		p.told("odd", problem, sc.say(fmt.Sprintf("%s at byte %d: %s %s", d.Kind, d.Offset, d.Path, d.Text)), wide)
	}
	return p
}

// do implements screen.
func (m *messageScreen) do(sc *scene, a action, n int) tea.Cmd {
	switch a {
	case views:
		m.view = view(turn(int(m.view), int(viewKinds), false))
		m.doc.at, m.doc.pos, m.doc.top = "", 0, 0
		m.layDocument()
		return sc.tell(m.view.String())
	case nextPane, priorPane:
		m.lower = !m.lower
	case maximise:
		m.alone = !m.alone
		m.layOut(sc)
	case sameDialog, sameConnection, sameUser:
		return scoped(sc, m.i, a)
	case open:
		m.lower = !m.lower
	default:
		m.pane().do(a, n)
	}
	return nil
}

func (m *messageScreen) click(sc *scene, x, y int) bool {
	switch {
	case m.across && !m.alone:
		m.lower = x > m.docWide(sc.width)
		m.pane().clicked(y - 1)
	case m.alone || y-1 < m.doc.height:
		m.pane().clicked(y - 1)
	default:
		m.lower = true
		m.says.clicked(y - 2 - m.doc.height)
	}
	return false
}

func (m *messageScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	rows, from := m.pane().rows, m.pane().pos
	return func() tea.Msg { return found{m, seek(rows, from, words, here, backwards), words} }
}

func (m *messageScreen) proof(sc *scene) []capture.Frame { return sc.Messages.At(m.i).Frames }

// Render implements screen.
func (m *messageScreen) Render(sc *scene, width, height int) string {
	switch {
	case m.err != nil:
		return notice("The message cannot be shown: "+sc.say(m.err.Error()), width, height)
	case m.msg == nil:
		return notice("Opening the message …", width, height)
	}
	row := sc.Messages.At(m.i)
	t := sc.theme
	lines := []string{t.paintLine([]span{
		{strong, sc.stamp(row.Time, row.Time)}, {normal, "  "}, {dim, sc.frames(row.Frames)}, {normal, "  "},
		{normal, row.Flow.Src.String() + " → " + row.Flow.Dst.String()}, {dim, "  " + m.view.String()},
	}, 0, width, normal)}
	high, low := m.heights(height)
	switch {
	case m.alone:
		lines = append(lines, m.pane().render(t, width, high, "")...)
	case m.across:
		left, right := m.docWide(width), width-m.docWide(width)-1
		doc, says := m.part(t, false, left, high), m.part(t, true, right, low)
		for i := range doc {
			lines = append(lines, doc[i]+t.paint(dim, "│")+says[i])
		}
	default:
		lines = append(lines, m.part(t, false, width, high)...)
		look := dim
		if m.lower {
			look = heading
		}
		lines = append(lines, t.paint(look, fit("── it says "+strings.Repeat("─", width), width)))
		lines = append(lines, m.part(t, true, width, low)...)
	}
	for len(lines) < height {
		lines = append(lines, blank(width))
	}
	return strings.Join(lines[:height], "\n")
}

// part draws a pane; only in the one at hand a row is selected.
func (m *messageScreen) part(t *theme, lower bool, wide, high int) []string {
	l := m.doc
	if lower {
		l = m.says
	}
	if lower != m.lower {
		l.pos = -1
	}
	return l.render(t, wide, high, "")
}

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/capture"
	"prescap/tui/document"
)

// diffScreen is the screen of what two messages have and have not in common.
type diffScreen struct {
	list
	pair  [2]int // Their places in the list of all messages.
	msgs  [2]*Message
	err   error
	asked bool
}

func newDiff(a, b int) *diffScreen {
	d := &diffScreen{pair: [2]int{min(a, b), max(a, b)}}
	d.bare = true
	d.list.rows = &pager{}
	return d
}

func (*diffScreen) place() place               { return onDiff }
func (d *diffScreen) selection() string        { return d.selectedID() }
func (d *diffScreen) text(*scene) string       { return d.list.text() }
func (d *diffScreen) pick(_ *scene, id string) { d.list.pick(id) }

func (d *diffScreen) title(*scene) string {
	return fmt.Sprintf("messages %d and %d", d.pair[0]+1, d.pair[1]+1)
}

func (d *diffScreen) click(_ *scene, _, y int) bool { return d.clicked(y) }

// refresh implements screen.
func (d *diffScreen) refresh(sc *scene) tea.Cmd {
	d.resize(sc.height)
	if d.asked {
		return nil
	}
	d.asked = true
	return tea.Batch(askFor(sc, d.pair[0]), askFor(sc, d.pair[1]))
}

// take implements screen.
func (d *diffScreen) take(_ *scene, msg tea.Msg) tea.Cmd {
	o, ok := msg.(opened)
	if !ok || d.msgs[0] != nil && d.msgs[1] != nil {
		return nil
	}
	for k, i := range d.pair {
		if i == o.i {
			d.msgs[k] = o.msg
			if o.err != nil {
				d.err = o.err
			}
		}
	}
	if d.msgs[0] != nil && d.msgs[1] != nil {
		d.set(linesPage(document.Diff(document.Pretty(d.msgs[0].Source), document.Pretty(d.msgs[1].Source))))
	}
	return nil
}

// do implements screen.
func (d *diffScreen) do(_ *scene, a action, n int) tea.Cmd {
	d.list.do(a, n)
	return nil
}

func (d *diffScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	rows, from := d.list.rows, d.pos
	return func() tea.Msg { return found{d, seek(rows, from, words, here, backwards), words} }
}

func (d *diffScreen) proof(sc *scene) []capture.Frame {
	return append(sc.Messages.At(d.pair[0]).Frames, sc.Messages.At(d.pair[1]).Frames...)
}

// Render implements screen.
func (d *diffScreen) Render(sc *scene, width, height int) string {
	switch {
	case d.err != nil:
		return notice("The messages cannot be compared: "+sc.say(d.err.Error()), width, height)
	case d.list.rows.Len() == 0:
		return notice("Opening the messages …", width, height)
	}
	return strings.Join(d.render(sc.theme, width, height, ""), "\n")
}

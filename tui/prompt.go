package tui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// prompt is the last line while something is typed into it.
type prompt struct {
	kind   action // search, filter or command; noAction while it is closed.
	input  textinput.Model
	before string // Selected when it was opened, or the filter that was.
}

func newPrompt() prompt {
	in := textinput.New()
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	in.CharLimit = 1000
	return prompt{input: in}
}

func (p *prompt) open() bool { return p.kind != noAction }

// begin opens the prompt for an action.
func (p *prompt) begin(r *root, a action) tea.Cmd {
	top := r.top()
	kind, label, text := command, ":", ""
	switch a {
	case search:
		if _, ok := top.(searcher); !ok {
			return r.scene.complain("there is nothing to search here")
		}
		kind, label, p.before = search, "/", top.selection()
	case filter:
		f, ok := top.(filterer)
		if !ok {
			return r.scene.complain("there is nothing to filter here")
		}
		kind, label, text = filter, "show only rows with: ", f.filteredBy()
		p.before = text
	case save:
		text = "save "
	case settings:
		text = "set "
	case columnsOf:
		t, ok := top.(tabler)
		if !ok {
			return r.scene.complain("there are no columns here")
		}
		var names []string
		for _, i := range t.table().shown() {
			names = append(names, t.table().cols[i].name)
		}
		text = "columns " + strings.Join(names, ",")
	}
	p.kind = kind
	p.input.Prompt = label
	p.input.SetValue(text)
	p.input.CursorEnd()
	p.input.SetWidth(max(1, r.size[0]-widthOf(label)-2))
	p.input.Focus() // Its command would make a cursor blink that is not shown.
	return nil
}

// key takes a key while the prompt is open.
func (p *prompt) key(r *root, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "ctrl+g":
		kind := p.kind
		p.kind = noAction
		switch kind {
		case search:
			if p.before != "" && p.input.Value() != "" { // Else nobody has left it.
				r.top().pick(&r.scene, p.before)
			}
		case filter:
			return r.top().(filterer).filterBy(&r.scene, p.before)
		}
		return nil
	case "enter":
		kind := p.kind
		p.kind = noAction
		if kind == command {
			return r.run(strings.TrimSpace(p.input.Value()))
		}
		return nil
	}
	return p.typed(r, k)
}

// paste takes what is pasted.
func (p *prompt) paste(r *root, m tea.PasteMsg) tea.Cmd { return p.typed(r, m) }

// typed changes what is typed, and does what that means at once.
func (p *prompt) typed(r *root, msg tea.Msg) tea.Cmd {
	was := p.input.Value()
	p.input, _ = p.input.Update(msg)
	now := p.input.Value()
	if now == was {
		return nil
	}
	r.scene.note = said{}
	switch p.kind {
	case search:
		r.sought = now
		top := r.top()
		if p.before != "" {
			top.pick(&r.scene, p.before)
		}
		if now == "" {
			return nil
		}
		return r.search(top.(searcher).seek(&r.scene, now, true, false))
	case filter:
		return r.top().(filterer).filterBy(&r.scene, now)
	}
	return nil
}

// line is the prompt as it is shown.
func (p *prompt) line() string { return p.input.View() }

// cursor is where the terminal's cursor stands; nil while the prompt is closed.
func (p *prompt) cursor(line int) *tea.Cursor {
	if !p.open() {
		return nil
	}
	c := p.input.Cursor()
	if c != nil {
		c.Position.Y = line
	}
	return c
}

// fitStyled is fit for a text with escapes in it.
func fitStyled(s string, wide int) string {
	s = ansi.Truncate(s, wide, "")
	return s + blank(wide-ansi.StringWidth(s))
}

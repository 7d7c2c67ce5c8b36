package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// helpScreen is the key map, the commands and the signs.
type helpScreen struct {
	still
	list
	keys []binding
	from place
	page *pager
}

func newHelp(keys []binding, from place) *helpScreen {
	h := &helpScreen{keys: keys, from: from, page: &pager{}}
	h.bare = true
	h.list.rows = h.page
	return h
}

func (*helpScreen) place() place               { return onHelp }
func (*helpScreen) title(*scene) string        { return "Help" }
func (h *helpScreen) selection() string        { return h.selectedID() }
func (h *helpScreen) pick(_ *scene, id string) { h.list.pick(id) }
func (h *helpScreen) text(*scene) string       { return h.list.text() }

func (h *helpScreen) click(_ *scene, _, y int) bool { h.clicked(y); return false }

// refresh implements screen.
func (h *helpScreen) refresh(sc *scene) tea.Cmd {
	h.page = h.pageOf(sc.width)
	h.resize(sc.height)
	h.set(h.page)
	return nil
}

// Keys tells all keys, commands and signs as text of so many columns, for those who are
// not at the screens.
func Keys(width int) string {
	h := &helpPage{wide: width}
	all := bindings()
	h.keys("Everywhere", all, func(b *binding) bool { return b.where == nil })
	for p := onPresentities; p <= onHelp; p++ {
		h.keys(p.String(), all, func(b *binding) bool { return b.where != nil && b.at(p) })
	}
	h.rest()
	l := list{bare: true, rows: &h.pager}
	return l.text()
}

// pageOf lays the help out: what holds on the screen that it was asked on comes first.
func (h *helpScreen) pageOf(width int) *pager {
	p := &helpPage{wide: width}
	p.keys("On this screen", h.keys, func(b *binding) bool { return b.where != nil && b.at(h.from) })
	p.keys("Everywhere", h.keys, func(b *binding) bool { return b.where == nil })
	p.keys("On other screens", h.keys, func(b *binding) bool { return b.where != nil && !b.at(h.from) })
	p.rest()
	return &p.pager
}

// helpPage is help being laid out.
type helpPage struct {
	pager
	wide int
}

// line adds what a key or the like does.
func (p *helpPage) line(key, words string) {
	const wide = 18
	for i, l := range wrap(words, max(p.wide-wide-1, 20)) {
		if i > 0 {
			key = ""
		}
		p.add(span{keycap, fit(key, wide)}, span{normal, l})
	}
}

// keys adds those of some keys that are wanted, if there are any.
func (p *helpPage) keys(title string, all []binding, wanted func(*binding) bool) {
	for i := range all {
		b := &all[i]
		if !wanted(b) {
			continue
		}
		if title != "" {
			p.headed(title)
			title = ""
		}
		p.line(keyNames(b.keys), b.words)
	}
}

// rest adds the commands and the signs.
func (p *helpPage) rest() {
	p.headed("Commands, behind a colon")
	for _, o := range orders() {
		switch {
		case o.words != "":
			p.line(o.name+" "+o.takes, o.words)
		case o.takes == "":
			p.line(o.name, "the same as the key")
		}
	}
	p.headed("Signs")
	for _, s := range signs() {
		p.line(s[0], s[1])
	}
}

// signs is what letters and signs mean, which all colours have beside them.
func signs() [][2]string {
	return [][2]string{
		{"A I B b D", "available; inactive; busy; busy, inactive; do not disturb"},
		{"R W O ?", "be right back; away; offline; unknown"},
		{string(signUnknown), "nobody knows what was there"},
		{string(signLossy), "it was so, and bytes are missing since: it may have changed"},
		{string(signChange) + " " + string(signMany), "it changed; it changed more than once"},
		{string(signRefused), "a change that the server refused"},
		{"✖ ▲ ●", "an error, a warning, an information that a rule found"},
		{"! *", "a message that is odd or not whole; one that is marked"},
	}
}

// keyNames names keys for people.
func keyNames(keys []string) string {
	names := strings.NewReplacer("ctrl+", "^", "shift+", "⇧", "enter", "Enter", "space", "Space", "tab", "Tab", "esc", "Esc", "pgup", "PgUp", "pgdown", "PgDn",
		"home", "Home", "end", "End", "left", "←", "right", "→", "up", "↑", "down", "↓", "backspace", "Backspace", "f10", "F10", "*", "a-z")
	var all []string
	for _, k := range keys {
		if len(k) == 2 && k[0] == 'f' {
			k = strings.ToUpper(k)
		} else if strings.Contains(k, " ") && !strings.Contains(k, "*") {
			k = strings.ReplaceAll(k, " ", "")
		} else {
			k = names.Replace(k)
		}
		all = append(all, k)
	}
	return strings.Join(all, " ")
}

// do implements screen.
func (h *helpScreen) do(_ *scene, a action, n int) tea.Cmd {
	h.list.do(a, n)
	return nil
}

func (h *helpScreen) seek(_ *scene, words string, here, backwards bool) tea.Cmd {
	page, from := h.page, h.pos
	return func() tea.Msg { return found{h, seek(page, from, words, here, backwards), words} }
}

// Render implements screen.
func (h *helpScreen) Render(sc *scene, width, height int) string {
	return strings.Join(h.render(sc.theme, width, height, ""), "\n")
}

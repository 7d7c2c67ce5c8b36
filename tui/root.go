package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/store"
)

// root routes: keys to what is typed or to the screen on top, newer snapshots and sizes
// to all.
type root struct {
	cfg     *Config
	keys    *keymap
	scene   scene
	size    [2]int   // Of the terminal.
	tabs    []screen // The screens that are always there.
	stack   []screen // What is open, the one in sight last.
	prompt  prompt
	typed   string // Keys that begin something longer.
	count   int    // The number typed before a key.
	sought  string // What was searched last.
	places  map[byte]bookmark
	paused  bool
	newest  *Snapshot // Which is not the one in sight while that is held.
	asking  bool      // Whether to leave a capture that goes on.
	leaving bool
}

// bookmark is a place to come back to.
type bookmark struct {
	stack []screen
	id    string
}

// The smallest terminal that screens fit on.
const (
	leastWide = 40
	leastHigh = 10
)

// tick is how often newer snapshots are looked for.
const tick = 100 * time.Millisecond

// ticked is that it is time to look again.
type ticked struct{}

func newRoot(cfg *Config) *root {
	r := &root{cfg: cfg, keys: &keymap{bindings()}, places: map[byte]bookmark{}, prompt: newPrompt()}
	r.scene = scene{cfg: cfg, theme: themes()[0]}
	for _, t := range themes() {
		if t.name == cfg.Theme {
			r.scene.theme = t
		}
	}
	r.newest = cfg.Latest()
	r.scene.look(r.newest)
	r.tabs = []screen{newPresentities(), newViolations(), newMessages(store.Scope{}, ""), newCapture()}
	r.stack = r.tabs[:1:1]
	return r
}

func (r *root) top() screen { return r.stack[len(r.stack)-1] }

// Init implements tea.Model.
func (r *root) Init() tea.Cmd { return nextTick() }

func nextTick() tea.Cmd {
	return tea.Tick(tick, func(time.Time) tea.Msg { return ticked{} })
}

// Update implements tea.Model.
func (r *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.size = [2]int{msg.Width, msg.Height}
		r.scene.width, r.scene.height = msg.Width, max(0, msg.Height-2)
		return r, r.refresh()
	case ticked:
		return r, tea.Batch(r.pull(), nextTick())
	case tea.KeyPressMsg:
		return r, r.opening(r.key(msg))
	case tea.PasteMsg:
		if r.prompt.open() {
			return r, r.prompt.paste(r, msg)
		}
	case tea.MouseClickMsg:
		return r, r.opening(r.click(msg.Mouse()))
	case tea.MouseWheelMsg:
		return r, r.wheel(msg.Mouse())
	case said:
		r.scene.note = msg
	case found:
		r.found(msg)
	default:
		var cmds []tea.Cmd
		for _, s := range r.alive() {
			cmds = append(cmds, s.take(&r.scene, msg))
		}
		return r, tea.Batch(cmds...)
	}
	return r, nil
}

// pull takes the newest snapshot, if there is one that is newer. While what is shown is
// held, only the first line tells of it.
func (r *root) pull() tea.Cmd {
	r.newest = r.cfg.Latest()
	if r.paused || r.newest == r.scene.Snapshot {
		return nil
	}
	r.scene.look(r.newest)
	return r.refresh()
}

// alive is the screens that may have asked for something.
func (r *root) alive() []screen {
	all := append([]screen{}, r.tabs...)
	for _, s := range r.stack {
		if s != r.tabs[r.tabOf(s)] {
			all = append(all, s)
		}
	}
	return all
}

// tabOf is the place of a screen among those that are always there; 0 for others.
func (r *root) tabOf(s screen) int {
	for i, t := range r.tabs {
		if t == s {
			return i
		}
	}
	return 0
}

// refresh tells the screen in sight what is new; the others are told when they come.
func (r *root) refresh() tea.Cmd {
	if r.size[0] == 0 {
		return nil
	}
	return r.top().refresh(&r.scene)
}

func (r *root) push(s screen) tea.Cmd {
	r.stack = append(r.stack[:len(r.stack):len(r.stack)], s)
	return r.refresh()
}

// opening opens the screen that was asked for, if one was: keys that follow are for it.
func (r *root) opening(cmd tea.Cmd) tea.Cmd {
	if s := r.scene.next; s != nil {
		r.scene.next = nil
		return tea.Batch(cmd, r.push(s))
	}
	return cmd
}

// show opens one of the screens that are always there.
func (r *root) show(tab int) tea.Cmd {
	tab = (tab + len(r.tabs)) % len(r.tabs)
	r.stack = r.tabs[tab : tab+1 : tab+1]
	return r.refresh()
}

// back closes the screen in sight, or quits. Behind the last screen, a capture that goes
// on is not left without a question.
func (r *root) back() tea.Cmd {
	switch {
	case len(r.stack) > 1:
	case r.newest.Progress.goesOn():
		r.asking = true
		return nil
	default:
		return r.quit()
	}
	r.stack = r.stack[: len(r.stack)-1 : len(r.stack)-1]
	return r.refresh()
}

func (r *root) quit() tea.Cmd {
	r.leaving = true
	return tea.Quit
}

// View implements tea.Model.
func (r *root) View() tea.View {
	v := tea.NewView("")
	if !r.leaving {
		v.Content = r.content()
	}
	v.AltScreen, v.WindowTitle = true, "prescap"
	if r.cfg.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.Cursor = r.prompt.cursor(r.size[1] - 1)
	return v
}

package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"prescap/capture"
)

// maxCount bounds the number that may be typed before a key.
const maxCount = 1 << 30

// key takes a key.
func (r *root) key(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "ctrl+c" {
		return r.quit()
	}
	if cmd, done := r.answer(name); done {
		return cmd
	}
	if r.prompt.open() {
		return r.prompt.key(r, k)
	}
	r.scene.note = said{}
	if r.typed == "" && len(name) == 1 && name[0] >= '0' && name[0] <= '9' && (name != "0" || r.count > 0) {
		r.count = min(r.count*10+int(name[0]-'0'), maxCount)
		return nil
	}
	typed := name
	if r.typed != "" {
		typed = r.typed + " " + name
	}
	a, letter, more := r.keys.find(typed, r.top().place())
	if more {
		r.typed = typed
		return nil
	}
	n := r.count
	r.typed, r.count = "", 0
	return r.do(a, n, letter)
}

// do does what is the same on all screens, and leaves the rest to the one in sight.
func (r *root) do(a action, n int, letter byte) tea.Cmd {
	top := r.top()
	switch a {
	case noAction:
		return nil
	case quit:
		return r.quit()
	case suspend:
		return tea.Suspend
	case back:
		return r.back()
	case help:
		if top.place() != onHelp {
			return r.push(newHelp(r.keys.all, top.place()))
		}
	case toPresentities, toViolations, toMessages, toCapture:
		return r.show(int(a - toPresentities))
	case nextPane, priorPane:
		if len(r.stack) > 1 {
			return top.do(&r.scene, a, n)
		}
		return r.show(r.tabOf(top) + 1 - 2*int(a-nextPane))
	case setTheme:
		r.scene.theme = r.theme(1)
		return r.scene.tell("theme " + r.scene.theme.name)
	case setClock:
		r.scene.clock = r.scene.clock.next()
		return tea.Batch(r.refresh(), r.scene.tell("times: "+r.scene.clock.String()))
	case pause:
		r.paused = !r.paused
		if r.paused {
			return r.scene.tell("held: what is shown does not change; p goes on")
		}
		return tea.Batch(r.pull(), r.scene.tell("going on"))
	case setMark:
		r.places[letter] = bookmark{r.stack, top.selection()}
		return r.scene.tell("marked " + string(letter))
	case toMark:
		return r.toMark(letter)
	case copyFilter:
		return r.copyFrames(top.proof(&r.scene))
	case search, command, filter, save, settings, columnsOf:
		return r.prompt.begin(r, a)
	case again, againBack:
		if s, ok := top.(searcher); ok && r.sought != "" {
			return r.search(s.seek(&r.scene, r.sought, false, a == againBack))
		}
		return r.scene.complain("nothing was searched yet: / does")
	default:
		return top.do(&r.scene, a, n)
	}
	return nil
}

// theme is the n-th theme behind the present one.
func (r *root) theme(n int) *theme {
	all := themes()
	for i, t := range all {
		if t.name == r.scene.theme.name {
			return all[(i+n)%len(all)]
		}
	}
	return all[0]
}

func (r *root) toMark(letter byte) tea.Cmd {
	b, ok := r.places[letter]
	if !ok {
		return r.scene.complain("no place is marked " + string(letter))
	}
	r.stack = b.stack
	cmd := r.refresh()
	r.top().pick(&r.scene, b.id)
	return cmd
}

// copyFrames puts a filter for frames on the clipboard of the terminal (OSC 52).
func (r *root) copyFrames(frames []capture.Frame) tea.Cmd {
	if len(frames) == 0 {
		return r.scene.complain("nothing with frames is selected")
	}
	filter := wiresharkFilter(frames)
	return tea.Batch(tea.SetClipboard(filter), r.scene.tell("copied: "+filter))
}

// wiresharkFilter is a display filter of Wireshark for frames of the first frame's input.
func wiresharkFilter(frames []capture.Frame) string {
	var terms []string
	for _, f := range frames {
		if f.File == frames[0].File {
			terms = append(terms, fmt.Sprintf("frame.number==%d", f.Num))
		}
	}
	return strings.Join(terms, " || ")
}

// click takes a click: on the name of a screen, or on a row.
func (r *root) click(m tea.Mouse) tea.Cmd {
	r.asking = false
	switch {
	case m.Button != tea.MouseLeft || r.prompt.open() || r.tooSmall():
		return nil
	case m.Y == 0:
		if i := r.tabAt(m.X); i >= 0 {
			return r.show(i)
		}
		return nil
	case m.Y > r.scene.height:
		return nil
	}
	if r.top().click(&r.scene, m.X, m.Y-1) {
		return r.do(open, 0, 0)
	}
	return nil
}

// wheel scrolls.
func (r *root) wheel(m tea.Mouse) tea.Cmd {
	const lines = 3
	r.asking = false
	switch {
	case r.prompt.open():
		return nil
	case m.Button == tea.MouseWheelUp:
		return r.top().do(&r.scene, goUp, lines)
	case m.Button == tea.MouseWheelDown:
		return r.top().do(&r.scene, goDown, lines)
	}
	return nil
}

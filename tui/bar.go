package tui

import (
	"fmt"
	"strings"

	"prescap/decode/printable"
)

func (r *root) tooSmall() bool { return r.size[0] < leastWide || r.size[1] < leastHigh }

// content is all that is on the terminal.
func (r *root) content() string {
	switch {
	case r.size[0] == 0:
		return ""
	case r.tooSmall():
		return r.small()
	}
	return r.first() + "\n" + r.top().Render(&r.scene, r.scene.width, r.scene.height) + "\n" + r.last()
}

// small says that the terminal is too small.
func (r *root) small() string {
	text := fmt.Sprintf("This terminal has %d columns and %d lines; prescap needs %d and %d. Make it larger, or press q to leave.", r.size[0], r.size[1], leastWide, leastHigh)
	lines := wrap(text, r.size[0])
	return strings.Join(lines[:min(len(lines), r.size[1])], "\n")
}

// tabNames is the names of the screens that are always there, with how much is in them.
func (r *root) tabNames() []string {
	s := r.scene.Snapshot
	names := []string{"Presentities", "Violations", "Messages", "Capture"}
	if r.size[0] >= 72 {
		for i, n := range []int{len(s.Presentities), len(s.Findings), s.Messages.Len()} {
			names[i] += fmt.Sprintf(" %d", n)
		}
	} else {
		for i := range names {
			names[i] = names[i][:4]
		}
	}
	return names
}

// first is the first line: where one is, and how far the run has come.
func (r *root) first() string {
	t := r.scene.theme
	var spans []span
	if len(r.stack) > 1 {
		for i, s := range r.stack {
			text := s.title(&r.scene)
			switch {
			case i == len(r.stack)-1:
				spans = append(spans, span{tabOn, " " + text + " "})
			case len(r.stack) > 3 && i > 0 && i < len(r.stack)-2:
				if i == 1 {
					spans = append(spans, span{tab, " … ›"})
				}
			default:
				spans = append(spans, span{tab, " " + text + " ›"})
			}
		}
	} else {
		for i, name := range r.tabNames() {
			look := tab
			if r.tabs[i] == r.top() {
				look = tabOn
			}
			spans = append(spans, span{look, " " + name + " "}, span{bar, " "})
		}
	}
	right := r.progress()
	wide := r.size[0] - widthOf(right)
	used := 0
	for _, s := range spans {
		used += widthOf(s.text)
	}
	if used < wide {
		spans = append(spans, span{bar, blank(wide - used)})
	}
	return t.paintLine(spans, 0, wide, normal) + t.paint(bar, right)
}

// tabAt is which screen's name is at a column of the first line; -1 for none.
func (r *root) tabAt(x int) int {
	if len(r.stack) > 1 {
		return -1
	}
	at := 0
	for i, name := range r.tabNames() {
		if at += widthOf(name) + 2; x < at {
			return i
		}
		at++
	}
	return -1
}

// progress says how far the run has come, or what it is worth.
func (r *root) progress() string {
	p := r.scene.Progress
	text := ""
	switch {
	case r.paused:
		text = "held"
	case p.Ended && len(p.Inconclusive)+len(p.Trouble) > 0:
		text = "inconclusive"
	case p.Ended:
		return ""
	case p.Total > 0:
		const wide = 10
		done := int(min(p.Bytes, p.Total) * 100 / p.Total)
		text = strings.Repeat("█", done*wide/100) + strings.Repeat("░", wide-done*wide/100) + fmt.Sprintf(" %d%%", done)
	default:
		text = fmt.Sprintf("reading, %.1f MB", float64(p.Bytes)/1e6)
	}
	return " " + text + " "
}

// last is the last line: what is typed, what there is to tell, or the keys.
func (r *root) last() string {
	t, wide := r.scene.theme, r.size[0]
	switch {
	case r.prompt.open():
		return fitStyled(r.prompt.line(), wide)
	case r.scene.note.bad:
		return t.paint(problem, fit(printable.Text(r.scene.note.text), wide))
	case r.scene.note.text != "":
		return fit(printable.Text(r.scene.note.text), wide)
	}
	var spans []span
	used := 0
	typed := strings.TrimSpace(r.typed)
	if r.count > 0 {
		typed = fmt.Sprint(r.count, typed)
	}
	if typed != "" {
		spans = append(spans, span{strong, typed + "…  "})
		used = widthOf(typed) + 3
	}
	for i := range r.keys.all {
		b := &r.keys.all[i]
		if b.short == "" || !b.at(r.top().place()) {
			continue
		}
		key, words, ok := strings.Cut(b.short, " ")
		if !ok {
			key, words = keyNames(b.keys[:1]), b.short
		}
		if used += widthOf(key) + widthOf(words) + 3; used > wide+2 {
			break
		}
		spans = append(spans, span{keycap, key}, span{normal, " " + words + "  "})
	}
	return t.paintLine(spans, 0, wide, normal)
}

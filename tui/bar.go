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
	if r.asked() {
		return strings.Join(wrap(leaveIt, r.size[0]), "\n")
	}
	text := fmt.Sprintf("This terminal has %d columns and %d lines; prescap needs %d and %d. Make it larger, or press q to leave.", r.size[0], r.size[1], leastWide, leastHigh)
	lines := wrap(text, r.size[0])
	return strings.Join(lines[:min(len(lines), r.size[1])], "\n")
}

// last is the last line: what is typed, what there is to tell, or the keys.
func (r *root) last() string {
	t, wide := r.scene.theme, r.size[0]
	switch {
	case r.asked():
		return t.paint(strong, fit(leaveIt, wide))
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
		spans = append(spans, span{strong, typed + "…"}, span{normal, "  "})
		used = widthOf(typed) + 3
	}
	if f, ok := r.top().(follower); ok && f.following() {
		spans = append(spans, span{strong, "following"}, span{normal, "  "})
		used += widthOf("following  ")
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
		spans = append(spans, span{keycap, key}, span{normal, " " + words}, span{normal, blank(min(2, wide-used+2))})
	}
	return t.paintLine(spans, 0, wide, normal)
}

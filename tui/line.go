package tui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// widthOf is how many columns a text without escapes takes.
func widthOf(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// clip cuts a text to a number of columns, with an ellipsis where something is cut.
func clip(s string, wide int) string {
	switch {
	case wide <= 0:
		return ""
	case len(s) <= wide || widthOf(s) <= wide:
		return s
	}
	return ansi.Truncate(s, wide, "…")
}

// fit makes a text take exactly a number of columns.
func fit(s string, wide int) string {
	s = clip(s, wide)
	return s + blank(wide-widthOf(s))
}

// fitRight is fit with the text at the right.
func fitRight(s string, wide int) string {
	s = clip(s, wide)
	return blank(wide-widthOf(s)) + s
}

func blank(n int) string { return strings.Repeat(" ", max(0, n)) }

// span is a piece of a line in one role.
type span struct {
	role role
	text string
}

// wideOf is how many columns spans take.
func wideOf(spans []span) int {
	n := 0
	for _, s := range spans {
		n += widthOf(s.text)
	}
	return n
}

// paintLine paints spans into a line of exactly so many columns, without the first skip
// ones. Unless over is normal, it is the role of the whole line.
func (t *theme) paintLine(spans []span, skip, wide int, over role) string {
	var b strings.Builder
	left := wide
	for _, s := range spans {
		text := s.text
		if skip > 0 {
			w := widthOf(text)
			if w <= skip {
				skip -= w
				continue
			}
			text, skip = ansi.TruncateLeft(text, skip, ""), 0
		}
		if left <= 0 {
			break
		}
		text = clip(text, left)
		left -= widthOf(text)
		if over != normal {
			b.WriteString(text)
		} else {
			b.WriteString(t.paint(s.role, text))
		}
	}
	b.WriteString(blank(left))
	if over != normal {
		return t.paint(over, b.String())
	}
	return b.String()
}

// wrap breaks a text into lines of at most so many columns, at spaces where there are
// some.
func wrap(text string, wide int) []string {
	return strings.Split(ansi.Wrap(text, max(wide, 1), ""), "\n")
}

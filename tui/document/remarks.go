package document

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostPointed is the last column that a remark points at.
const mostPointed = 100

// tell writes the remarks about what is before an offset.
func (p *page) tell(before int) {
	for len(p.defects) > 0 && p.defects[0].Offset < before && len(p.lines) < mostLines && !p.full {
		p.defect()
	}
}

// defect writes the remark about the first defect that is not told.
func (p *page) defect() {
	d := p.defects[0]
	p.defects = p.defects[1:]
	text, all := visible([]byte("^ "+d.Kind+": "+d.Text), "", mostBytes-len(ellipsis)-mostPointed)
	if !all {
		text += ellipsis
	}
	remark := Line{Offset: -1, Pieces: []Piece{{Remark, text}}}
	if c := p.column(d.Offset); c > 0 && c <= mostPointed {
		remark.Pieces = []Piece{{Unmarked, strings.Repeat(" ", c)}, {Remark, text}}
	}
	p.lines = append(p.lines, remark)
}

// column returns the column of a byte in the line that was begun last: that
// behind what is shown when the byte itself is not. It counts characters, which
// is wrong behind those that take two columns.
func (p *page) column(at int) int {
	column := 0
	for _, m := range p.marks {
		if m.from > at {
			break
		}
		text, _ := visible(p.raw[m.from:min(at, m.to)], p.tab, (mostPointed+1)*utf8.UTFMax)
		column = m.column + utf8.RuneCountInString(text)
	}
	return column
}

// remark writes a remark that is not about a defect, behind those about what is
// before an offset.
func (p *page) remark(before int, text string) {
	p.tell(before)
	if len(p.lines) < mostLines && !p.full {
		p.lines = append(p.lines, Line{Offset: -1, Pieces: []Piece{{Remark, text}}})
	}
}

// end writes what is told last, and returns the lines.
func (p *page) end(lost int) []Line {
	last := func(text string) {
		p.lines = append(p.lines, Line{Offset: -1, Pieces: []Piece{{Remark, text}}})
	}
	for len(p.defects) > 0 && len(p.lines) < mostLines && !p.full {
		p.defect()
	}
	switch {
	case p.full:
		last(notShown(len(p.raw) - p.left))
	case len(p.defects) > 0:
		last(ellipsis + " " + strconv.Itoa(len(p.defects)) + " more defects are not shown")
	}
	switch {
	case lost < 0:
		last("the rest is missing")
	case lost == 1:
		last("1 byte is missing here")
	case lost > 0:
		last(strconv.Itoa(lost) + " bytes are missing here")
	}
	return p.lines
}

// notShown says that so many bytes are left out.
func notShown(n int) string {
	if n == 1 {
		return ellipsis + " 1 more byte is not shown"
	}
	return ellipsis + " " + strconv.Itoa(n) + " more bytes are not shown"
}

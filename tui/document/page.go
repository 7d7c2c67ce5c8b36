package document

import (
	"strings"
	"unicode/utf8"
)

// Bounds of what is shown.
const (
	mostLines = 200_000
	mostBytes = 4096 // Of one line.
	ellipsis  = "…"
)

// page is a document while it is written: line begins a line, put and mark add to
// it what is in the message, and add what is not.
type page struct {
	raw     []byte
	tab     string // What is shown for a tab: "" for an escape.
	lines   []Line
	defects []Defect // Not told yet.
	full    bool     // There are as many lines as may be; nothing more is written.
	left    int      // The first byte that a full page does not show.

	// Of the line that was begun last:
	size    int     // Bytes of text.
	columns int     // Characters.
	cut     bool    // It has as much text as may be.
	marks   []where // Where bytes of the message are in it, as far as remarks point.
}

// where says in which column a part of the message begins.
type where struct{ from, to, column int }

// newPage returns an empty page for a message.
func newPage(s Source, tab string) *page {
	return &page{raw: s.Raw, tab: tab, defects: s.Defects}
}

// line begins a line at an offset, behind the remarks about what is before it.
func (p *page) line(at int) {
	p.tell(at)
	if p.full {
		return
	}
	if len(p.lines) >= mostLines {
		p.full, p.left = true, at
		return
	}
	p.lines = append(p.lines, Line{Offset: at})
	p.size, p.columns, p.cut, p.marks = 0, 0, false, p.marks[:0]
}

// put adds a part of the message.
func (p *page) put(kind Kind, from, to int) {
	if from >= to || p.full || p.cut {
		return
	}
	p.place(from, to)
	text, all := visible(p.raw[from:to], p.tab, mostBytes-len(ellipsis)-p.size)
	if !all {
		text += ellipsis
		p.cut = true
	}
	p.append(kind, text)
}

// add adds text that is not in the message.
func (p *page) add(kind Kind, text string) {
	if text == "" || p.full || p.cut {
		return
	}
	if len(text) > mostBytes-len(ellipsis)-p.size {
		text, p.cut = ellipsis, true
	}
	p.append(kind, text)
}

// indent adds the indentation of a level.
func (p *page) indent(level int) {
	p.add(Unmarked, strings.Repeat("  ", min(level, mostIndent)))
}

// append adds a piece to the line.
func (p *page) append(kind Kind, text string) {
	p.size += len(text)
	p.columns += utf8.RuneCountInString(text)
	l := &p.lines[len(p.lines)-1]
	l.Pieces = append(l.Pieces, Piece{Kind: kind, Text: text})
}

// place notes that a part of the message is shown where the line ends now.
func (p *page) place(from, to int) {
	if p.columns <= mostPointed {
		p.marks = append(p.marks, where{from: from, to: to, column: p.columns})
	}
}

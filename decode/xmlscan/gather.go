package xmlscan

import (
	"bytes"
	"unicode/utf8"
)

// gather collects the character data of one element: a piece of src as long as
// one is enough, else a copy of the pieces.
type gather struct {
	level    int // Of the element; 0 when nothing is collected.
	from, to int // The only piece.
	many     bool
	buf      []byte
}

// begin makes the character data of the element of a level be collected.
func (g *gather) begin(level int) { *g = gather{level: level, buf: g.buf[:0]} }

// take collects bytes of src.
func (s *Scanner) take(from, to int) {
	g := &s.text
	if from >= to || g.level != len(s.stack) || s.deep > 0 {
		return
	}
	if !g.many && g.from == g.to {
		g.from, g.to = from, to
		return
	}
	s.spread()
	g.buf = s.appendText(g.buf, s.src[from:to])
}

// takeRune collects a character that a reference or a line end stands for.
func (s *Scanner) takeRune(r rune) {
	if s.text.level != len(s.stack) || s.deep > 0 {
		return
	}
	s.spread()
	s.text.buf = utf8.AppendRune(s.text.buf, r)
}

// takeLines collects bytes of src in which there may be line ends.
func (s *Scanner) takeLines(from, to int) {
	if s.text.level == 0 {
		return
	}
	for from < to {
		i := bytes.IndexByte(s.src[from:to], '\r')
		if i < 0 {
			break
		}
		s.take(from, from+i)
		from += i
		from = s.lineEnd(from)
	}
	s.take(from, to)
}

// lineEnd collects the line end that begins with a CR, and returns where what is
// not collected yet begins: a CR before an LF is left out, any other is an LF.
func (s *Scanner) lineEnd(at int) int {
	if at+1 >= len(s.src) || s.src[at+1] != '\n' {
		s.takeRune('\n')
	}
	return at + 1
}

// spread makes the only piece the first of several.
func (s *Scanner) spread() {
	if g := &s.text; !g.many {
		g.many = true
		g.buf = s.appendText(g.buf, s.src[g.from:g.to])
	}
}

// gathered returns what was collected, and collects no more.
func (s *Scanner) gathered() string {
	g := &s.text
	g.level = 0
	if g.many {
		return string(g.buf)
	}
	return s.str(g.from, g.to)
}

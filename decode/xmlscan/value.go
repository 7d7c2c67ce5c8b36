package xmlscan

import (
	"bytes"
	"unicode/utf8"
)

// attributeValue reads the value that belongs to the name of an attribute, and
// returns where it ends: -1 when the document does before it.
func (s *Scanner) attributeValue(n name) (value string, end int) {
	src := s.src
	i := n.to
	if i < len(src) && src[i] != '=' {
		i = s.white(i)
	}
	if i == len(src) {
		return "", -1
	}
	if src[i] != '=' {
		s.flaw(DefectMalformed, n.from, "expected = behind attribute ", n.from, n.to)
		return "", n.to
	}
	if i++; i < len(src) && s.class[src[i]]&classWhite != 0 {
		i = s.white(i)
	}
	if i == len(src) {
		return "", -1
	}
	quote := src[i]
	if quote != '"' && quote != '\'' {
		return s.unquoted(i)
	}
	from := i + 1
	for i = from; i < len(src) && s.class[src[i]]&classValue == 0; i++ {
	}
	if i < len(src) && src[i] == quote {
		return s.str(from, i), i + 1
	}
	return s.oddValue(from, i, quote)
}

// unquoted reads a value without quotes: it goes on to white space or the end of
// the tag.
func (s *Scanner) unquoted(from int) (value string, end int) {
	src := s.src
	i := from
	for i < len(src) && s.class[src[i]]&classWhite == 0 && src[i] != '>' && src[i] != '<' && !bytes.HasPrefix(src[i:], []byte("/>")) {
		i++
	}
	if i == len(src) {
		return "", -1
	}
	s.flaw(DefectMalformed, from, "expected a quoted value, found ", from, i+1)
	return s.resolved(from, i), i
}

// oddValue reads a value that begins at from, of which the bytes up to i are
// plain. A value that has a '<' in it and is not followed by what may follow a
// value has lost its closing quote: it ends before the tag does.
func (s *Scanner) oddValue(from, i int, quote byte) (value string, end int) {
	src := s.src
	length := bytes.IndexByte(src[i:], quote)
	to := i + length
	if length < 0 {
		to = len(src)
	}
	less := bytes.IndexByte(src[i:to], '<')
	if length < 0 && less < 0 {
		return "", -1
	}
	if less >= 0 {
		if length < 0 || to+1 < len(src) && s.class[src[to+1]]&classWhite == 0 && bytes.IndexByte([]byte("/>?"), src[to+1]) < 0 {
			to = from + bytes.IndexAny(src[from:to], "<>")
			if src[to] == '>' && src[to-1] == '/' {
				to-- // The end of an empty element.
			}
			s.flaw(DefectMalformed, from-1, "expected a closing quote behind ", from-1, to)
			return s.resolved(from, to), to
		}
		s.flaw(DefectMalformed, i+less, "< in the value of an attribute", 0, 0)
	}
	return s.resolved(from, to), to + 1
}

// resolved returns the value that bytes of src stand for: references resolved,
// and white space made spaces.
func (s *Scanner) resolved(from, to int) string {
	src := s.src
	s.buf = s.buf[:0]
	changed := false
	for i := from; i < to; {
		c := src[i]
		if s.class[c]&(classValue|classHigh) == 0 {
			s.buf = append(s.buf, c)
			i++
			continue
		}
		next := i + 1
		switch c {
		case '\t', '\n':
			s.buf, changed = append(s.buf, ' '), true
		case '\r':
			if next == to || src[next] != '\n' {
				s.buf = append(s.buf, ' ')
			}
			changed = true
		case '&':
			var r rune
			if r, next = s.reference(i); r >= 0 {
				s.buf, changed = utf8.AppendRune(s.buf, r), true
				break
			}
			s.buf = append(s.buf, src[i:next]...)
		default:
			for next < to && s.class[src[next]]&classHigh != 0 {
				next++
			}
			s.buf = s.appendText(s.buf, src[i:next])
		}
		i = next
	}
	if !changed {
		return s.str(from, to)
	}
	return string(s.buf)
}

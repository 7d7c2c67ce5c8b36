package xmlscan

import "bytes"

// tag is what step has come to.
type tag uint8

const (
	tagStart tag = iota // A start tag: its element is the last of the stack.
	tagEnd              // An end tag: its element is still the last of the stack, and has ended.
	tagNone             // The end of the document, which ends the last of the stack.
)

// step reads on to the next tag that begins or ends an element. One must be on
// the stack.
func (s *Scanner) step() tag {
	if s.ended {
		s.pop()
		if len(s.stack) == 0 {
			return tagEnd
		}
	}
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			s.data()
			continue
		}
		s.endTag = s.pos
		if s.pos+1 == len(s.src) {
			s.truncated("the document ends inside of a tag", 0, 0)
			break
		}
		switch c := s.src[s.pos+1]; {
		case s.class[c]&classStart != 0:
			if s.startTag() {
				return tagStart
			}
		case c == '/':
			if s.closeTag() {
				return tagEnd
			}
		case c == '!':
			s.declarationOrSection()
		case c == '?':
			s.instruction()
		default:
			s.flaw(DefectMalformed, s.pos, "expected a tag, found ", s.pos, min(s.pos+20, len(s.src)))
			s.take(s.pos, s.pos+1)
			s.pos++
		}
	}
	if !s.cut {
		s.endTag = len(s.src)
		top := s.stack[len(s.stack)-1]
		s.truncated("the document ends inside of element ", top.name.from, top.name.to)
	}
	s.ended, s.deep = true, 0
	return tagNone
}

// data reads character data up to the next markup.
func (s *Scanner) data() {
	src := s.src
	i := s.pos
	from := i
	for {
		for i < len(src) && s.class[src[i]]&classText == 0 {
			i++
		}
		if i == len(src) || src[i] == '<' {
			break
		}
		switch src[i] {
		case ']':
			if bytes.HasPrefix(src[i:], []byte("]]>")) {
				s.flaw(DefectMalformed, i, "]]> in character data", 0, 0)
			}
			i++
		case '\r':
			s.take(from, i)
			from = s.lineEnd(i)
			i++
		case '&':
			r, next := s.reference(i)
			if r >= 0 {
				s.take(from, i)
				s.takeRune(r)
				from = next
			}
			i = next
		}
	}
	s.take(from, i)
	s.pos = i
}

// reference reads the reference at a position: the character that it stands for,
// and where it ends. What is no reference gives -1, and its '&' is an ordinary
// character.
func (s *Scanner) reference(at int) (r rune, next int) {
	src := s.src
	if at+1 < len(src) && src[at+1] == '#' {
		return s.charReference(at)
	}
	i := s.nameEnd(at + 1)
	switch {
	case i == len(src):
		return -1, i // It is cut.
	case i == at+1:
		s.flaw(DefectMalformed, at, "expected a reference, found ", at, min(at+20, len(src)))
		return -1, i
	case src[i] != ';':
		s.flaw(DefectMalformed, at, "expected ; behind ", at, i)
		return -1, i
	}
	switch string(src[at+1 : i]) {
	case "amp":
		return '&', i + 1
	case "lt":
		return '<', i + 1
	case "gt":
		return '>', i + 1
	case "quot":
		return '"', i + 1
	case "apos":
		return '\'', i + 1
	}
	s.flaw(DefectMalformed, at, "unknown entity ", at, i+1)
	return -1, i + 1
}

// charReference reads the character reference at a position, as reference does.
func (s *Scanner) charReference(at int) (r rune, next int) {
	src := s.src
	i, radix := at+2, rune(10)
	if i < len(src) && src[i] == 'x' {
		i, radix = i+1, 16
	}
	digits := i
	for ; i < len(src); i++ {
		d := digit(src[i])
		if d >= radix {
			break
		}
		if r = r*radix + d; r > 0x10ffff {
			r = 0x110000
		}
	}
	switch {
	case i == len(src):
		return -1, i
	case i == digits || src[i] != ';':
		s.flaw(DefectMalformed, at, "expected a character reference, found ", at, min(i+1, len(src)))
		return -1, i
	case !isChar(r):
		s.flaw(DefectMalformed, at, "a reference to a character that XML does not allow: ", at, i+1)
		return -1, i + 1
	}
	return r, i + 1
}

// digit returns the value of a hexadecimal digit, 16 when it is none.
func digit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return 16
}

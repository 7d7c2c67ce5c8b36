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

package xmlscan

import "bytes"

// declarationOrSection reads what begins with "<!" inside of an element.
func (s *Scanner) declarationOrSection() {
	rest := s.src[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		s.section()
	case isDoctype(rest):
		s.doctype()
	case isCut(rest, "<!--"), isCut(rest, "<![CDATA["), isCut(rest, "<!DOCTYPE"):
		s.truncated("the document ends inside of ", s.pos, len(s.src))
	default:
		s.declarationOdd()
	}
}

// isCut reports whether rest is the beginning of what.
func isCut(rest []byte, what string) bool {
	return len(rest) < len(what) && string(rest) == what[:len(rest)]
}

// isDoctype reports whether a document type declaration begins, in whichever
// case of letters.
func isDoctype(b []byte) bool {
	const doctype = "<!DOCTYPE"
	return len(b) >= len(doctype) && bytes.EqualFold(b[:len(doctype)], []byte(doctype))
}

// declarationOdd passes over a declaration that may not be there.
func (s *Scanner) declarationOdd() {
	at := s.pos
	i := bytes.IndexByte(s.src[at:], '>')
	if i < 0 {
		s.truncated("the document ends inside of a declaration ", at, len(s.src))
		return
	}
	s.pos = at + i + 1
	s.flaw(DefectMalformed, at, "expected a comment or a CDATA section, found ", at, s.pos)
}

// comment passes over the comment at the position: up to the first "-->".
func (s *Scanner) comment() {
	at, src := s.pos, s.src
	i := at + len("<!--")
	said := false
	for {
		n := bytes.Index(src[i:], []byte("--"))
		if n < 0 {
			s.truncated("the document ends inside of a comment", 0, 0)
			return
		}
		i += n + 2
		if i < len(src) && src[i] == '>' {
			s.pos = i + 1
			return
		}
		if i < len(src) && !said {
			said = true
			s.flaw(DefectMalformed, i-2, "-- in a comment", 0, 0)
		}
		i--
	}
}

// section reads the CDATA section at the position.
func (s *Scanner) section() {
	from := s.pos + len("<![CDATA[")
	n := bytes.Index(s.src[from:], []byte("]]>"))
	if n < 0 {
		s.takeLines(from, len(s.src))
		s.truncated("the document ends inside of a CDATA section", 0, 0)
		return
	}
	s.pos = from + n + 3
	s.takeLines(from, from+n)
}

// instruction passes over the processing instruction at the position.
func (s *Scanner) instruction() {
	at, src := s.pos, s.src
	from := at + 2
	to := s.nameEnd(from)
	n := bytes.Index(src[to:], []byte("?>"))
	if n < 0 {
		s.truncated("the document ends inside of a processing instruction", 0, 0)
		return
	}
	s.pos = to + n + 2
	switch {
	case to == from || s.class[src[from]]&classStart == 0 || n > 0 && s.class[src[to]]&classWhite == 0:
		s.flaw(DefectMalformed, at, "expected the name of a processing instruction, found ", at, s.pos)
	case bytes.EqualFold(src[from:to], []byte("xml")):
		s.flaw(DefectMalformed, at, "an XML declaration that is not at the beginning: ", at, s.pos)
	default:
		s.name(from)
	}
}

// doctype passes over the document type declaration at the position. Nothing of
// it is interpreted.
func (s *Scanner) doctype() {
	at, src := s.pos, s.src
	brackets, angles := 0, 0
	for i := at + len("<!DOCTYPE"); i < len(src); i++ {
		n := 0
		switch c := src[i]; c {
		case '"', '\'':
			if brackets == 0 || angles > 0 {
				n = past(src[i+1:], string(c))
			}
		case '[':
			brackets++
		case ']':
			brackets--
		case '<':
			switch rest := src[i:]; {
			case bytes.HasPrefix(rest, []byte("<!--")):
				n = past(rest[4:], "-->") + 3
			case bytes.HasPrefix(rest, []byte("<?")):
				n = past(rest[2:], "?>") + 1
			default:
				angles++
			}
		case '>':
			if angles > 0 {
				angles--
			} else if brackets <= 0 {
				s.pos = i + 1
				s.flaw(DefectDoctype, at, "passed over: ", at, s.pos)
				return
			}
		}
		i += n
	}
	s.flaw(DefectDoctype, at, "passed over: ", at, len(src))
	s.truncated("the document ends inside of a document type declaration", 0, 0)
}

// past returns where the end mark in b ends, or the end of b.
func past(b []byte, mark string) int {
	if i := bytes.Index(b, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(b)
}

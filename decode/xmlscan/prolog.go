package xmlscan

import "bytes"

// prolog reads on to the root element. It reports false when there is none.
func (s *Scanner) prolog() bool {
	for {
		s.pos = s.white(s.pos)
		if s.pos == len(s.src) {
			break
		}
		rest := s.src[s.pos:]
		switch {
		case len(rest) > 1 && rest[0] == '<' && s.class[rest[1]]&classStart != 0:
			if s.startTag() {
				return true
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			s.instruction()
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.comment()
		case isDoctype(rest):
			s.doctype()
		case isCut(rest, "<!--"), isCut(rest, "<!DOCTYPE"):
			s.truncated("the document ends inside of ", s.pos, len(s.src))
		default:
			s.junk()
		}
	}
	if s.partial {
		s.truncated("the document ends inside of a character", 0, 0)
	}
	if !s.cut {
		s.flaw(DefectEmpty, s.pos, "expected an element, found the end of the document", 0, 0)
	}
	return false
}

// junk passes over what may not be before the root element, up to what looks
// like a tag, a comment or the like.
func (s *Scanner) junk() {
	at, src := s.pos, s.src
	i := at + 1
	for ; i < len(src); i++ {
		n := bytes.IndexByte(src[i:], '<')
		if n < 0 {
			i = len(src)
			break
		}
		i += n
		if i+1 < len(src) && (s.class[src[i+1]]&classStart != 0 || src[i+1] == '?' || src[i+1] == '!') {
			break
		}
	}
	s.pos = i
	s.flaw(DefectMalformed, at, "expected the root element, found ", at, i)
}

// epilog reads what is behind the root element. Nothing of it is content: the
// first thing that may not be there ends the reading.
func (s *Scanner) epilog() {
	src := s.src
	for !s.cut {
		s.pos = s.white(s.pos)
		rest := src[s.pos:]
		switch {
		case len(rest) == 0:
			if s.partial && s.begun {
				s.truncated("the document ends inside of a character", 0, 0)
			}
			return
		case bytes.HasPrefix(rest, []byte("<?")):
			s.instruction()
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.comment()
		case isCut(rest, "<!--"):
			s.truncated("the document ends inside of ", s.pos, len(src))
		default:
			what := "expected the end of the document, found "
			if len(rest) > 1 && rest[0] == '<' && s.class[rest[1]]&classStart != 0 {
				what = "a second root element, which is not read: "
			}
			s.flaw(DefectMalformed, s.pos, what, s.pos, len(src))
			s.pos = len(src)
			return
		}
	}
}

// declaration reads the XML declaration, if there is one: white space before it
// is odd, but does not hide it.
func (s *Scanner) declaration() {
	const begin = "<?xml"
	src := s.src
	at := s.white(s.pos)
	i := at + len(begin)
	if i >= len(src) || string(src[at:i]) != begin || s.class[src[i]]&classWhite == 0 && src[i] != '?' {
		return
	}
	d := declaration{s: s}
	end := d.read(i)
	if end < 0 {
		return // The prolog finds out what there is.
	}
	if at > s.pos {
		s.flaw(DefectMalformed, at, "an XML declaration that is not at the beginning: ", at, end)
	} else if d.odd || d.version.from == d.version.to {
		s.flaw(DefectMalformed, at, "expected an XML declaration, found ", at, end)
	}
	s.pos = end
	s.declared(s.str(d.encoding.from, d.encoding.to), d.encoding.from, d.encoding.to)
}

// declaration is an XML declaration while it is read.
type declaration struct {
	s                 *Scanner
	version, encoding name
	standalone        name
	odd               bool // It is not as XML wants it.
}

// read reads the declaration from behind its name, and returns where it ends: -1
// when it does not. What it cannot understand it passes over.
func (d *declaration) read(i int) int {
	s, src := d.s, d.s.src
	for {
		gap := i
		i = s.white(i)
		switch {
		case i == len(src):
			return -1
		case src[i] == '>':
			d.odd = true
			return i + 1
		case src[i] == '<':
			d.odd = true
			return i
		case bytes.HasPrefix(src[i:], []byte("?>")):
			return i + 2
		}
		d.odd = d.odd || i == gap
		key := i
		to := s.nameEnd(i)
		i = s.white(to)
		if to == key || i == len(src) || src[i] != '=' {
			d.odd = true
			i = max(i, key+1)
			continue
		}
		i = s.white(i + 1)
		if i == len(src) || src[i] != '"' && src[i] != '\'' {
			d.odd = true
			continue
		}
		n := bytes.IndexByte(src[i+1:], src[i])
		if n < 0 {
			return -1
		}
		d.set(string(src[key:to]), name{from: i + 1, to: i + 1 + n})
		i += n + 2
	}
}

// set takes a value of the declaration, and judges it.
func (d *declaration) set(key string, value name) {
	v := string(d.s.src[value.from:value.to])
	switch key {
	case "version":
		d.odd = d.odd || d.version.to > 0 || d.encoding.to > 0 || d.standalone.to > 0 || len(v) < 3 || v[:2] != "1."
		d.version = value
	case "encoding":
		d.odd = d.odd || d.encoding.to > 0 || d.standalone.to > 0 || v == ""
		d.encoding = value
	case "standalone":
		d.odd = d.odd || d.standalone.to > 0 || v != "yes" && v != "no"
		d.standalone = value
	default:
		d.odd = true
	}
}

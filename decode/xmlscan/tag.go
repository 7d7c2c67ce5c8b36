package xmlscan

import "bytes"

// open is an element that has begun.
type open struct {
	name  name
	bound int    // Declarations in scope outside of it.
	space string // The default namespace inside of it.
}

// pop takes the last element off the stack, and what it declared out of scope.
func (s *Scanner) pop() {
	n := len(s.stack) - 1
	s.bound = s.bound[:s.stack[n].bound]
	s.stack = s.stack[:n]
	s.ended = false
}

// heading is a start tag while it is read.
type heading struct {
	name     name
	own      int    // Declarations in scope outside of the element.
	space    string // The default namespace inside of it.
	spaced   bool   // It declares the default namespace.
	prefixed int    // Attributes that have a prefix.
	seen     uint64 // A bit for each hash of an attribute's name.
	count    int    // Attributes, declarations included.
	shut     bool   // It ends with "/>".
}

// startTag reads the start tag at the position, and puts its element on the
// stack. It reports false when the document ends inside of it, or when it is too
// deep to be given.
func (s *Scanner) startTag() bool {
	at := s.pos
	h := heading{own: len(s.bound), space: s.defaultSpace()}
	h.name = s.name(at + 1)
	s.into = &s.passed
	if len(s.stack) == s.giving {
		s.into = &s.el
	}
	s.into.Attrs = s.into.Attrs[:0]
	end := s.attributes(&h)
	if end < 0 {
		s.bound = s.bound[:h.own]
		s.truncated("the document ends inside of tag ", at, h.name.to)
		return false
	}
	s.pos = end
	if s.deep > 0 || len(s.stack) >= s.limits.Depth {
		s.bound = s.bound[:h.own]
		s.passOver(at, h.shut)
		return false
	}
	s.into.Offset = s.offset(at)
	s.into.Local = s.str(h.name.local(), h.name.to)
	s.into.Space = h.space
	if h.name.colon >= 0 {
		s.into.Space = s.spaceOf(s.str(h.name.from, h.name.colon), at+1)
	}
	s.settle(&h)
	s.stack = append(s.stack, open{name: h.name, bound: h.own, space: h.space})
	s.ended = h.shut
	s.endTag = end
	return true
}

// passOver counts an element that lies deeper than elements are given.
func (s *Scanner) passOver(at int, shut bool) {
	if !s.tooDeep {
		s.tooDeep = true
		s.flaw(DefectLimit, at, "more levels of elements than are read; passed over", 0, 0)
	}
	if !shut {
		s.deep++
	}
}

// spaceOf returns the namespace of a prefix that stands at a position.
func (s *Scanner) spaceOf(prefix string, at int) string {
	space, ok := s.lookUp(prefix)
	if !ok {
		s.flaw(DefectNamespace, at, "a prefix that is not declared: ", at, at+bytes.IndexByte(s.src[at:], ':'))
	}
	return space
}

// closeTag reads the end tag at the position. It reports whether it ends an
// element that was given, which is then the last of the stack.
func (s *Scanner) closeTag() bool {
	at, src := s.pos, s.src
	top := s.stack[len(s.stack)-1].name
	if to := at + 2 + top.to - top.from; s.deep == 0 && to < len(src) && src[to] == '>' && string(src[at+2:to]) == string(src[top.from:top.to]) {
		s.pos, s.ended, s.endTag = to+1, true, at
		return true
	}
	n, end := s.endName(at)
	if end < 0 {
		s.truncated("the document ends inside of tag ", at, len(src))
		return false
	}
	s.pos = end
	if n.from == n.to {
		s.flaw(DefectMalformed, at, "expected an end tag, found ", at, end)
		return false
	}
	if s.deep > 0 {
		s.deep--
		return false
	}
	return s.endOf(n, at)
}

// endName reads the name in the end tag at a position, and where the tag ends: -1
// when the document does before it.
func (s *Scanner) endName(at int) (n name, end int) {
	src := s.src
	i := at + 2
	n = name{from: i, to: i, colon: -1}
	if i < len(src) && s.class[src[i]]&classStart != 0 {
		n = s.name(i)
	}
	i = s.white(n.to)
	odd := i
	for i < len(src) && src[i] != '>' && src[i] != '<' {
		i++
	}
	if i == len(src) {
		return n, -1
	}
	if n.from < n.to && i > odd {
		s.flaw(DefectMalformed, odd, "expected > at the end of an end tag, found ", odd, i)
	} else if n.from < n.to && src[i] == '<' {
		s.flaw(DefectMalformed, i-1, "expected > at the end of tag ", at, i)
	}
	if src[i] == '>' {
		i++
	}
	return n, i
}

// endOf ends the innermost open element of a name, and those inside of it, by
// the end tag at a position. When there is none, the end tag is passed over.
func (s *Scanner) endOf(n name, at int) bool {
	src := s.src
	for i := len(s.stack) - 1; i >= 0; i-- {
		o := s.stack[i].name
		if string(src[o.from:o.to]) != string(src[n.from:n.to]) {
			continue
		}
		if i < len(s.stack)-1 {
			s.mismatch(n, at)
		}
		for len(s.stack) > i+1 {
			s.pop()
		}
		s.ended, s.endTag = true, at
		return true
	}
	s.mismatch(n, at)
	return false
}

// mismatch notes an end tag that is not that of the innermost element.
func (s *Scanner) mismatch(n name, at int) {
	what := ""
	if s.notes() {
		top := s.stack[len(s.stack)-1].name
		what = "expected the end tag of " + s.quote(top.from, top.to) + ", found that of "
	}
	s.flaw(DefectMalformed, at, what, n.from, n.to)
}

// white returns where the white space at a position ends.
func (s *Scanner) white(i int) int {
	for i < len(s.src) && s.class[s.src[i]]&classWhite != 0 {
		i++
	}
	return i
}

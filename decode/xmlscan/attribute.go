package xmlscan

// attributes reads the attributes of a start tag, and returns where it ends: -1
// when the document does before it.
func (s *Scanner) attributes(h *heading) int {
	src := s.src
	i := h.name.to
	for {
		gap := i
		i = s.white(i)
		if i == len(src) {
			return -1
		}
		switch c := src[i]; {
		case c == '>':
			return i + 1
		case c == '/':
			if i+1 == len(src) {
				return -1
			}
			if src[i+1] == '>' {
				h.shut = true
				return i + 2
			}
			s.flaw(DefectMalformed, i, "expected an attribute or >, found ", i, i+2)
			i++
		case c == '<':
			s.flaw(DefectMalformed, i-1, "expected > at the end of tag ", h.name.from-1, i)
			return i
		case s.class[c]&classStart == 0:
			to := i + 1
			for to < len(src) && s.class[src[to]]&classWhite == 0 && src[to] != '>' && src[to] != '<' && src[to] != '/' {
				to++
			}
			if to < len(src) {
				s.flaw(DefectMalformed, i, "expected an attribute, found ", i, to)
			}
			i = to
		default:
			if i == gap {
				s.flaw(DefectMalformed, i, "expected white space before an attribute", 0, 0)
			}
			if i = s.attribute(h, i); i < 0 {
				return -1
			}
		}
	}
}

// attribute reads the attribute at a position, and returns where it ends: -1 when
// the document does before it.
func (s *Scanner) attribute(h *heading, at int) int {
	n := s.name(at)
	value, end := s.attributeValue(n)
	if end < 0 {
		return -1
	}
	h.count++
	if h.count > s.limits.Attrs {
		if h.count == s.limits.Attrs+1 {
			s.flaw(DefectLimit, at, "more attributes than are read; passed over from ", n.from, n.to)
		}
		return end
	}
	if s.isDeclaration(n) {
		switch {
		case n.colon >= 0:
			s.declare(n, value, h.own)
		case h.spaced:
			s.flaw(DefectMalformed, at, "an attribute that is there already: ", n.from, n.to)
		case value == Space, value == xmlnsSpace:
			s.flaw(DefectNamespace, at, "a declaration that is not allowed: ", n.from, n.to)
		default:
			h.space, h.spaced = value, true
		}
		return end
	}
	a := Attr{Local: s.str(n.local(), n.to), Value: value, Offset: at}
	if n.colon >= 0 {
		a.Space = s.str(n.from, n.colon)
		h.prefixed++
	}
	bit := uint64(1) << ((len(a.Local)*5 + int(a.Local[0])*3 + int(a.Local[len(a.Local)-1])) & 63)
	if h.seen&bit != 0 && s.has(a.Space, a.Local) {
		s.flaw(DefectMalformed, at, "an attribute that is there already: ", n.from, n.to)
		return end
	}
	h.seen |= bit
	s.into.Attrs = append(s.into.Attrs, a)
	return end
}

// has reports whether the element has an attribute. While its start tag is read,
// the namespace of an attribute is its prefix.
func (s *Scanner) has(space, local string) bool {
	_, ok := s.into.AttrNS(space, local)
	return ok
}

// settle puts namespaces for the prefixes of attributes, and offsets in the
// message for positions in src.
func (s *Scanner) settle(h *heading) {
	attrs := s.into.Attrs
	if h.prefixed == 0 && !s.wide {
		for i := range attrs {
			attrs[i].Offset += s.base
		}
		return
	}
	s.into.Attrs = attrs[:0]
	for _, a := range attrs {
		at := a.Offset
		a.Offset = s.offset(at)
		if a.Space != "" {
			a.Space = s.spaceOf(a.Space, at)
			if a.Space != "" && h.prefixed > 1 && s.has(a.Space, a.Local) {
				s.flaw(DefectNamespace, at, "an attribute that is there already with another prefix: ", at, s.nameEnd(at))
				continue
			}
		}
		s.into.Attrs = append(s.into.Attrs, a)
	}
}

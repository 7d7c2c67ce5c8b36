package xmlscan

import "bytes"

// name is where a name lies in src, and the colon in it.
type name struct {
	from, to int
	colon    int // -1 when nothing is before a colon.
}

// local returns where the part behind the prefix begins.
func (n name) local() int {
	if n.colon < 0 {
		return n.from
	}
	return n.colon + 1
}

// name reads the name at a position, which has a character that can begin one.
func (s *Scanner) name(at int) name {
	src := s.src
	i := at
	var seen class
	for i < len(src) {
		c := s.class[src[i]]
		if c&className == 0 {
			break
		}
		seen |= c
		i++
	}
	n := name{from: at, to: i, colon: -1}
	if seen&(classColon|classHigh) != 0 {
		return s.oddName(n, seen)
	}
	return n
}

// nameEnd returns where the characters of a name that are at a position end.
func (s *Scanner) nameEnd(i int) int {
	for i < len(s.src) && s.class[s.src[i]]&className != 0 {
		i++
	}
	return i
}

// oddName looks closer at a name that has a colon or is not ASCII. A name with
// too few or too many parts has no prefix.
func (s *Scanner) oddName(n name, seen class) name {
	if n.to == len(s.src) {
		return n // It may be cut.
	}
	if seen&classHigh != 0 {
		for i, r := range s.str(n.from, n.to) {
			if !isNameChar(r) || i == 0 && !isNameStart(r) {
				s.flaw(DefectMalformed, n.from, "expected a name, found ", n.from, n.to)
				break
			}
		}
	}
	if seen&classColon == 0 {
		return n
	}
	b := s.src[n.from:n.to]
	colon := bytes.IndexByte(b, ':')
	rest := b[colon+1:]
	if colon == 0 || len(rest) == 0 || s.class[rest[0]]&classStart == 0 || bytes.IndexByte(rest, ':') >= 0 {
		s.flaw(DefectNamespace, n.from, "expected a name with at most one prefix, found ", n.from, n.to)
		return n
	}
	n.colon = n.from + colon
	return n
}

package xmlscan

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

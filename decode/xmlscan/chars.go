package xmlscan

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// characters looks once at all bytes of the document for what XML allows
// nowhere, so that nobody need ask again: each sort of it is one defect, at the
// first place where it is.
func (s *Scanner) characters() {
	if s.enc == plain {
		s.trimPartial()
	}
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	b := s.src
	for i := s.pos; i < len(b); {
		if i+8 <= len(b) {
			x := binary.LittleEndian.Uint64(b[i:])
			if (x|(x-ones*0x20))&tops == 0 {
				i += 8
				continue
			}
		}
		for end := min(i+8, len(b)); i < end; {
			if b[i] >= 0x20 && b[i] < utf8.RuneSelf || b[i] == '\n' || b[i] == '\r' || b[i] == '\t' {
				i++
				continue
			}
			i += s.character(i)
		}
	}
	if s.illegal.n > 0 {
		r, _ := utf8.DecodeRune(b[s.illegal.at:])
		s.flaw(DefectMalformed, s.illegal.at, "a character that XML does not allow: U+"+hex(r)+times(s.illegal.n), 0, 0)
	}
	if s.invalid.n > 0 {
		s.enc = mixed
		s.flaw(DefectEncoding, s.invalid.at, "not UTF-8, read as Windows-1252: byte 0x"+strconv.FormatUint(uint64(b[s.invalid.at]), 16)+times(s.invalid.n), 0, 0)
	}
}

// tally counts something, and knows where it was first.
type tally struct{ n, at int }

func (t *tally) add(at int) {
	if t.n++; t.n == 1 {
		t.at = at
	}
}

// character looks at a character that is not plain ASCII, and returns its length.
func (s *Scanner) character(i int) int {
	c := s.src[i]
	if c < utf8.RuneSelf {
		s.illegal.add(i)
		return 1
	}
	if s.enc == latin {
		return 1
	}
	r, n := utf8.DecodeRune(s.src[i:])
	switch {
	case r == utf8.RuneError && n == 1:
		s.invalid.add(i)
	case !isChar(r):
		s.illegal.add(i)
	}
	return n
}

// trimPartial takes off the end of src a character of which only the beginning
// is there.
func (s *Scanner) trimPartial() {
	for n := 1; n < utf8.UTFMax && n <= len(s.src)-s.pos; n++ {
		end := s.src[len(s.src)-n:]
		if utf8.RuneStart(end[0]) {
			if !utf8.FullRune(end) {
				s.src, s.partial = s.src[:len(s.src)-n], true
			}
			return
		}
	}
}

// hex writes a character's number with four digits at least.
func hex(r rune) string {
	h := strconv.FormatInt(int64(r), 16)
	for len(h) < 4 {
		h = "0" + h
	}
	return h
}

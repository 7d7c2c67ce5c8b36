package xmlscan

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// encoding is how the bytes of src become strings.
type encoding uint8

const (
	plain encoding = iota // They are UTF-8.
	mixed                 // They are UTF-8 with bytes between that are not, which are taken for Windows-1252.
	latin                 // They are Windows-1252.
)

// detect sets src, which is UTF-8 or a superset of ASCII, and where reading
// begins. UTF-16 is rewritten.
func (s *Scanner) detect(body []byte) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		s.src, s.pos = body, 3
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		s.rewrite(body, 2, binary.LittleEndian)
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		s.rewrite(body, 2, binary.BigEndian)
	case looksWide(body, 1):
		s.rewrite(body, 0, binary.LittleEndian)
	case looksWide(body, 0):
		s.rewrite(body, 0, binary.BigEndian)
	default:
		s.src, s.pos = body, 0
	}
}

// looksWide reports whether the first characters of body are ASCII in UTF-16
// without byte order mark, their zero bytes being the even ones or the odd ones.
func looksWide(body []byte, zero int) bool {
	for i := 0; i+1 < min(len(body), 4); i += 2 {
		if body[i+zero] != 0 || body[i+1-zero] == 0 || body[i+1-zero] >= 0x80 {
			return false
		}
	}
	return len(body) >= 2
}

// rewrite makes src of a body in UTF-16, which begins behind a byte order mark
// of the given length.
func (s *Scanner) rewrite(body []byte, mark int, order binary.ByteOrder) {
	s.wide = true
	s.mark.there = mark
	src := make([]byte, 0, len(body)/2+len(body)/8)
	odd, oddAt := 0, 0
	i := mark
	for ; i+1 < len(body); i += 2 {
		r := rune(order.Uint16(body[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(-1)
			if i+3 < len(body) {
				low = rune(order.Uint16(body[i+2:]))
			} else if r < 0xdc00 {
				break // The second half is cut off.
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				i += 2
			} else if odd++; odd == 1 {
				oddAt = len(src)
			}
		}
		src = utf8.AppendRune(src, r)
	}
	s.src, s.partial = src, i < len(body)
	if odd > 0 {
		s.flaw(DefectEncoding, oddAt, "not UTF-16: half a surrogate pair"+times(odd), 0, 0)
	}
}

// times says how often more something was found.
func times(n int) string {
	if n == 1 {
		return ""
	}
	return ", and " + strconv.Itoa(n-1) + " more"
}

// declared judges the encoding that the declaration names, at a position of src;
// empty when it names none.
func (s *Scanner) declared(name string, from, to int) {
	switch strings.ToLower(name) {
	case "", "utf-8", "utf8":
		if s.wide && name != "" {
			s.flaw(DefectEncoding, from, "the bytes are UTF-16, declared as ", from, to)
		}
	case "us-ascii", "ascii":
		if s.wide {
			s.flaw(DefectEncoding, from, "the bytes are UTF-16, declared as ", from, to)
		} else if high := bytes.IndexFunc(s.src[s.pos:], func(r rune) bool { return r >= 0x80 }); high >= 0 {
			s.flaw(DefectEncoding, from, "the bytes are not ASCII, declared as ", from, to)
		}
	case "utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode":
		if !s.wide {
			s.flaw(DefectEncoding, from, "the bytes are not UTF-16, read as UTF-8, declared as ", from, to)
		}
	case "iso-8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "windows-1252", "cp1252", "x-cp1252":
		if s.wide {
			s.flaw(DefectEncoding, from, "the bytes are UTF-16, declared as ", from, to)
		} else {
			s.enc = latin
		}
	default:
		s.flaw(DefectEncoding, from, "unknown encoding, read as UTF-8: ", from, to)
	}
}

// mark is a place of which both positions are known: here in src, there in the
// body, when src was rewritten.
type mark struct{ here, there int }

// offset returns the place in the message of a position of src.
func (s *Scanner) offset(at int) int {
	if !s.wide {
		return s.base + at
	}
	m := &s.mark
	for m.here < at {
		if s.src[m.here] >= 0xf0 {
			m.there += 2
		}
		if utf8.RuneStart(s.src[m.here]) {
			m.there += 2
		}
		m.here++
	}
	for m.here > at {
		m.here--
		if utf8.RuneStart(s.src[m.here]) {
			m.there -= 2
		}
		if s.src[m.here] >= 0xf0 {
			m.there -= 2
		}
	}
	return s.base + m.there
}

// str returns bytes of src as a string: themselves where they are UTF-8.
func (s *Scanner) str(from, to int) string {
	b := s.src[from:to]
	if s.enc != plain && !isASCII(b) {
		return string(s.appendText(nil, b))
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// appendText appends bytes of src as UTF-8.
func (s *Scanner) appendText(to, b []byte) []byte {
	if s.enc == plain {
		return append(to, b...)
	}
	for len(b) > 0 {
		r, n := rune(b[0]), 1
		if r >= 0x80 && s.enc == mixed {
			r, n = utf8.DecodeRune(b)
			if r == utf8.RuneError && n == 1 {
				r = windows1252(b[0])
			}
		} else if r >= 0x80 {
			r = windows1252(b[0])
		}
		to = utf8.AppendRune(to, r)
		b = b[n:]
	}
	return to
}

// isASCII reports whether all of b is ASCII.
func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// windows1252 returns the character of a byte. The five that Windows leaves open
// are the controls of ISO 8859-1.
func windows1252(c byte) rune {
	if c < 0x80 || c >= 0xa0 {
		return rune(c)
	}
	return [32]rune{
		'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
		0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
	}[c-0x80]
}

package document

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// visible returns what b looks like in a piece: with everything that could steer
// a terminal, or break a line, written as an escape, and the given text for a tab
// unless that is "". It stops before it would be longer than most bytes, and
// reports whether all of b is there.
func visible(b []byte, tab string, most int) (text string, all bool) {
	out := make([]byte, 0, min(len(b), most))
	for i := 0; i < len(b); {
		had := len(out)
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r >= ' ' && r < utf8.RuneSelf-1:
			out = append(out, b[i])
		case r == utf8.RuneError && size == 1: // A byte that is not UTF-8.
			out = append(out, `\x`...)
			out = append(out, strconv.FormatUint(uint64(b[i])|0x100, 16)[1:]...)
		case unicode.IsPrint(r):
			out = append(out, b[i:i+size]...)
		case r == '\t' && tab != "":
			out = append(out, tab...)
		default:
			q := strconv.QuoteRune(r)
			out = append(out, q[1:len(q)-1]...)
		}
		if len(out) > most {
			return string(out[:had]), false
		}
		i += size
	}
	return string(out), true
}

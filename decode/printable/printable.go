// Package printable makes text that comes from a capture harmless: whoever shows it on a
// terminal, or writes it on a line, shows it through here.
package printable

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest bounds a Line, in bytes.
const longest = 1000

// Line returns Text of s, cut where it is too long for a line that people read.
func Line(s string) string {
	if len(s) > longest { // What is cut away is not even looked at.
		s = s[:cut(s)] + "…"
	}
	if s = Text(s); len(s) > 4*longest {
		s = s[:cut(s)] + "…"
	}
	return s
}

// cut is where to cut a text, before a rune.
func cut(s string) int {
	n := longest
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// Text returns s with everything that could steer a terminal, or break a line, written
// as an escape. Bytes that are not UTF-8 are written as \x and two digits.
func Text(s string) string {
	clean := func(r rune) bool { return r != unicode.ReplacementChar && unicode.IsPrint(r) }
	if strings.IndexFunc(s, func(r rune) bool { return !clean(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case clean(r):
			b.WriteRune(r)
		case r == unicode.ReplacementChar && s[i] != 0xef: // A byte that is not UTF-8.
			b.WriteString(`\x`)
			b.WriteString(strconv.FormatUint(uint64(s[i])|0x100, 16)[1:])
		default:
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	return b.String()
}

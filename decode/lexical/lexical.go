// Package lexical reads the simple values of XML documents (XML Schema part 2) as
// documents have them: numbers, booleans, times, with white space around them.
package lexical

import "strconv"

// Trim takes white space off both ends, as XML collapses it in numbers and tokens.
func Trim(s string) string {
	for s != "" && White(s[0]) {
		s = s[1:]
	}
	for s != "" && White(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// White reports whether a character is white space.
func White(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// ParseNumber reads an unsigned number of at most 32 bits (xs:unsignedInt), with
// white space around it.
func ParseNumber(s string) (n uint32, ok bool) {
	s = Trim(s)
	if len(s) > 1 && s[0] == '+' {
		s = s[1:]
	}
	if s == "" {
		return 0, false
	}
	v := uint64(0)
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		if v = v*10 + uint64(d); v > 1<<32-1 {
			return 0, false
		}
	}
	return uint32(v), true
}

// ParseBool reads a boolean (xs:boolean), with white space around it. exact is
// false when its letter case is not that of XML.
func ParseBool(s string) (v, exact, ok bool) {
	switch s = Trim(s); s {
	case "true", "1":
		return true, true, true
	case "false", "0":
		return false, true, true
	}
	switch {
	case fold(s, "true"):
		return true, false, true
	case fold(s, "false"):
		return false, false, true
	}
	return false, false, false
}

// fold reports whether s is want, which is in lower case, in any letter case.
func fold(s, want string) bool {
	if len(s) != len(want) {
		return false
	}
	for i := range len(s) {
		if s[i]|0x20 != want[i] {
			return false
		}
	}
	return true
}

// Quote shows what was sent to people: on one line and not too long.
func Quote(s string) string {
	const most = 60
	if len(s) > most {
		return strconv.Quote(s[:most]) + "…"
	}
	return strconv.Quote(s)
}

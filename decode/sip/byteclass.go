package sip

import "strconv"

// isToken reports whether c may stand in a token (RFC 3261 25.1).
func isToken(c byte) bool {
	switch {
	case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9':
		return true
	}
	switch c {
	case '-', '.', '!', '%', '*', '_', '+', '`', '\'', '~':
		return true
	}
	return false
}

// isBlank reports whether c is a space or a tab.
func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// isWhite reports whether c is white space of a header: blank or line end.
func isWhite(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// isDigits reports whether s is one or more decimal digits.
func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// lower returns c in lower case, if it is an ASCII letter.
func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// equalFold reports whether b is s, which is in lower case, whatever the case of
// its ASCII letters.
func equalFold[T []byte | string](b T, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i := range len(s) {
		if lower(b[i]) != s[i] {
			return false
		}
	}
	return true
}

// trim takes white space off both ends of a piece of b.
func trim(b []byte, s span) span {
	for s.from < s.to && isWhite(b[s.from]) {
		s.from++
	}
	for s.to > s.from && isWhite(b[s.to-1]) {
		s.to--
	}
	return s
}

// quote shows bytes to people: on one line and not too long.
func quote[T []byte | string](b T) string {
	const most = 60
	if len(b) > most {
		return strconv.Quote(string(b[:most])) + "…"
	}
	return strconv.Quote(string(b))
}

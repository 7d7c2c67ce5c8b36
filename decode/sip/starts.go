package sip

import "bytes"

// StartsMessage reports whether b begins with a whole start line, as RFC 3261
// 7.1 and 7.2 have it. It costs next to nothing where b is something else.
func StartsMessage(b []byte) bool {
	if len(b) == 0 || !isToken(b[0]) || !plausible(b[:min(len(b), longestMethod+1)]) {
		return false
	}
	end := bytes.IndexByte(b, '\n')
	if end < 0 {
		return false
	}
	l, ok := parseStartLine(bytes.TrimSuffix(b[:end], []byte("\r")))
	return ok && l.odd == ""
}

package sip

import (
	"bytes"
	"strings"
)

// span is a piece of a message, in bytes from its first.
type span struct{ from, to int }

func (s span) of(b []byte) []byte { return b[s.from:s.to] }

// startLine is a start line taken apart (RFC 3261 7.1, 7.2).
type startLine struct {
	status int // 0 for a request.
	method span
	uri    span
	reason span
	length int    // Of the line, without its end.
	odd    string // What RFC 3261 does not allow; "" when all is well.
}

// longestMethod bounds a method, so that a stream of something else is known as
// such before a line of it is complete.
const longestMethod = 64

// plausible reports whether b can be the first bytes of a start line.
func plausible(b []byte) bool {
	n := 0
	for n < len(b) && n <= longestMethod && isToken(b[n]) {
		n++
	}
	switch {
	case n == len(b):
		return n <= longestMethod
	case b[n] == '/':
		return n == 3 && equalFold(b[:3], "sip")
	default:
		return n > 0 && n <= longestMethod && isBlank(b[n])
	}
}

// parseStartLine takes a start line without its line end apart. It forgives what
// can be understood all the same, and says so in odd.
func parseStartLine(b []byte) (l startLine, ok bool) {
	l.length = len(b)
	if len(b) > 4 && equalFold(b[:4], "sip/") {
		ok = l.parseStatus(b)
	} else {
		ok = l.parseRequest(b)
	}
	return l, ok
}

// parseStatus takes a status line apart: SIP/2.0 SP 3DIGIT SP reason.
func (l *startLine) parseStatus(b []byte) bool {
	v := 0
	for v < len(b) && !isBlank(b[v]) {
		v++
	}
	d := v
	for d < len(b) && isBlank(b[d]) {
		d++
	}
	if !l.version(b[:v]) || d == v || len(b) < d+3 {
		return false
	}
	for _, c := range b[d : d+3] {
		if c < '0' || c > '9' {
			return false
		}
		l.status = l.status*10 + int(c-'0')
	}
	rest := b[d+3:]
	switch {
	case l.status < 100 || len(rest) > 0 && !isBlank(rest[0]):
		return false
	case len(rest) == 0:
		l.note("no space after the status code")
	case d > v+1:
		l.note("several spaces before the status code")
	}
	l.reason = trim(b, span{d + 3, len(b)})
	return true
}

// parseRequest takes a request line apart: method SP Request-URI SP SIP/2.0.
func (l *startLine) parseRequest(b []byte) bool {
	m := 0
	for m < len(b) && isToken(b[m]) {
		m++
	}
	line := trim(b, span{0, len(b)})
	v := line.to
	for v > m && !isBlank(b[v-1]) {
		v--
	}
	l.method = span{0, m}
	l.uri = trim(b, span{m, v})
	switch uri := l.uri.of(b); {
	case m == 0 || l.uri.from == m || len(uri) == 0 || !l.version(b[v:line.to]):
		return false
	case line.to < len(b):
		l.note("space at the end of the request line")
	case l.uri.from != m+1 || l.uri.to != v-1 || b[m] == '\t' || b[v-1] == '\t':
		l.note("more than one space between the parts of the request line")
	case bytes.ContainsAny(uri, " \t"):
		l.note("white space in the Request-URI")
	}
	return true
}

// version reports whether b is SIP/ and a version number.
func (l *startLine) version(b []byte) bool {
	if string(b) == "SIP/2.0" {
		return true
	}
	if len(b) < 4 || !equalFold(b[:4], "sip/") {
		return false
	}
	major, minor, ok := strings.Cut(string(b[4:]), ".")
	if !ok || !isDigits(major) || !isDigits(minor) {
		return false
	}
	l.note("the version is not SIP/2.0 but " + quote(b))
	return true
}

// note keeps the first oddity.
func (l *startLine) note(text string) {
	if l.odd == "" {
		l.odd = text
	}
}

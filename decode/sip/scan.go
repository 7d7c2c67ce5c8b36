package sip

import "strings"

// scanner walks over a header value and knows what is quoted and what is in
// angle brackets (RFC 3261 25.1: quoted-string, name-addr).
type scanner struct {
	quoted  bool
	escaped bool
	bracket bool
}

// plain takes the next byte and reports whether it stands outside quotes and
// angle brackets, which themselves do not.
func (s *scanner) plain(c byte) bool {
	switch {
	case s.escaped:
		s.escaped = false
	case s.quoted:
		s.escaped = c == '\\'
		s.quoted = c != '"'
	case s.bracket:
		s.bracket = c != '>'
	case c == '"':
		s.quoted = true
	case c == '<':
		s.bracket = true
	default:
		return true
	}
	return false
}

// cutPlain returns s up to the first sep outside quotes and angle brackets, without
// white space at its ends, and what is behind it.
func cutPlain(s string, sep byte) (part, rest string, more bool) {
	var sc scanner
	for i := range len(s) {
		if sc.plain(s[i]) && s[i] == sep {
			return trimString(s[:i]), s[i+1:], true
		}
	}
	return trimString(s), "", false
}

// Split takes a value that is a list apart at its commas; those within quotes or
// angle brackets do not count, and empty parts are left out (RFC 3261 7.3.1).
// Values of Authorization, WWW-Authenticate, Date and their like are no lists.
func Split(value string) []string {
	var parts []string
	for more := true; more; {
		var part string
		if part, value, more = cutPlain(value, ','); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// List returns the parts of all fields of that name, in order, whether they were
// sent in one field or in several (RFC 3261 7.3.1). See [Split] for the headers
// that this is not for.
func (h Header) List(name string) []string {
	var parts []string
	for f := range h.All(name) {
		parts = append(parts, Split(f.Value)...)
	}
	return parts
}

// trimString takes white space off both ends of s.
func trimString(s string) string { return strings.Trim(s, " \t\r\n") }

// Unquote returns what a quoted string means, and everything else as it is. A
// string that does not end is taken to its end.
func Unquote(s string) string {
	if s == "" || s[0] != '"' {
		return s
	}
	s = s[1:]
	end, escapes := len(s), false
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			escapes = true
			i++
		} else if s[i] == '"' {
			end = i
			break
		}
	}
	s = s[:end]
	if !escapes {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b = append(b, s[i])
	}
	return string(b)
}

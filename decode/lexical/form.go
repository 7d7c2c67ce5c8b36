package lexical

import "strings"

// IsClock reports whether s is a time of day with or without an offset from UTC
// (xs:time), with white space around it.
func IsClock(s string) bool {
	c := clock{s: Trim(s), ok: true}
	hour := c.digits(2, 24)
	rest := c.field(':', 0, 59) + c.field(':', 0, 60) + c.fraction()
	c.zone()
	return c.ok && c.s == "" && (hour < 24 || rest == 0)
}

// ParseClock reads a time of the day, HH:MM:SS, in seconds from midnight.
func ParseClock(s string) (seconds int, ok bool) {
	c := clock{s: Trim(s), ok: true}
	hour := c.digits(2, 23)
	minute := c.field(':', 0, 59)
	second := c.field(':', 0, 59)
	if !c.ok || c.s != "" {
		return 0, false
	}
	return hour*3600 + minute*60 + second, true
}

// IsBase64 reports whether s is bytes in base64 (xs:base64Binary), with white space
// anywhere.
func IsBase64(s string) bool {
	n, pads := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case White(c):
		case c == '=':
			pads++
		case pads > 0 || !base64(c):
			return false
		default:
			n++
		}
	}
	return pads < 3 && (n+pads)%4 == 0
}

func base64(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// IsGUID reports whether s is a GUID, with or without braces, in any letter case, with
// white space around it.
func IsGUID(s string) bool {
	s = Trim(s)
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		s = s[1 : len(s)-1]
	}
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return false
			}
		} else if c := s[i]; !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}

// ParseInteger reads a number with a sign (xs:long), with white space around it.
func ParseInteger(s string) (n int64, ok bool) {
	s = Trim(s)
	negative := strings.HasPrefix(s, "-")
	if negative || strings.HasPrefix(s, "+") {
		s = s[1:]
	}
	if s == "" {
		return 0, false
	}
	for i := range len(s) {
		d := int64(s[i] - '0')
		if s[i] < '0' || s[i] > '9' || n > (1<<63-1-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	if negative {
		n = -n
	}
	return n, true
}

package mime

import (
	"strings"

	"prescap/decode/sip"
)

// Type is a media type (RFC 2045 5.1).
type Type struct {
	Name   string // In lower case, such as "multipart/related"; "" when there is none.
	Params sip.Params
}

// ParseType takes the value of a Content-Type apart.
func ParseType(value string) Type {
	name, params, _ := strings.Cut(value, ";")
	return Type{Name: strings.ToLower(strings.Trim(name, " \t\r\n")), Params: sip.ParseParams(params, ';')}
}

// IsMultipart reports whether a body of that type is one of parts.
func (t Type) IsMultipart() bool { return strings.HasPrefix(t.Name, "multipart/") }

// ID takes a Content-ID, or what refers to one, in the form in which they are
// compared: without angle brackets.
func ID(s string) string {
	s = strings.Trim(s, " \t\r\n")
	if len(s) > 1 && s[0] == '<' && s[len(s)-1] == '>' {
		s = s[1 : len(s)-1]
	}
	return s
}

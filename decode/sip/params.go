package sip

import "strings"

// Param is one parameter of a header value or a URI.
type Param struct {
	Name  string // As it was sent.
	Value string // Without quotes and their escapes; percent escapes stay.
}

// Params are parameters in the order in which they were sent. A name may occur
// more than once.
type Params []Param

// ParseParams takes a list of parameters apart that sep separates: a semicolon in
// most headers (RFC 3261 7.3.1), a comma in those of authentication (RFC 3261
// 20.7). A value goes up to the next separator outside quotes and may contain
// equals signs. Empty parameters are left out.
func ParseParams(s string, sep byte) Params {
	if trimString(s) == "" {
		return nil
	}
	params := make(Params, 0, 1+strings.Count(s, string(rune(sep))))
	for more := true; more; {
		var part string
		part, s, more = cutPlain(s, sep)
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		params = append(params, Param{Name: trimString(name), Value: Unquote(trimString(value))})
	}
	return params
}

// Get returns the value of the first parameter of that name, in any letter case
// (RFC 3261 7.3.1), and whether there is one.
func (p Params) Get(name string) (value string, ok bool) {
	for i := range p {
		if strings.EqualFold(p[i].Name, name) {
			return p[i].Value, true
		}
	}
	return "", false
}

// Has reports whether there is a parameter of that name.
func (p Params) Has(name string) bool {
	_, ok := p.Get(name)
	return ok
}

package sip

import "strings"

// Via is one hop of the way that a request took (RFC 3261 20.42).
type Via struct {
	Protocol  string // Name and version: "SIP/2.0".
	Transport string // As it was sent: "TLS", "tls".
	Host      string
	Port      uint16 // 0 when there is none.
	Params    Params
}

// Branch returns the branch parameter, "" when there is none (RFC 3261 8.1.1.7).
func (v Via) Branch() string {
	branch, _ := v.Params.Get("branch")
	return branch
}

// ParseVia takes one hop apart. When it makes no sense, ok is false, and it has
// what could be understood.
func ParseVia(s string) (v Via, ok bool) {
	sent, params, _ := cutPlain(s, ';')
	v.Params = ParseParams(params, ';')
	name, rest, _ := strings.Cut(sent, "/")
	number, rest, ok := strings.Cut(rest, "/")
	if !ok {
		return v, false
	}
	v.Protocol = trimString(name) + "/" + trimString(number)
	rest = trimString(rest)
	end := strings.IndexAny(rest, " \t")
	if end < 0 {
		v.Transport = rest
		return v, false
	}
	v.Transport = rest[:end]
	by := strings.Join(strings.Fields(rest[end:]), "")
	v.Host, v.Port, ok = parseHostPort(by)
	return v, ok
}

// Vias returns the hops, the last one first, as they stand (RFC 3261 20.42). What
// makes no sense is there with what could be understood of it.
func (h Header) Vias() []Via {
	var all []Via
	for f := range h.All(HeaderVia) {
		for value, more := f.Value, true; more; {
			var part string
			if part, value, more = cutPlain(value, ','); part != "" {
				v, _ := ParseVia(part)
				all = append(all, v)
			}
		}
	}
	return all
}

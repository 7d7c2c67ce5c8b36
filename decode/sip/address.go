package sip

import "strings"

// Address is a name-addr or addr-spec with its header parameters: the value of
// From, To, Contact, Route and others (RFC 3261 20.10, 25.1).
type Address struct {
	Display string // Without quotes and their escapes.
	URI     string // As it was sent; "*" in a Contact that removes all (RFC 3261 10.2.2).
	Params  Params // Those of the header, not of the URI.
}

// Tag returns the tag parameter, "" when there is none (RFC 3261 19.3).
func (a Address) Tag() string {
	tag, _ := a.Params.Get("tag")
	return tag
}

// ParseAddress takes one address apart. Without angle brackets all parameters
// are those of the header (RFC 3261 20). When it makes no sense, ok is false, and
// the address has what could be understood.
func ParseAddress(s string) (a Address, ok bool) {
	s = trimString(s)
	at, sound := bracket(s)
	if at < 0 {
		uri, params, _ := cutPlain(s, ';')
		a = Address{URI: uri, Params: ParseParams(params, ';')}
		return a, uri != "" && !strings.ContainsAny(uri, " \t\"<>")
	}
	a.Display = Unquote(trimString(s[:at]))
	uri, rest, closed := strings.Cut(s[at+1:], ">")
	a.URI = trimString(uri)
	junk, params, _ := cutPlain(rest, ';')
	a.Params = ParseParams(params, ';')
	return a, sound && closed && junk == "" && a.URI != ""
}

// bracket returns the position of the first opening angle bracket outside quotes,
// -1 when there is none. A quotation that does not end hides nothing, but is not
// sound.
func bracket(s string) (at int, sound bool) {
	var sc scanner
	for i := range len(s) {
		sc.plain(s[i])
		if sc.bracket {
			return i, true
		}
	}
	if sc.quoted {
		return strings.LastIndexByte(s, '<'), false
	}
	return -1, true
}

// Addresses returns the addresses of all fields of that name, in order. What
// makes no sense is there with what could be understood of it.
func (h Header) Addresses(name string) []Address {
	var all []Address
	for f := range h.All(name) {
		for value, more := f.Value, true; more; {
			var part string
			if part, value, more = cutPlain(value, ','); part != "" {
				a, _ := ParseAddress(part)
				all = append(all, a)
			}
		}
	}
	return all
}

// address returns the address in the first field of that name.
func (h Header) address(name string) (Address, bool) {
	f, ok := h.First(name)
	if !ok {
		return Address{}, false
	}
	return ParseAddress(f.Value)
}

// From returns the address of From (RFC 3261 20.20).
func (h Header) From() (Address, bool) { return h.address(HeaderFrom) }

// To returns the address of To (RFC 3261 20.39).
func (h Header) To() (Address, bool) { return h.address(HeaderTo) }

// Contacts returns the addresses of Contact, in order (RFC 3261 20.10).
func (h Header) Contacts() []Address { return h.Addresses(HeaderContact) }

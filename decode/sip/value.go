package sip

import (
	"strconv"
	"strings"
	"time"
)

// CSeq orders the requests of a dialog and names their method (RFC 3261 20.16).
type CSeq struct {
	Number uint32
	Method Method
}

// Typed is a token with parameters: a media type, an event package.
type Typed struct {
	Name   string
	Params Params
}

// CallID returns the Call-ID, "" when there is none (RFC 3261 20.8).
func (h Header) CallID() string { return h.Get(HeaderCallID) }

// CSeq returns the CSeq; ok is false when there is none or it makes no sense.
func (h Header) CSeq() (c CSeq, ok bool) { return parseCSeq(h.Get(HeaderCSeq)) }

// ContentType returns the media type of the body, its name in lower case:
// "multipart/related"; "" when there is none (RFC 3261 20.15).
func (h Header) ContentType() Typed {
	t := parseTyped(h.Get(HeaderContentType))
	t.Name = strings.ToLower(t.Name)
	return t
}

// Event returns the event package, "" when there is none (RFC 6665 8.2.1).
func (h Header) Event() Typed { return parseTyped(h.Get(HeaderEvent)) }

// SubscriptionState returns the state of the subscription, in lower case; ""
// when there is none (RFC 6665 8.2.3).
func (h Header) SubscriptionState() Typed {
	t := parseTyped(h.Get(HeaderSubscriptionState))
	t.Name = strings.ToLower(t.Name)
	return t
}

// Expires returns the value of Expires; ok is false when there is none or it is
// no number of seconds (RFC 3261 20.19).
func (h Header) Expires() (d time.Duration, ok bool) {
	n, ok := parseNumber(h.Get(HeaderExpires), 32)
	return time.Duration(n) * time.Second, ok
}

// MaxForwards returns the value of Max-Forwards; ok is false when there is none
// or it is no number (RFC 3261 20.22).
func (h Header) MaxForwards() (n int, ok bool) {
	m, ok := parseNumber(h.Get(HeaderMaxForwards), 31)
	return int(m), ok
}

// ContentLength returns the value of the first Content-Length; ok is false when
// there is none or it is no number (RFC 3261 20.14). It is what the message says,
// not what the Framer made of it.
func (h Header) ContentLength() (n int, ok bool) {
	m, ok := parseNumber(h.Get(HeaderContentLength), 31)
	return int(m), ok
}

// parseCSeq takes a value of CSeq apart.
func parseCSeq(s string) (c CSeq, ok bool) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return CSeq{}, false
	}
	n, ok := parseNumber(s[:i], 32)
	method := trimString(s[i:])
	for j := range len(method) {
		ok = ok && isToken(method[j])
	}
	if !ok || method == "" {
		return CSeq{}, false
	}
	return CSeq{Number: uint32(n), Method: Method(method)}, true
}

// parseTyped takes a token and its parameters apart.
func parseTyped(s string) Typed {
	name, params, _ := cutPlain(s, ';')
	return Typed{Name: name, Params: ParseParams(params, ';')}
}

// parseNumber reads decimal digits, and nothing else, as a number of that many bits.
func parseNumber(s string, bits int) (uint64, bool) {
	if !isDigits(s) {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, bits)
	if err != nil {
		return 0, false
	}
	return n, true
}

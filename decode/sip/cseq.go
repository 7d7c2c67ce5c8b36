package sip

import (
	"strconv"
	"strings"
)

// CSeq orders the requests of a dialog and names their method (RFC 3261 20.16).
type CSeq struct {
	Number uint32
	Method Method
}

// CSeq returns the value of the message's CSeq; ok is false when there is none
// or it makes no sense.
func (m *Message) CSeq() (c CSeq, ok bool) { return parseCSeq(m.Header.Get(HeaderCSeq)) }

// parseCSeq takes a value of CSeq apart.
func parseCSeq(s string) (c CSeq, ok bool) {
	i := 0
	for i < len(s) && !isBlank(s[i]) {
		i++
	}
	method := strings.Trim(s[i:], " \t")
	n, err := strconv.ParseUint(s[:i], 10, 32)
	if err != nil || method == "" {
		return CSeq{}, false
	}
	for j := range len(method) {
		if !isToken(method[j]) {
			return CSeq{}, false
		}
	}
	return CSeq{Number: uint32(n), Method: Method(method)}, true
}

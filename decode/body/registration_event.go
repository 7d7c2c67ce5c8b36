package body

import (
	"strings"

	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// TypeRegistrationEvent is the media type by which a server ends a registration
// (wire reference 5.4).
const TypeRegistrationEvent = "text/registration-event"

// RegistrationEvent reads a line such as "deregistered;event=rejected".
func RegistrationEvent(r *Reader) {
	text := strings.Trim(string(r.body), " \t\r\n\x00")
	what, params, _ := strings.Cut(text, ";")
	if !strings.EqualFold(strings.TrimSpace(what), "deregistered") {
		r.flaw(DefectDeregistration, r.base, "", "expected deregistered, found "+lexical.Quote(what))
		r.Undecoded()
		return
	}
	reason, _ := sip.ParseParams(params, ';').Get("event")
	if reason == "" {
		r.flaw(DefectDeregistration, r.base, "", "expected an event, found "+lexical.Quote(text))
	}
	r.emit(&presence.Deregistered{Reason: r.words.Of(reason)})
}

package document

import "prescap/decode/schema"

// TypeSOAP is the media type of requests as before there were categories (wire reference
// 7.7).
const TypeSOAP = "application/soap+xml"

// winrtcSpace is the namespace of SOAP requests: servers know none without it (MS-SIP
// 3.2.4.2).
const winrtcSpace = "http://schemas.microsoft.com/winrtc/2002/11/sip"

// SOAP is a request as before there were categories, or its answer. Operation names it.
type SOAP struct {
	schema.Base
	Set   *SetPresence // Nil unless it is setPresence.
	Get   *GetPresence // Nil unless it is getPresence.
	Fault *SOAPFault   // Nil unless it is a refusal.
	Other []schema.Other
}

// SetPresence publishes what a device says of its user (MS-SIP 3.2.4.2; wire reference
// 7.7).
type SetPresence struct {
	Device *Device // Nil when absent.
}

// GetPresence asks for presence once (MS-SIP 3.2.4.4). The answer has a Presentity.
type GetPresence struct{ URI string }

// SOAPFault is a refusal (SOAP 1.1 4.4). No source has one of a presence server.
type SOAPFault struct {
	Code  string
	Text  string // For people.
	Actor string // Who refuses.
}

// Operation names what is asked for, or what is answered: setPresence, setContact, ...
func (s *SOAP) Operation() string {
	switch {
	case s.Set != nil:
		return "setPresence"
	case s.Get != nil:
		return "getPresence"
	case s.Fault != nil:
		return "Fault"
	case len(s.Other) > 0:
		return s.Other[0].Name
	}
	return ""
}

// some tells that there is no operation.
func (s *SOAP) some(tell func(text string)) {
	if s.Operation() == "" {
		tell("expected an operation, found none")
	}
}

// URI returns whose presence is set or asked for, as the document has it; "" for other
// operations.
func (s *SOAP) URI() string {
	switch {
	case s.Set != nil && s.Set.Device != nil:
		return s.Set.Device.URI
	case s.Get != nil:
		return s.Get.URI
	}
	return ""
}

// Enhanced maps the availability and the activity that are set; ok is false when one is
// absent.
func (s *SOAP) Enhanced() (e Enhanced, ok bool) {
	if s.Set == nil || s.Set.Device == nil {
		return Enhanced{}, false
	}
	return enhanced(s.Set.Device.Availability, s.Set.Device.Activity)
}

// soap describes requests as before there were categories. Attributes come with the
// namespace of their element, and without.
func soap() schema.Schema {
	const (
		source = "SOAP 1.1 4"
		set    = "MS-SIP 3.2.4.2"
		get    = "MS-SIP 3.2.4.4"
		open   = schema.AnyAttr | schema.AnyChild
	)
	fault := func(f func(*SOAPFault) any) schema.Keep { return schema.At(f) }
	return schema.Schema{
		Name: "soap", Roots: []string{"Envelope"}, Space: "http://schemas.xmlsoap.org/soap/envelope/", Anywhere: true, Qualified: true, Flags: schema.AnyAttr,
		Doc: "a request as before there were categories, or its answer", Source: "wire reference 7.7", New: func() any { return &SOAP{} },
		Rows: []schema.Row{
			{Path: "Header", Flags: open, Doc: "headers", Source: source},
			{Path: "Body", Occurs: schema.Once, Flags: schema.AnyAttr, Check: schema.Checking((*SOAP).some), Doc: "what is asked for", Source: source},
			{Path: "Body/setPresence", Space: winrtcSpace, Flags: open, Keep: schema.One(func(s *SOAP) **SetPresence { return &s.Set }), Doc: "publishes presence", Source: set},
			{Path: "Body/setPresence/presentity", Occurs: schema.Once, Flags: open, Keep: schema.One(func(s *SetPresence) **Device { return &s.Device }), Rows: append([]schema.Row{
				{Path: "@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(d *Device) any { return &d.URI }), Doc: "the user: whoever sends it", Source: set},
			}, device(presenceSpace, clientSpace)...), Doc: "what the device says of its user", Source: set},
			{Path: "Body/getPresence", Space: winrtcSpace, Flags: open, Keep: schema.One(func(s *SOAP) **GetPresence { return &s.Get }), Doc: "asks for presence once", Source: get},
			{Path: "Body/getPresence/presentity", Occurs: schema.Once, Also: []string{""}, Flags: open, Doc: "whose presence; without namespace in the sample", Source: get},
			{Path: "Body/getPresence/presentity/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(g *GetPresence) any { return &g.URI }), Doc: "the user", Source: get},
			{Path: "Body/Fault", Flags: open, Keep: schema.One(func(s *SOAP) **SOAPFault { return &s.Fault }), Doc: "a refusal", Source: source},
			{Path: "Body/Fault/faultcode", Occurs: schema.Once, Type: schema.String(), Keep: fault(func(f *SOAPFault) any { return &f.Code }), Doc: "what is wrong", Source: source},
			{Path: "Body/Fault/faultstring", Occurs: schema.Once, Type: schema.String(), Keep: fault(func(f *SOAPFault) any { return &f.Text }), Doc: "the same for people", Source: source},
			{Path: "Body/Fault/faultactor", Type: schema.URI(), Keep: fault(func(f *SOAPFault) any { return &f.Actor }), Doc: "who refuses", Source: source},
			{Path: "Body/*", Keep: schema.Others(func(s *SOAP) *[]schema.Other { return &s.Other }), Doc: "another operation, by the name of its element", Source: "wire reference 7.7"},
		},
	}
}

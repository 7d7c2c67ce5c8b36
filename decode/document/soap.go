package document

import (
	"strings"

	"prescap/decode/schema"
)

// TypeSOAP is the media type of requests as before there were categories (wire reference
// 7.7).
const TypeSOAP = "application/soap+xml"

// SOAP is a request as before there were categories: setPresence, getPresence, setContact,
// ..., or its answer.
type SOAP struct {
	schema.Base
	Set   *SetPresence // Nil unless it is setPresence.
	Get   *GetPresence // Nil unless it is getPresence.
	Fault *SOAPFault   // Nil unless it is a refusal.
	Other []schema.Other
}

// SetPresence publishes presence.
type SetPresence struct {
	URI          string
	Availability Aggregate
	Activity     Aggregate
	DeviceName   string
	User         UserInfo
}

// GetPresence asks for presence once.
type GetPresence struct{ URI string }

// SOAPFault is a refusal.
type SOAPFault struct{ Code, Text string }

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

// Text names the operation, and says what is set.
func (s *SOAP) Text() string {
	parts := []string{s.Operation()}
	switch {
	case s.Set != nil:
		p := Presentity{Availability: s.Set.Availability, Activity: s.Set.Activity}
		parts = append(parts, s.Set.URI, p.Text(), s.Set.DeviceName)
	case s.Get != nil:
		parts = append(parts, s.Get.URI)
	case s.Fault != nil:
		parts = append(parts, s.Fault.Code, s.Fault.Text)
	}
	var text []string
	for _, p := range parts {
		if p != "" {
			text = append(text, p)
		}
	}
	return strings.Join(text, " ")
}

// soap describes requests as before there were categories (MS-SIP, examples of setPresence
// and getPresence). Attributes have the namespace of their element there.
func soap() schema.Schema {
	const source = "MS-SIP, example of setPresence"
	const envelope, setSpace = "http://schemas.xmlsoap.org/soap/envelope/", "http://schemas.microsoft.com/winrtc/2002/11/sip"
	const open = schema.AnyAttr | schema.AnyChild
	set := "Body/setPresence/presentity"
	rows := []schema.Row{
		{Path: "Header", Flags: open, Doc: "headers", Source: "SOAP 1.1"},
		{Path: "Body", Occurs: schema.Once, Flags: schema.AnyAttr, Doc: "what is asked for", Source: "SOAP 1.1"},
		{Path: "Body/setPresence", Space: setSpace, Flags: open, Keep: schema.One(func(s *SOAP) **SetPresence { return &s.Set }), Doc: "publishes presence", Source: source},
		{Path: set, Occurs: schema.Once, Flags: open, Doc: "whose", Source: source},
		{Path: set + "/@uri", Type: schema.URI(), Keep: schema.At(func(s *SetPresence) any { return &s.URI }), Doc: "whose", Source: source},
	}
	rows = append(rows, aggregateOf(set+"/availability", schema.Row{Path: set + "/availability", Flags: schema.AnyAttr, Keep: schema.In(func(s *SetPresence) *Aggregate { return &s.Availability }), Doc: "how available", Source: source}, (*Aggregate).availability)...)
	rows = append(rows, aggregateOf(set+"/activity", schema.Row{Path: set + "/activity", Flags: schema.AnyAttr, Keep: schema.In(func(s *SetPresence) *Aggregate { return &s.Activity }), Doc: "what the user does", Source: source}, (*Aggregate).activity)...)
	rows = append(rows,
		schema.Row{Path: set + "/deviceName", Space: "http://schemas.microsoft.com/2002/09/sip/client/presence", Flags: schema.AnyAttr, Doc: "the device", Source: source},
		schema.Row{Path: set + "/deviceName/@name", Type: schema.String(), Keep: schema.At(func(s *SetPresence) any { return &s.DeviceName }), Doc: "its name", Source: source},
		schema.Row{Path: set + "/userInfo", Flags: open, Doc: "what the user entered, up to 1024 characters", Source: "wire reference 7.7"},
		schema.Row{Path: set + "/userInfo/states", Flags: schema.AnyAttr, Doc: "states", Source: "wire reference 7.7"},
		schema.Row{Path: set + "/userInfo/states/state", Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(func(s *SetPresence) *[]UserStateInfo { return &s.User.States }), Rows: userStateInfo(), Doc: "a state", Source: "wire reference 7.7"},
		schema.Row{Path: set + "/userInfo/note", Type: schema.String(), Flags: schema.AnyAttr, Keep: schema.At(func(s *SetPresence) any { return &s.User.Note }), Doc: "the note", Source: "wire reference 7.7"},
		schema.Row{Path: "Body/getPresence", Space: setSpace, Flags: open, Keep: schema.One(func(s *SOAP) **GetPresence { return &s.Get }), Doc: "asks for presence once", Source: "wire reference 7.7"},
		schema.Row{Path: "Body/getPresence/presentity", Flags: open, Doc: "whose", Source: "wire reference 7.7"},
		schema.Row{Path: "Body/getPresence/presentity/@uri", Type: schema.URI(), Keep: schema.At(func(g *GetPresence) any { return &g.URI }), Doc: "whose", Source: "wire reference 7.7"},
		schema.Row{Path: "Body/Fault", Flags: open, Keep: schema.One(func(s *SOAP) **SOAPFault { return &s.Fault }), Doc: "a refusal", Source: "SOAP 1.1"},
		schema.Row{Path: "Body/Fault/faultcode", Type: schema.Token(), Keep: schema.At(func(f *SOAPFault) any { return &f.Code }), Doc: "its code", Source: "SOAP 1.1"},
		schema.Row{Path: "Body/Fault/faultstring", Type: schema.String(), Keep: schema.At(func(f *SOAPFault) any { return &f.Text }), Doc: "in words", Source: "SOAP 1.1"},
		schema.Row{Path: "Body/*", Keep: schema.Others(func(s *SOAP) *[]schema.Other { return &s.Other }), Doc: "another operation, by the name of its element", Source: "wire reference 7.7"},
	)
	return schema.Schema{
		Name: "soap", Roots: []string{"Envelope"}, Space: envelope, Anywhere: true, Qualified: true, Flags: schema.AnyAttr,
		Doc: "a request as before there were categories", Source: "wire reference 7.7", New: func() any { return &SOAP{} }, Rows: rows,
	}
}

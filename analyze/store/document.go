package store

import (
	"strings"

	"prescap/decode/document"
	"prescap/decode/presence"
)

// documents says what a body says that is a document of its own.
func (m *meaning) documents(who string, request bool, e *presence.Document) {
	text := behind(": ", document.Text(e.Value), "")
	switch v := e.Value.(type) {
	case *document.ContactList:
		m.say("tells %s the contacts%s", who, contacts(v))
	case *document.AccessList:
		m.say("tells %s who may see and call", who)
	case *document.ProvisioningRequest:
		var names []string
		for _, g := range v.Groups {
			names = append(names, g.Name)
		}
		m.say("%s asks for the settings %s", who, list(names))
	case *document.Provisioning:
		var names []string
		for _, g := range v.Groups {
			names = append(names, g.Name)
		}
		m.say("gives %s the settings %s", who, list(names))
	case *document.PendingWatchers:
		var names []string
		for _, w := range v.Watchers {
			names = append(names, w.URI)
		}
		m.say("tells %s who waits for permission%s", who, behind(": ", list(names), ""))
	case *document.SOAP:
		m.say("%s", document.Text(v))
	default:
		m.users = append(m.users, e.Presentity)
		verb := "tells"
		if request && who == "" {
			verb = "says"
		}
		m.say("%s %s: %s%s", verb, who, e.Presentity, text)
	}
}

// contacts says how many contacts a list has, or what becomes of them.
func contacts(l *document.ContactList) string {
	var names []string
	for _, c := range l.Contacts {
		name := c.URI
		if change, ok := strings.CutSuffix(c.Element, "Contact"); ok {
			name = change + " " + name
		}
		names = append(names, name)
	}
	return behind(": ", list(names), "")
}

// step says which step of authentication a message takes.
func step(e *presence.Authentication) string {
	var names []string
	for _, s := range e.Schemes {
		name := s.Scheme
		if s.Message != "" {
			name += " " + s.Message
		}
		names = append(names, name)
	}
	return string(e.Step) + behind(" ", list(names), "")
}

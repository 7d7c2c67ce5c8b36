package body

import (
	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

const methodPublish = "PUBLISH"

// EventState reads the headers of a PUBLISH request, its success, or a 412 (RFC 3903
// 4 to 6); ok is false when the message is none of them.
func (r *Reader) EventState(m *sip.Message, defects []defect.Defect) (*presence.EventStatePublish, []defect.Defect, bool) {
	succeeds := m.Status >= 200 && m.Status <= 299
	if m.Method != methodPublish || !m.IsRequest() && !succeeds && m.Status != 412 {
		return nil, defects, false
	}
	e := &presence.EventStatePublish{
		Event:   r.words.Of(m.Header.Event().Name),
		ETag:    r.words.Of(m.Header.Get(sip.HeaderSIPETag)),
		IfMatch: r.words.Of(m.Header.Get(sip.HeaderSIPIfMatch)),
		Expires: -1,
	}
	if m.IsRequest() {
		e.Presentity = r.memo.AoR(m.RequestURI)
	} else if to, _ := m.Header.To(); to.URI != "" {
		e.Presentity = r.memo.AoR(to.URI)
	}
	missing := func(name string) {
		defects = append(defects, defect.Defect{Kind: DefectEventStateMissing, Path: name, Text: "expected a header " + name})
	}
	if m.IsRequest() && e.Event == "" {
		missing(sip.HeaderEvent)
	}
	if succeeds && e.ETag == "" {
		missing(sip.HeaderSIPETag)
	}
	f, ok := m.Header.First(sip.HeaderExpires)
	switch d, number := m.Header.Expires(); {
	case number:
		e.Expires = d
	case ok:
		defects = append(defects, defect.Defect{Kind: DefectEventStateInvalid, Offset: f.Offset, Path: sip.HeaderExpires,
			Text: "expected a number of seconds, found " + lexical.Quote(f.Value)})
	case succeeds:
		missing(sip.HeaderExpires)
	}
	return e, defects, true
}

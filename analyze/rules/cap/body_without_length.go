package cap

import (
	"fmt"
	"slices"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/defect"
	"prescap/decode/sip"
)

func bodyWithoutLength() *rule.Rule {
	return &rule.Rule{
		ID: "CAP001", Name: "body-without-length", Area: rule.CAP, Severity: rule.Error,
		Title: "A message with a body says on a stream nothing of its length",
		Basis: []rule.Citation{
			{Doc: "RFC 3261", Section: "18.3", Tier: 1, Row: "TRN-01"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The other side answers 400 or hangs up, and so does everything behind that message
on the connection; prescap reads the body as junk.`,
			Bad: `SERVICE sip:alice@contoso.com SIP/2.0
Content-Type: application/msrtc-category-publish+xml

<publish ...`,
			Good: `SERVICE sip:alice@contoso.com SIP/2.0
Content-Type: application/msrtc-category-publish+xml
Content-Length: 1042

<publish ...`,
			Fix: `Whatever writes messages to TCP or TLS is to give the length of each body. Look for
something that was made for UDP, where the datagram ends the body, and for devices on
the way that change headers.`,
			Harmless: `Never on TCP or TLS: nobody can tell where the next message begins.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTold[capture.StreamID](h)
			rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) {
				m := f.Message
				i := slices.IndexFunc(m.Defects, func(d defect.Defect) bool { return d.Kind == sip.DefectNoLengthTyped })
				if i < 0 && len(m.Body) == 0 && m.Lost == 0 || m.Flow.Transport != capture.TCP || unread(m) {
					return
				}
				if !p.CheckedAlone(m.Lost == 0) || i < 0 {
					return
				}
				d := m.Defects[i]
				proof := rule.Evidence{Role: "the message", Frames: f.Frames, Path: d.Path, Quote: "Content-Type: " + m.Header.Get(sip.HeaderContentType)}
				stream := capture.StreamID{Conn: f.Conn, Dir: f.Dir}
				if told.Again(stream, &f.About, proof) {
					return
				}
				told.Put(p.Report(&f.About, fmt.Sprintf("%q has a body of type %s and no Content-Length: where it ends nobody knows",
					m.StartLine, m.Header.Get(sip.HeaderContentType)), proof), &f.About, stream)
			})
		},
	}
}

// unread reports whether there is more of the header than was read, so that a length
// may be in it.
func unread(m *sip.Message) bool {
	return slices.ContainsFunc(m.Defects, func(d defect.Defect) bool {
		return d.Kind == sip.DefectFieldsLimit || d.Kind == sip.DefectHeaderLimit
	})
}

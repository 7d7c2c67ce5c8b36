package body

import (
	"fmt"
	"strings"

	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Warnings reads a Warning header (RFC 3261 20.43), which may have several values: a
// code, an agent, and a text in quotes, as in 310 lcs.microsoft.com "...". It adds an
// event for each.
func (r *Reader) Warnings(f sip.Field, events []presence.Event, defects []defect.Defect) ([]presence.Event, []defect.Defect) {
	odd := func(kind defect.Kind, text string) {
		defects = append(defects, defect.Defect{Kind: kind, Offset: f.Offset, Path: sip.HeaderWarning, Text: text})
	}
	for _, value := range sip.Split(f.Value) {
		if len(events) >= r.limits.Instances {
			odd(DefectLimit, fmt.Sprintf("more than %d events; the rest is not read", len(events)))
			break
		}
		code, text, _ := strings.Cut(value, " ")
		n, ok := lexical.ParseNumber(code)
		agent := code
		if ok {
			agent, text, _ = strings.Cut(strings.TrimSpace(text), " ")
		}
		text = strings.TrimSpace(text)
		if !ok || len(code) != 3 || len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
			odd(DefectDiagnostics, "expected a code of three digits, an agent and a text in quotes, found "+lexical.Quote(value))
		}
		events = append(events, &presence.Diagnostics{Header: sip.HeaderWarning, ID: n, Source: r.words.Of(agent), Reason: r.words.Of(sip.Unquote(text))})
	}
	return events, defects
}

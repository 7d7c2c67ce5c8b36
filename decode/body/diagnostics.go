package body

import (
	"strings"

	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// The diagnostics headers (MS-OCER; wire reference 14).
const (
	headerDiagnostics       = "ms-diagnostics"
	headerPublicDiagnostics = "ms-diagnostics-public"
	headerClientDiagnostics = "ms-client-diagnostics"
)

// IsDiagnostics reports whether a header field is a diagnostics header, and
// returns its name.
func IsDiagnostics(name string) (string, bool) {
	switch len(name) {
	case len(headerDiagnostics):
		return headerDiagnostics, sip.SameName(name, headerDiagnostics)
	case len(headerPublicDiagnostics): // Of the same length as that of clients.
		if sip.SameName(name, headerPublicDiagnostics) {
			return headerPublicDiagnostics, true
		}
		return headerClientDiagnostics, sip.SameName(name, headerClientDiagnostics)
	}
	return "", false
}

// Diagnostics reads a diagnostics header: a number, and parameters in any order,
// with names in any letter case.
func (r *Reader) Diagnostics(name string, f sip.Field, defects []defect.Defect) (*presence.Diagnostics, []defect.Defect) {
	d := &presence.Diagnostics{Header: name}
	id, params, _ := strings.Cut(f.Value, ";")
	id, sub, _ := strings.Cut(strings.TrimSpace(id), ".")
	n, ok := lexical.ParseNumber(id)
	if ok {
		d.ID = n
		known, _ := presence.FindDiagnosis(n)
		area, _ := presence.FindDiagnosisRange(n)
		d.Meaning, d.Area = known.Meaning, area.Area
	} else {
		defects = append(defects, defect.Defect{Kind: DefectDiagnostics, Offset: f.Offset, Path: name,
			Text: "expected a number in front, found " + lexical.Quote(f.Value)})
	}
	if sub != "" {
		d.Values = append(d.Values, "sub="+strings.Clone(sub))
	}
	for _, p := range sip.ParseParams(params, ';') {
		switch {
		case strings.EqualFold(p.Name, "reason") && d.Reason == "":
			d.Reason = r.words.Of(p.Value)
		case strings.EqualFold(p.Name, "source") && d.Source == "":
			d.Source = r.words.Of(p.Value)
		default:
			d.Values = append(d.Values, p.Name+"="+p.Value)
		}
	}
	return d, defects
}

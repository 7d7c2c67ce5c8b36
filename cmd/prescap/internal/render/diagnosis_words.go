package render

import (
	"cmp"
	"fmt"
	"io"

	"prescap/decode/presence"
)

// diagnosticsText says what a diagnostics header says, and what its number means.
func diagnosticsText(e *presence.Diagnostics) string {
	return of(fmt.Sprintf("%s %d", e.Header, e.ID), e.Meaning, suffix("area ", e.Area, ""), suffix("“", e.Reason, "”"), suffix("from ", e.Source, ""), list(e.Values))
}

// ExplainDiagnosis writes what is known about the number of a diagnostics header.
func ExplainDiagnosis(w io.Writer, id uint32) error {
	const wide = 10
	d, _ := presence.FindDiagnosis(id)
	text := fmt.Sprintf("%d %s\n\n", id, cmp.Or(d.Meaning, "is not known"))
	if d.Meaning != "" {
		text += row("header", wide, cmp.Or(d.Header, "not stated"))
	}
	area := "none that is known"
	if r, ok := presence.FindDiagnosisRange(id); ok {
		area = fmt.Sprintf("%d to %d: %s", r.First, r.Last, r.Area)
	}
	text += row("range", wide, area)
	if d.Source != "" {
		text += row("source", wide, d.Source)
	}
	_, err := io.WriteString(w, text)
	return err
}

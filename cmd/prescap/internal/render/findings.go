package render

import (
	"cmp"
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/printable"
)

// ordered returns findings by the input and the frame of their primary evidence,
// then by rule.
func ordered(all []rule.Finding) []*rule.Finding {
	sorted := make([]*rule.Finding, len(all))
	for i := range all {
		sorted[i] = &all[i]
	}
	slices.SortStableFunc(sorted, func(a, b *rule.Finding) int {
		return cmp.Or(capture.CompareFrames(a.Evidence[0].Frames[0], b.Evidence[0].Frames[0]), cmp.Compare(a.Rule.ID, b.Rule.ID))
	})
	return sorted
}

// worstFirst returns findings by severity, the certain ones first, and then as
// ordered does.
func worstFirst(all []rule.Finding) []*rule.Finding {
	sorted := ordered(all)
	slices.SortStableFunc(sorted, func(a, b *rule.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Certainty, b.Certainty))
	})
	return sorted
}

// subject says in a few words what a finding is about. The dialog is named only
// where nothing else is, unless all is wanted.
func subject(s *fact.Subject, all bool) string {
	var parts []string
	if s.Presentity != "" {
		parts = append(parts, s.Presentity)
	}
	switch {
	case s.Watcher == "", s.Watcher == s.Presentity:
	case s.Presentity == "":
		parts = append(parts, "watcher "+s.Watcher)
	default:
		parts = append(parts, "watched by "+s.Watcher)
	}
	if s.HasKey {
		parts = append(parts, s.Key.String())
	}
	if s.Endpoint != "" {
		parts = append(parts, "endpoint "+s.Endpoint)
	}
	if s.Dialog.CallID != "" && (all || len(parts) == 0) {
		parts = append(parts, "Call-ID "+s.Dialog.CallID)
	}
	return printable.Line(strings.Join(parts, ", "))
}

func severityColor(s rule.Severity) string {
	switch s {
	case rule.Error:
		return red
	case rule.Warning:
		return yellow
	}
	return cyan
}

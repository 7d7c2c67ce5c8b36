package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prescap/analyze"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/printable"
)

// summary writes what was read, what was decoded, what was not seen, and what the
// rules had to look at.
func (r *reportText) summary(b *strings.Builder, end *Result) {
	r.heading(b, "SUMMARY")
	b.WriteByte('\n')
	line := func(label, text string) {
		if text != "" {
			b.WriteString(row(label, 18, printable.Line(text)))
		}
	}
	a, l, c := &end.Account, &end.Account.Loss, &end.Counts
	line("packets", fmt.Sprint(a.Packets))
	line("connections", fmt.Sprint(a.Connections))
	line("messages", fmt.Sprint(a.Messages)+suffix(": ", byNumber(c.Methods), ""))
	if c.Hops > 0 {
		line("copies", fmt.Sprintf("%d of these are copies of others on their way through servers", c.Hops))
	}
	publications := fmt.Sprint(c.Publications)
	if c.Refused > 0 {
		publications += fmt.Sprintf(", %d refused", c.Refused)
	}
	line("publications", publications)
	line("notifications", fmt.Sprint(c.Notifications))
	lost := plural(l.Bytes, "byte")
	if l.Unknown > 0 {
		lost += " and " + plurals(l.Unknown, "stretch of unknown length", "stretches of unknown length")
	}
	line("lost", lost)
	dropped := 0
	for _, in := range a.Inputs {
		dropped += in.Dropped
	}
	if dropped > 0 {
		line("dropped", plural(dropped, "packet")+" while capturing")
	}
	line("undecrypted", plural(l.Undecrypted, "byte")+" encrypted or compressed")
	if l.Junk > 0 {
		line("not understood", plural(l.Junk, "byte")+" between messages")
	}
	line("undecoded", cmp.Or(byNumber(c.Undecoded), "no body"))
	if c.Forgotten > 0 {
		line("forgotten", plurals(c.Forgotten, "dialog, presentity or the like", "dialogs, presentities and the like")+" for lack of room")
	}
	line("findings", severitiesText(end.Findings))
	r.coverage(line, end.Coverage)
	for _, bug := range end.Bugs {
		at := ""
		if bug.Frame.Num > 0 {
			at = ", at " + r.o.frameList([]capture.Frame{bug.Frame})
		}
		line("failed", fmt.Sprintf("%s %s, for a bug of prescap%s: what it would have found is missing", bug.Rule.ID, bug.Rule.Name, at))
	}
	for _, why := range end.Verdict.Reasons {
		b.WriteString(r.o.paint(yellow, row("inconclusive", 18, printable.Line(why))))
	}
}

// coverage tells what the rules had to look at.
func (r *reportText) coverage(line func(label, text string), all []rule.Coverage) {
	var judged, idle []string
	for i := range all {
		switch c := &all[i]; {
		case c.Checked > 0:
			judged = append(judged, fmt.Sprintf("%s %d", c.Rule.ID, c.Checked))
		case c.Silent() == 0:
			idle = append(idle, c.Rule.ID)
		}
	}
	line("judged by rules", cmp.Or(strings.Join(judged, ", "), "nothing"))
	for i := range all {
		c := &all[i]
		for _, s := range silences(c.Skipped) {
			line("not judged", fmt.Sprintf("%s %s, which need: %s", c.Rule.ID, plural(s.Cases, "case"), s.Lack))
		}
		if c.Evicted > 0 {
			line("forgotten", fmt.Sprintf("%s %s, for lack of room: it may have missed something", c.Rule.ID, plurals(c.Evicted, "entry", "entries")))
		}
	}
	if len(idle) > 0 {
		line("nothing to judge", strings.Join(idle, ", "))
	}
}

// byNumber lists counts, the largest first.
func byNumber(counts []analyze.Count) string {
	sorted := slices.Clone(counts)
	slices.SortStableFunc(sorted, func(a, b analyze.Count) int { return cmp.Compare(b.N, a.N) })
	var parts []string
	for _, c := range sorted {
		parts = append(parts, fmt.Sprintf("%s %d", cmp.Or(c.Name, "(unnamed)"), c.N))
	}
	return strings.Join(parts, ", ")
}

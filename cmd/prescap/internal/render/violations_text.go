package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/printable"
)

// violations writes the findings, the worst first, each with its proof.
func (r *reportText) violations(b *strings.Builder, end *Result) {
	r.heading(b, "VIOLATIONS")
	if len(end.Findings) == 0 {
		none := "none found: " + basis(end.Coverage) + "."
		if len(end.Verdict.Reasons) > 0 {
			none += " But the capture does not show enough to say that there are none: see the summary."
		}
		b.WriteString("\n" + wrap(none, 0) + "\n")
	}
	for _, f := range worstFirst(end.Findings) {
		b.WriteByte('\n')
		r.violation(b, f, end.Account.Inputs)
	}
	if n := end.Counts.Findings; n > 0 {
		fmt.Fprintf(b, "\n%s not kept for lack of room, none of them graver.\n", plural(n, "further finding"))
	}
	b.WriteByte('\n')
}

func (r *reportText) violation(b *strings.Builder, f *rule.Finding, inputs []capture.Input) {
	head := fmt.Sprintf("%s %s %s", f.Severity, f.Rule.ID, f.Rule.Name)
	if f.Certainty == rule.Possible {
		head += ", possible"
	}
	if f.Count > 1 {
		head += fmt.Sprintf(", ×%d", f.Count)
	}
	fmt.Fprintf(b, "%s\n  %s\n", r.o.paint(severityColor(f.Severity), head), wrap(printable.Line(f.Message), 2))
	if about := subject(&f.Subject, true); about != "" {
		b.WriteString(row("  about", 10, about))
	}
	if at := r.span(f); at != "" {
		b.WriteString(row("  at", 10, at))
	}
	if f.Lowered != "" {
		b.WriteString(row("  lowered", 10, printable.Line(f.Lowered)))
	}
	for i := range f.Evidence {
		e := &f.Evidence[i]
		words := e.Role + ": " + r.o.frameList(e.Frames)
		if e.Path != "" {
			words += " at " + e.Path
		}
		if e.Quote != "" {
			words += " “" + e.Quote + "”"
		}
		label := ""
		if i == 0 {
			label = "  proof"
		}
		b.WriteString(row(label, 10, printable.Line(words)))
	}
	for i, note := range r.o.notes(f, inputs) {
		label := ""
		if i == 0 {
			label = "  note"
		}
		b.WriteString(row(label, 10, note))
	}
	for _, line := range r.o.tshark(f) {
		fmt.Fprintf(b, "  %s\n", r.o.paint(dim, line))
	}
}

// mostNotes is how many notes a finding shows.
const mostNotes = 20

// notes is what somebody wrote on the packets that prove a finding.
func (o Options) notes(f *rule.Finding, inputs []capture.Input) []string {
	var frames []capture.Frame
	for _, e := range f.Evidence {
		frames = append(frames, e.Frames...)
	}
	slices.SortFunc(frames, capture.CompareFrames)
	frames = slices.CompactFunc(frames, func(a, b capture.Frame) bool { return capture.CompareFrames(a, b) == 0 })
	var notes []string
	more := 0
	for _, frame := range frames {
		if frame.File >= len(inputs) {
			continue
		}
		all := inputs[frame.File].Comments
		at, _ := slices.BinarySearchFunc(all, frame.Num, func(c capture.Comment, n int) int { return cmp.Compare(c.Frame, n) })
		for ; at < len(all) && all[at].Frame == frame.Num; at++ {
			if len(notes) == mostNotes {
				more++
				continue
			}
			notes = append(notes, o.frameList([]capture.Frame{frame})+": "+printable.Line(all[at].Text))
		}
	}
	if more > 0 {
		notes = append(notes, fmt.Sprintf("and %d more", more))
	}
	return notes
}

// span is when a finding was seen, first and last.
func (r *reportText) span(f *rule.Finding) string {
	proof := f.Evidence[0].Frames
	if momentJSON(f.Time, proof) == "" {
		return ""
	}
	const layout = "2006-01-02 15:04:05.000000"
	s := f.Time.UTC().Format(layout)
	if f.Count > 1 && f.Last.After(f.Time) {
		s += " to " + f.Last.UTC().Format(layout)
	}
	return s
}

// tshark is how to show the frames of a finding with tshark, a command for each
// input; none where there is no file to look into.
func (o Options) tshark(f *rule.Finding) []string {
	if o.Live {
		return nil
	}
	frames := map[int][]int{}
	for _, e := range f.Evidence {
		for _, frame := range e.Frames {
			frames[frame.File] = append(frames[frame.File], frame.Num)
		}
	}
	var lines []string
	for _, file := range slices.Sorted(maps.Keys(frames)) {
		nums := frames[file]
		slices.Sort(nums)
		var terms []string
		for _, n := range slices.Compact(nums) {
			terms = append(terms, fmt.Sprintf("frame.number==%d", n))
		}
		lines = append(lines, fmt.Sprintf("tshark -r %s -o tcp.reassemble_out_of_order:TRUE -Y '%s'",
			quoted(o.Files.Name(file)), strings.Join(terms, " || ")))
	}
	return lines
}

// quoted writes a name as a shell reads it.
func quoted(name string) string {
	name = printable.Text(name)
	plain := func(r rune) bool {
		return strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+:,@%", r)
	}
	if strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

package render

import (
	"fmt"
	"io"
	"strings"

	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/printable"
)

// checkText shows a finding as a line, and behind them the verdict.
type checkText struct {
	atEnd
	w io.Writer
	o Options
}

func newCheckText(w io.Writer, o Options) Renderer { return &checkText{w: w, o: o} }

// Close writes the lines.
func (r *checkText) Close(end *Result) error {
	var b strings.Builder
	for _, f := range ordered(end.Findings) {
		b.WriteString(r.line(f) + "\n")
	}
	if n := end.Counts.Findings; n > 0 {
		fmt.Fprintf(&b, "%s not kept for lack of room, none of them graver\n", plural(n, "further finding"))
	}
	fmt.Fprintf(&b, "%s\n%s\n", basis(end.Coverage), r.o.verdict(end))
	_, err := io.WriteString(r.w, b.String())
	return err
}

// line is a finding in a line.
func (r *checkText) line(f *rule.Finding) string {
	s := fmt.Sprintf("%s: %s %s %s: %s", r.o.place(f.Evidence[0].Frames),
		r.o.paint(severityColor(f.Severity), f.Severity.String()), f.Rule.ID, f.Rule.Name, printable.Line(f.Message))
	if about := subject(&f.Subject, false); about != "" {
		s += " (" + about + ")"
	}
	if f.Certainty == rule.Possible {
		s += " [possible]"
	}
	if f.Count > 1 {
		s += fmt.Sprintf(" [×%d]", f.Count)
	}
	return s
}

// place is frames with the names of their inputs: "a.pcap#4-6,9".
func (o Options) place(frames []capture.Frame) string {
	s := o.frameList(frames)
	if !o.Files.Several() {
		s = printable.Line(o.Files.Name(0)) + s
	}
	return s
}

// verdict is the line that says what the result is worth.
func (o Options) verdict(end *Result) string {
	v, color, rest := &end.Verdict, green, severitiesText(end.Findings)
	switch v.Word() {
	case Fail:
		color = red
		rest += fmt.Sprintf("; %d certain at or above --fail-on %s", v.Failing, v.FailOn)
		if len(v.Reasons) > 0 {
			rest += "; and there may be more: " + strings.Join(v.Reasons, "; ")
		}
	case Inconclusive:
		color = yellow
		rest = strings.Join(v.Reasons, "; ") + "; " + rest
	case Pass:
		if len(end.Findings) > 0 {
			rest += "; none certain at or above --fail-on " + v.FailOn
		}
	}
	return o.paint(color, string(v.Word())) + ": " + printable.Line(rest)
}

// basis says what findings rest on, or that there are none: how much rules had to
// look at.
func basis(all []rule.Coverage) string {
	rules, cases, idle, silent := 0, 0, 0, 0
	for i := range all {
		c := &all[i]
		cases += c.Checked
		silent += c.Silent()
		switch {
		case c.Checked > 0:
			rules++
		case c.Silent() == 0:
			idle++
		}
	}
	s := "no rule judged anything"
	if rules > 0 {
		s = fmt.Sprintf("%s judged %s", plural(rules, "rule"), plural(cases, "case"))
	}
	if silent > 0 {
		s += fmt.Sprintf(", %s could not be judged", plural(silent, "case"))
	}
	if idle > 0 {
		s += fmt.Sprintf(", %s had nothing to look at", plural(idle, "rule"))
	}
	return s
}

// severitiesText counts findings by severity: "2 errors, 1 warning (1 only possible)".
func severitiesText(findings []rule.Finding) string {
	if len(findings) == 0 {
		return "no findings"
	}
	var parts []string
	t := tallyOf(findings)
	for _, s := range severities() {
		n := t[s]
		if n.certain+n.possible == 0 {
			continue
		}
		word := plural(n.certain+n.possible, s.String())
		if s == rule.Info {
			word = fmt.Sprintf("%d info", n.certain+n.possible)
		}
		if n.possible > 0 {
			word += fmt.Sprintf(" (%d only possible)", n.possible)
		}
		parts = append(parts, word)
	}
	return strings.Join(parts, ", ")
}

package render

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"prescap/analyze/timeline"
	"prescap/decode/printable"
)

// reportText is a report to read: what became of whom, what was wrong, and what
// all of that rests on.
type reportText struct {
	atEnd
	w io.Writer
	o Options
}

func newReportText(w io.Writer, o Options) Renderer { return &reportText{w: w, o: o} }

// Close writes the report.
func (r *reportText) Close(end *Result) error {
	for _, part := range []func(*strings.Builder, *Result){r.presentities, r.violations, r.summary} {
		var b strings.Builder
		part(&b, end)
		if _, err := io.WriteString(r.w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

func (r *reportText) heading(b *strings.Builder, title string) {
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(r.o.paint(bold, title) + "\n")
}

// presentities writes the timelines.
func (r *reportText) presentities(b *strings.Builder, end *Result) {
	r.heading(b, "TIMELINES")
	if len(end.Presentities) == 0 {
		b.WriteString("\nnone: nobody's presence was seen to be published or told.\n")
	}
	for i := range end.Presentities {
		b.WriteByte('\n')
		r.timeline(b, &end.Presentities[i])
	}
	if n := end.Counts.Presentities; n > 0 {
		fmt.Fprintf(b, "\nAt least %s more have no timeline, for lack of room.\n", people(n))
	}
	b.WriteByte('\n')
}

func people(n int) string {
	if n == 1 {
		return "1 presentity"
	}
	return fmt.Sprintf("%d presentities", n)
}

// timeline writes one timeline. A day is told when it begins.
func (r *reportText) timeline(b *strings.Builder, t *timeline.Timeline) {
	state := "no aggregate state was seen"
	if !t.Since.IsZero() {
		state = cmp.Or(t.State, "no aggregate state any more")
		if since := momentJSON(t.Since, nil); since != "" {
			state += ", since " + t.Since.UTC().Format("2006-01-02 15:04:05")
		}
	}
	if t.Gone {
		state += "; no endpoint is signed in"
	}
	fmt.Fprintf(b, "%s: %s\n", r.o.paint(bold, printable.Line(t.Name)), printable.Line(state))
	if t.Dropped > 0 {
		fmt.Fprintf(b, "  %s not kept for lack of room\n", plurals(t.Dropped, "older entry", "older entries"))
	}
	shown := slices.DeleteFunc(slices.Clone(t.Entries), func(e timeline.Entry) bool { return e.Initial && e.Detail })
	wide := 0
	for i := range shown {
		wide = max(wide, utf8.RuneCountInString(lane(&shown[i])))
	}
	day := ""
	for i := range shown {
		e := &shown[i]
		date, clock := when(e)
		if date != day {
			fmt.Fprintf(b, "  %s\n", date)
			day = date
		}
		change := changeText(e)
		if e.Refused {
			change = r.o.paint(yellow, change)
		}
		line := fmt.Sprintf("  %s  %s  %s", clock, pad(lane(e), min(wide, 26)), change)
		if e.Cause != "" {
			line += "  " + r.o.paint(dim, printable.Line(e.Cause))
		}
		if len(e.Frames) > 0 {
			line += "  " + r.o.frameList(e.Frames)
		}
		b.WriteString(line + "\n")
	}
	if n := len(t.Entries) - len(shown); n > 0 {
		fmt.Fprintf(b, "  and %s of categories that prescap does not read\n", plurals(n, "first sight", "first sights"))
	}
}

// when is the day and the time of an entry; without day where there is no time.
func when(e *timeline.Entry) (date, clock string) {
	if momentJSON(e.Time, e.Frames) == "" {
		return "time unknown", pad("", 15)
	}
	t := e.Time.UTC()
	return t.Format("2006-01-02"), t.Format("15:04:05.000000")
}

// lane is the lane with its containers: "user state 2,3".
func lane(e *timeline.Entry) string {
	s := printable.Line(e.Lane)
	for i, c := range e.Containers {
		sep := ","
		if i == 0 {
			sep = " "
		}
		s += fmt.Sprintf("%s%d", sep, c)
	}
	return s
}

// changeText says what became what.
func changeText(e *timeline.Entry) string {
	from, to := e.From, e.To
	if to == "" {
		to = "nothing"
	}
	switch {
	case e.Refused || from == "" && e.Initial:
		return printable.Line(to)
	case from == "":
		from = "nothing"
	}
	return printable.Line(from) + " → " + printable.Line(to)
}

// plurals counts things whose plural is not formed with an s.
func plurals(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

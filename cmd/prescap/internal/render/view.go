package render

import (
	"fmt"
	"io"
	"strings"

	"prescap/analyze/fact"
	"prescap/analyze/state"
	"prescap/decode/presence"
	"prescap/decode/printable"
)

const viewSchema = "prescap.view/1"

// Views returns the formats of what a watcher saw, up to a time as it was given.
func Views(watcher, at string) []Format {
	return []Format{
		{Name: "text", Doc: "what was seen of each presentity, by category", New: func(w io.Writer, o Options) Renderer { return &viewText{w: w, o: o, watcher: watcher, at: at} }},
		{Name: "json", Doc: "one JSON document, schema " + viewSchema, New: func(w io.Writer, o Options) Renderer { return &viewDocument{w: w, o: o, watcher: watcher, at: at} }},
	}
}

// viewText shows what a watcher saw.
type viewText struct {
	atEnd
	w           io.Writer
	o           Options
	watcher, at string
}

// Close writes it: presentity by presentity, category by category, one endpoint of the
// watcher below the other.
func (r *viewText) Close(end *Result) error {
	var b strings.Builder
	when := "at the end"
	if r.at != "" {
		when = "at " + r.at
	}
	fmt.Fprintf(&b, "What %s saw %s\n", printable.Line(r.watcher), when)
	all := end.Seen
	for i := range all {
		s := &all[i]
		if i == 0 || all[i-1].Presentity != s.Presentity {
			fmt.Fprintf(&b, "\n%s\n", r.o.paint(bold, printable.Line(s.Presentity)))
		}
		if i == 0 || all[i-1].Presentity != s.Presentity || all[i-1].Endpoint != s.Endpoint || all[i-1].Dialog != s.Dialog {
			r.subscription(&b, s)
		}
		r.category(&b, s)
	}
	_, err := io.WriteString(r.w, b.String())
	return err
}

// subscription writes by which subscription an endpoint was told, and what that rests on.
func (r *viewText) subscription(b *strings.Builder, s *state.Seen) {
	name := "an endpoint without epid"
	if s.Endpoint != "" {
		name = "endpoint " + s.Endpoint
	}
	fmt.Fprintf(b, "  on %s, by the subscription %s\n", printable.Line(name), printable.Line(s.Dialog))
	if s.Ended.End != fact.Alive {
		fmt.Fprintf(b, "    which ended at %s: %s\n", s.Ended.Time.UTC().Format("15:04:05.000000"), s.Ended.How)
	}
	for _, a := range s.Admits {
		because := "no member fits"
		if a.Because != "" {
			because = "member " + printable.Line(a.Because)
		}
		fmt.Fprintf(b, "    container %d by %s (%s)\n", a.Container, a.Reading, because)
	}
}

// category writes what was told of a category.
func (r *viewText) category(b *strings.Builder, s *state.Seen) {
	const wide = 28
	line := func(label, text string) { b.WriteString(row("    "+label, wide, text)) }
	told := fmt.Sprintf("told %s %s, %s", s.Told.UTC().Format("15:04:05.000000"), s.Carrier, r.o.frameList(s.Frames))
	if len(s.Values) == 0 {
		line(string(s.Category), "none; "+told)
	}
	for _, v := range s.Values {
		name := fmt.Sprintf("%s/%d", s.Category, v.Instance)
		if class := presence.InstanceClassOf(s.Category, v.Instance).Name; class != "" && class != string(s.Category) {
			name += " (" + class + ")"
		}
		text := v.Text + "; " + told
		if !v.Since.Equal(s.Told) {
			text += fmt.Sprintf("; first %s, %s", v.Since.UTC().Format("15:04:05.000000"), r.o.frameList(v.Frames))
		}
		if len(name) > wide-6 {
			line(printable.Line(name), "")
			name = ""
		}
		line(printable.Line(name), printable.Line(text))
	}
	if s.Missing != fact.Whole {
		line("", "may have been told more: "+s.Missing.String())
	}
	r.owner(line, s)
}

// owner writes where the owner has that too.
func (r *viewText) owner(line func(label, text string), s *state.Seen) {
	switch {
	case len(s.Owner) == 0:
	case len(s.Containers) > 0:
		var names []string
		for _, c := range s.Containers {
			names = append(names, fmt.Sprint(c))
		}
		line("", "as the owner has it in "+strings.Join(names, ", "))
	default:
		var parts []string
		for _, o := range s.Owner {
			parts = append(parts, fmt.Sprintf("%d: %s", o.Container, o.Text))
		}
		line("", printable.Line("the owner has it in no container like that: "+strings.Join(parts, "; ")))
	}
}

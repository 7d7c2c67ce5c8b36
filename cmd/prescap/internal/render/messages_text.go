package render

import (
	"fmt"
	"io"
	"strings"

	"prescap/analyze/pipeline"
	"prescap/decode/printable"
	"prescap/decode/sip"
)

// messagesText shows a message as a line. What matters comes first, so that 80
// columns show which message it is; a mark behind the number tells that there is
// something odd, which the end of the line names.
type messagesText struct {
	itemwise
	w    io.Writer
	o    Options
	n    int
	wide int // Columns for frames; 0 before the first.
	uris *sip.Memo
}

func newMessagesText(w io.Writer, o Options) Renderer {
	r := &messagesText{w: w, o: o, uris: sip.NewMemo(4096)}
	return r
}

// Item writes a line.
func (r *messagesText) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	if r.wide == 0 { // Only now is it known what files there are, live.
		r.wide = r.o.frameColumn()
	}
	r.n++
	mark, remarks := " ", remarksOf(m)
	if remarks != "" {
		mark, remarks = r.o.paint(yellow, "!"), r.o.paint(yellow, remarks)
	}
	color := green
	if m.IsRequest() {
		color = red
	}
	var line strings.Builder
	fmt.Fprintf(&line, "%5d%s %s  %s  %s  %s", r.n, mark, clockText(m.Frames[len(m.Frames)-1]), pad(r.o.frameList(m.Frames), r.wide),
		r.o.paint(color, pad(printable.Line(m.Brief()), 38)), pad(m.Flow.Src.String()+" → "+m.Flow.Dst.String(), 34))
	for _, part := range []string{r.who(m), body(m), remarks} {
		if part != "" {
			line.WriteString("  " + part)
		}
	}
	_, err := io.WriteString(r.w, strings.TrimRight(line.String(), " ")+"\n")
	return err
}

// who is the address of record in From.
func (r *messagesText) who(m *sip.Message) string {
	from, ok := m.Header.From()
	if !ok {
		return ""
	}
	return printable.Line(r.uris.AoR(from.URI))
}

// body says what kind of body there is, and how much of it.
func body(m *sip.Message) string {
	kind := m.Header.Get(sip.HeaderContentType)
	switch {
	case kind == "" && len(m.Body) == 0:
		return ""
	case kind == "":
		kind = "unnamed"
	}
	return fmt.Sprintf("%s %d B", printable.Line(kind), len(m.Body))
}

// remarksOf says what is missing, and what is odd.
func remarksOf(m *sip.Message) string {
	var parts []string
	switch {
	case m.Lost < 0:
		parts = append(parts, "the rest is missing")
	case m.Lost > 0:
		parts = append(parts, plural(m.Lost, "byte")+" missing")
	}
	for _, l := range m.Layers {
		parts = append(parts, "through "+l.Name)
	}
	for _, d := range m.Defects {
		parts = append(parts, string(d.Kind))
	}
	return strings.Join(parts, ", ")
}

package render

import (
	"fmt"
	"io"
	"strings"

	"prescap/analyze/pipeline"
	"prescap/decode/sip"
)

type messagesText struct {
	w    io.Writer
	o    Options
	n    int
	uris *sip.Memo
}

func newMessagesText(w io.Writer, o Options) Renderer { return &messagesText{w: w, o: o, uris: sip.NewMemo(4096)} }

// Item writes a line: number, time, frames, addresses, what, who, body, remarks.
func (r *messagesText) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	r.n++
	flow := m.Flow.Src.String() + " → " + m.Flow.Dst.String()
	var line strings.Builder
	fmt.Fprintf(&line, "%5d  %s  %-9s  %s  %s", r.n, clockText(m.Time), "#"+frameList(m.Frames), pad(flow, 39), r.what(m))
	if who := r.who(m); who != "" {
		line.WriteString("  " + who)
	}
	if kind := m.Header.Get(sip.HeaderContentType); kind != "" {
		fmt.Fprintf(&line, "  %s %d B", Printable(kind), len(m.Body))
	}
	if remarks := r.remarks(m); remarks != "" {
		line.WriteString("  " + r.o.paint(yellow, remarks))
	}
	line.WriteByte('\n')
	_, err := io.WriteString(r.w, line.String())
	return err
}

// what is the start line without what goes without saying.
func (r *messagesText) what(m *sip.Message) string {
	if m.IsRequest() {
		return r.o.paint(red, pad(Printable(string(m.Method)+" "+m.RequestURI), 40))
	}
	answers := m.Header.Get(sip.HeaderCSeq)
	if answers == "" {
		answers = "unknown request"
	}
	return r.o.paint(green, pad(Printable(fmt.Sprintf("%d %s (%s)", m.Status, m.Reason, answers)), 40))
}

// who is the address of record in From.
func (r *messagesText) who(m *sip.Message) string {
	from, ok := m.Header.From()
	if !ok {
		return ""
	}
	return Printable(r.uris.AoR(from.URI))
}

func (r *messagesText) remarks(m *sip.Message) string {
	var parts []string
	switch {
	case m.Lost < 0:
		parts = append(parts, "the rest is missing")
	case m.Lost > 0:
		parts = append(parts, fmt.Sprintf("%d bytes missing", m.Lost))
	}
	for _, l := range m.Layers {
		parts = append(parts, "through "+l.Name)
	}
	for _, d := range m.Defects {
		parts = append(parts, string(d.Kind))
	}
	return strings.Join(parts, ", ")
}

// Close has nothing to add.
func (r *messagesText) Close() error { return nil }

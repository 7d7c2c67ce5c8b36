package schema

import "strings"

// Line is a row of a schema as it is shown to people.
type Line struct {
	Path   string // From the root on: "activity/@token"; that of a text is that of its element.
	Attr   bool   // It is an attribute.
	Occurs string // As schemas write it: "0..1".
	Type   string // As schemas write it; empty for an element that holds others.
	Known  []string
	Closed bool // No other tokens are allowed.
	Only   []string
	Layer  int
	Space  string // The namespace, where it is not that of what it is in.
	Also   []string
	Spelt  []string
	Flags  Flags
	Doc    string
	Source string
}

// Lines lists the rows of the schema, in their order, each followed by those of what is
// in it; attributes first.
func (d *Document) Lines() []Line { return d.root.lines(nil, "") }

func (n *node) lines(all []Line, prefix string) []Line {
	for _, a := range n.attrs {
		l := a.line(prefix + "@" + a.name)
		l.Attr, l.Space = true, a.space
		if a.space == InstanceSpace {
			l.Path = prefix + "@xsi:" + a.name
		}
		all = append(all, l)
	}
	for _, k := range n.kids {
		l := k.line(prefix + k.name)
		if k.space != n.space {
			l.Space = k.space
		}
		if k.text != nil && l.Type == "" {
			l.Type, l.Known, l.Closed = k.text.Type.Name, k.text.Type.Known, k.text.Type.closed
		}
		all = append(all, l)
		all = k.lines(all, prefix+k.name+"/")
	}
	if r := n.rest; r != nil {
		all = append(all, Line{Path: prefix + "*", Occurs: Any.String(), Doc: r.Doc, Source: r.Source})
	}
	return all
}

func (n *node) line(path string) Line {
	return Line{
		Path: path, Occurs: n.Occurs.String(), Type: n.Type.Name, Known: n.Type.Known, Closed: n.Type.closed,
		Only: n.Only, Layer: n.Layer, Also: n.Also, Spelt: n.Spelt, Flags: n.flags, Doc: n.Doc, Source: n.Source,
	}
}

// Indent returns how many elements of the schema are around the row, but for the root.
func (l *Line) Indent() int { return strings.Count(l.Path, "/") }

// Spaces lists the namespaces of rows that have one of their own.
func (d *Document) Spaces() (all []string) {
	for _, l := range d.Lines() {
		if l.Space != "" && l.Space != InstanceSpace {
			all = append(all, l.Space)
		}
	}
	return all
}

package schema

import (
	"strings"

	"prescap/decode/xmlscan"
)

// Other is an element of a set that is open: servers have elements of their own in it.
type Other struct {
	Name string
	Text string // Its text, where it has neither attributes nor elements.
	XML  string // Else all of it, as XML that stands on its own.
}

// Others keeps the elements that no other row of the element names, those of its namespace.
// Its row has the path "*".
func Others[P any](f func(*P) *[]Other) Keep {
	return Keep{others: func(p any) *[]Other { return f(p.(*P)) }}
}

// other keeps an element of an open set.
func (r *Reader) other(n *node, el *xmlscan.Element, dst any) {
	list := n.others(dst)
	if len(*list) >= r.most {
		r.extra(Extra{}, el.Offset) // Which tells that there is more than is kept.
		return
	}
	o := Other{Name: r.words.Of(el.Local)}
	plain := len(el.Attrs) == 0
	xml := r.scan.Outer()
	if inner := inside(xml); !plain || strings.Contains(inner, "<") {
		o.XML = xml
	} else {
		o.Text = r.words.Of(strings.TrimSpace(xmlscan.Unescape(inner)))
	}
	*list = append(*list, o)
}

// inside returns what is between the first and the last tag.
func inside(xml string) string {
	from, to := strings.IndexByte(xml, '>')+1, strings.LastIndex(xml, "</")
	if to < from {
		return ""
	}
	return xml[from:to]
}

// writeOthers writes the elements of an open set.
func (w *writer) writeOthers(n *node, src any) {
	for _, o := range *n.others(src) {
		if o.XML != "" {
			w.finish()
			w.WriteString(o.XML)
			continue
		}
		w.start(n.space, o.Name, 1)
		if o.Text != "" {
			w.finish()
			w.WriteString(xmlscan.EscapeText(o.Text))
		}
		w.end(o.Name)
	}
}

// fillOthers writes the elements of an open set as a list of JSON objects.
func (o *object) fillOthers(n *node, v any) {
	all := *n.others(v)
	if len(all) == 0 {
		return
	}
	o.name("others")
	o.b = append(o.b, '[')
	for i, e := range all {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		in := object{b: append(o.b, '{')}
		in.text("name", e.Name)
		in.text("text", e.Text)
		in.text("xml", e.XML)
		o.b = append(in.b, '}')
	}
	o.b = append(o.b, ']')
}

package schema

import (
	"strconv"
	"strings"
	"time"

	"prescap/decode/xmlscan"
)

// Write writes a value of the schema as XML that stands on its own and that reads as
// the same value, as far as the value was read and is whole: strings of which only the
// beginning is kept are written as they are kept.
func (d *Document) Write(v any) string {
	w := writer{doc: d, extra: v.(interface{ base() *Base }).base().Extra}
	w.space = append(w.space, "")
	name := d.root.name
	if d.Root != nil && *d.Root(v) != "" {
		name = *d.Root(v)
	}
	w.element(d.root, v, name, 1)
	return w.String()
}

// writer writes one document.
type writer struct {
	strings.Builder
	doc   *Document
	space []string // The default namespaces of the elements that are open, outermost first.
	path  []step
	extra []Extra
	bare  bool // The start tag that was written last has no end yet.
}

// element writes an element that is the n-th of its siblings.
func (w *writer) element(n *node, src any, name string, nth int) {
	w.start(n.space, name, nth)
	declared := false
	for _, a := range n.attrs {
		s, ok := text(a, src)
		if !ok {
			continue
		}
		name := a.name
		switch a.space {
		case InstanceSpace:
			if name = "xsi:" + name; !declared {
				w.attr("xmlns:xsi", InstanceSpace)
				declared = true
			}
		case xmlscan.Space:
			name = "xml:" + name
		}
		w.attr(name, s)
	}
	where := w.where()
	w.extraAttrs(where)
	if n.text != nil {
		if s, ok := text(n.text, src); ok && s != "" {
			w.finish()
			if n.flags&Markup != 0 {
				w.WriteString(s)
			} else {
				w.WriteString(xmlscan.EscapeText(s))
			}
		}
	}
	layer, blank := 0, n.flags&Blank != 0
	for _, c := range n.kids {
		blank = blank && c.times(src) == 0 && !w.has(c)
	}
	for _, c := range n.kids {
		w.kid(c, src, n, &layer, blank)
	}
	if n.others != nil {
		w.writeOthers(n, src)
	}
	w.tail(n, where, layer)
	w.end(name)
}

// kid writes what a value has of a child. Where it is the first of a layer a delimiter is
// written before it. One that must be there and holds others is written empty, but in a
// blank root.
func (w *writer) kid(c *node, src any, n *node, layer *int, blank bool) {
	for i := range c.times(src) {
		if n.flags&Tail != 0 {
			for ; *layer < c.Layer; *layer++ {
				w.common("delimiter")
			}
		}
		w.element(c, c.part(src, i), c.name, i+1)
	}
	if c.keep.count == nil && !c.has(src) && (w.has(c) || c.least > 0 && c.text == nil && !blank) {
		w.element(c, src, c.name, 1)
	}
}

// times returns how often a value has an element.
func (c *node) times(src any) int {
	if c.keep.count != nil {
		return c.keep.count(src)
	}
	if c.has(src) {
		return 1
	}
	return 0
}

// part returns the value that keeps what is in an element: that of its i-th one.
func (c *node) part(src any, i int) any {
	if c.keep.item != nil {
		return c.keep.item(src, i)
	}
	return src
}

// has reports whether a value has anything of an element that is kept with what is
// around it.
func (c *node) has(src any) bool {
	if c.text != nil {
		if _, ok := text(c.text, src); ok {
			return true
		}
	}
	for _, a := range c.attrs {
		if _, ok := text(a, src); ok {
			return true
		}
	}
	if c.others != nil && len(*c.others(src)) > 0 {
		return true
	}
	for _, k := range c.kids {
		if k.times(src) > 0 {
			return true
		}
	}
	return false
}

// has reports whether something that the schema does not know stands in an element.
func (w *writer) has(c *node) bool {
	where := where(append(w.path[1:len(w.path):len(w.path)], step{c.name, 1}))
	for _, e := range w.extra {
		if e.Path == where || strings.HasPrefix(e.Path, where+"/") {
			return true
		}
	}
	return false
}

// tail writes what stands in an element that the schema does not know: what is of its
// namespace in a layer, all other in an extension.
func (w *writer) tail(n *node, where string, layer int) {
	var foreign []string
	for _, e := range w.extra {
		if e.Attr != "" || e.Path != where {
			continue
		}
		own := strings.Contains(e.XML[:strings.IndexByte(e.XML, '>')], ` xmlns="`+n.space+`"`)
		if n.flags&Tail != 0 && !own {
			foreign = append(foreign, e.XML)
			continue
		}
		if n.flags&Tail != 0 && layer == 0 {
			w.common("delimiter")
			layer++
		}
		w.finish()
		w.WriteString(e.XML)
	}
	if layer > 0 {
		w.common("end")
	}
	if len(foreign) > 0 {
		w.finish()
		w.WriteString(`<extension xmlns="` + CommonSpace + `">` + strings.Join(foreign, "") + `</extension>`)
	}
}

// extraAttrs writes the attributes that the schema does not know.
func (w *writer) extraAttrs(where string) {
	for i, e := range w.extra {
		if e.Attr == "" || e.Path != where {
			continue
		}
		name := e.Attr
		if space, local, ok := strings.Cut(strings.TrimPrefix(name, "{"), "}"); ok {
			prefix := "a" + strconv.Itoa(i)
			w.attr("xmlns:"+prefix, space)
			name = prefix + ":" + local
		}
		w.attr(name, e.XML)
	}
}

func (w *writer) start(space, name string, nth int) {
	w.finish()
	w.WriteString("<" + name)
	if space != w.space[len(w.space)-1] {
		w.attr("xmlns", space)
	}
	w.space, w.path = append(w.space, space), append(w.path, step{name, nth})
	w.bare = true
}

func (w *writer) end(name string) {
	if w.bare {
		w.WriteString("/>")
		w.bare = false
	} else {
		w.WriteString("</" + name + ">")
	}
	w.space, w.path = w.space[:len(w.space)-1], w.path[:len(w.path)-1]
}

// common writes an empty element of the extension pattern.
func (w *writer) common(name string) {
	w.finish()
	w.WriteString("<" + name + ` xmlns="` + CommonSpace + `"/>`)
}

func (w *writer) attr(name, value string) {
	w.WriteString(" " + name + `="` + xmlscan.EscapeAttr(value) + `"`)
}

func (w *writer) finish() {
	if w.bare {
		w.WriteByte('>')
		w.bare = false
	}
}

func (w *writer) where() string { return where(w.path[1:]) }

// text returns what a value has of a text or an attribute; ok is false when it has
// nothing.
func text(n *node, src any) (s string, ok bool) {
	if n.keep.at == nil {
		return "", false
	}
	switch p := n.keep.at(src).(type) {
	case *string:
		return *p, *p != ""
	case *bool:
		return "true", *p
	case *Flag:
		return strconv.FormatBool(*p == Yes), *p != Unsaid
	case *Number:
		return strconv.FormatUint(uint64(p.N), 10), p.Set
	case *Integer:
		return strconv.FormatInt(p.N, 10), p.Set
	case *int:
		return strconv.Itoa(*p), true
	case *time.Time:
		return p.UTC().Format(time.RFC3339Nano), !p.IsZero()
	case *[]string:
		return strings.Join(*p, " "), len(*p) > 0
	}
	return "", false
}

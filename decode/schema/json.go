package schema

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// AppendJSON appends a value of the schema as a JSON object to b: with a field for each
// attribute and child that it has, named as in XML, in the order of the rows. What may
// repeat is a list; an element with nothing but text is that text; the text of another
// is a field "text". A field of the same name with "Meaning" behind it says in words
// what it means. What the schema does not know is in "extra".
func (d *Document) AppendJSON(b []byte, v any) []byte {
	o := object{b: append(b, '{')}
	if d.Root != nil {
		o.text("root", *d.Root(v))
	}
	o.fill(d.root, v)
	if extra := v.(interface{ base() *Base }).base().Extra; len(extra) > 0 {
		o.name("extra")
		o.b = append(o.b, '[')
		for i, e := range extra {
			if i > 0 {
				o.b = append(o.b, ',')
			}
			in := object{b: append(o.b, '{')}
			in.text("path", e.Path)
			in.text("attribute", e.Attr)
			in.text("xml", e.XML)
			o.b = append(in.b, '}')
		}
		o.b = append(o.b, ']')
	}
	return append(o.b, '}')
}

// object is a JSON object that is being written.
type object struct {
	b    []byte
	some bool
}

func (o *object) name(name string) {
	if o.some {
		o.b = append(o.b, ',')
	}
	o.some = true
	o.b = append(appendString(o.b, name), ':')
}

func (o *object) text(name, s string) {
	if s != "" {
		o.name(name)
		o.b = appendString(o.b, s)
	}
}

// fill writes what is in an element.
func (o *object) fill(n *node, v any) {
	for _, a := range n.attrs {
		o.scalar(a, a.name, v)
	}
	if n.text != nil {
		o.scalar(n.text, "text", v)
	}
	for _, k := range n.kids {
		o.kid(k, v)
	}
	if n.others != nil {
		o.fillOthers(n, v)
	}
}

// scalar writes a text or an attribute that a value has.
func (o *object) scalar(n *node, name string, v any) {
	if b, ok := appendScalar(nil, n, v); ok {
		o.name(name)
		o.b = append(o.b, b...)
		o.means(n, name, v)
	}
}

// kid writes what a value has of a child.
func (o *object) kid(k *node, v any) {
	times := k.times(v)
	switch {
	case times == 0:
	case k.plain() && k.keep.count == nil:
		o.scalar(k.text, k.name, v)
	case k.most == 0:
		o.name(k.name)
		o.b = append(o.b, '[')
		for i := range times {
			if i > 0 {
				o.b = append(o.b, ',')
			}
			o.b = k.appendItem(o.b, k.part(v, i))
		}
		o.b = append(o.b, ']')
	default:
		o.name(k.name)
		o.b = k.appendItem(o.b, k.part(v, 0))
	}
}

// plain reports whether an element has nothing but text.
func (n *node) plain() bool { return n.text != nil && len(n.attrs) == 0 && len(n.kids) == 0 }

// appendItem writes one element.
func (n *node) appendItem(b []byte, v any) []byte {
	if n.plain() {
		if s, ok := appendScalar(b, n.text, v); ok {
			return s
		}
		return append(b, `""`...)
	}
	in := object{b: append(b, '{')}
	in.fill(n, v)
	in.means(n, "", v)
	return append(in.b, '}')
}

// means writes what something means.
func (o *object) means(n *node, name string, v any) {
	if n.Means == nil {
		return
	}
	if name == "" {
		o.text("meaning", n.Means(v))
	} else {
		o.text(name+"Meaning", n.Means(v))
	}
}

// appendScalar writes what a value has of a text or an attribute.
func appendScalar(b []byte, n *node, v any) (_ []byte, ok bool) {
	s, ok := text(n, v)
	if !ok {
		return b, false
	}
	switch p := n.keep.at(v).(type) {
	case *bool, *Flag, *Number, *Integer, *int:
		return append(b, s...), true
	case *time.Time:
		return appendString(b, p.UTC().Format("2006-01-02T15:04:05.000000000Z")), true
	case *[]string:
		b = append(b, '[')
		for i, s := range *p {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, s)
		}
		return append(b, ']'), true
	}
	return appendString(b, s), true
}

// appendString writes a string as JSON.
func appendString(b []byte, s string) []byte {
	var w strings.Builder
	e := json.NewEncoder(&w)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return strconv.AppendQuote(b, s) // No string is refused.
	}
	return append(b, strings.TrimSuffix(w.String(), "\n")...)
}

// Field describes a field of the JSON object of a value.
type Field struct {
	Name string // With the names of the objects around it: "activity.token".
	Type string // string, number, boolean, object, or a list of these: string[].
	Doc  string
}

// Fields lists the fields of the JSON objects of values.
func (d *Document) Fields() []Field {
	var fields []Field
	if d.Root != nil {
		fields = append(fields, Field{"root", "string", "the root element: " + strings.Join(d.Roots, " or ")})
	}
	fields = d.root.fields(fields, "")
	return append(fields, Field{"extra", "object[]", "elements and attributes that the schema does not know: path, attribute, xml"})
}

func (n *node) fields(all []Field, prefix string) []Field {
	if n.others != nil {
		all = append(all, Field{prefix + "others", "object[]", n.rest.Doc + ": name, and text or xml"})
	}
	for _, a := range n.attrs {
		all = a.field(all, prefix+a.name, a)
	}
	if n.text != nil {
		all = n.text.field(all, prefix+"text", n.text)
	}
	for _, k := range n.kids {
		switch {
		case k.plain():
			all = k.text.field(all, prefix+k.name, k)
		default:
			kind := "object"
			if k.most == 0 {
				kind += "[]"
			}
			all = append(all, Field{prefix + k.name, kind, k.Doc})
			all = k.fields(all, prefix+k.name+".")
			if k.Means != nil {
				all = append(all, Field{prefix + k.name + ".meaning", "string", "what it means"})
			}
		}
	}
	return all
}

// field describes a text or an attribute, as it stands in element in.
func (n *node) field(all []Field, name string, in *node) []Field {
	if n.keep.at == nil {
		return all
	}
	kind := "string"
	switch n.Type.form {
	case formBool:
		kind = "boolean"
	case formNumber, formInteger:
		kind = "number"
	case formList:
		kind = "string[]"
	}
	if in.most == 0 {
		kind += "[]"
	}
	all = append(all, Field{name, kind, n.Doc})
	if n.Means != nil {
		all = append(all, Field{name + "Meaning", "string", "what it means"})
	}
	return all
}

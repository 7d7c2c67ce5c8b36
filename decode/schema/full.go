package schema

import "time"

// Full returns a value that has everything that documents of the schema may have, each
// thing once; kind is one of its Kinds.
func (d *Document) Full(kind string) any {
	v := d.New()
	if d.Root != nil {
		*d.Root(v) = kind
	}
	d.root.full(v, kind)
	return v
}

// Kinds returns the xsi:types that the root may have, or the names where it is one of
// several; one that is empty where documents are all of one kind.
func (d *Document) Kinds() []string {
	switch {
	case len(d.Types) > 0:
		return d.Types
	case d.Root != nil:
		return d.Roots
	}
	return []string{""}
}

func (n *node) full(v any, kind string) {
	for _, a := range n.attrs {
		switch {
		case a.space == InstanceSpace && kind != "":
			*a.keep.at(v).(*string) = kind
		case a.of(kind):
			a.give(v)
		}
	}
	if n.text != nil && len(n.kids) == 0 {
		n.text.give(v)
	}
	if n.others != nil {
		*n.others(v) = []Other{{Name: "one", Text: "Zürich"}, {Name: "two", XML: `<two xmlns="` + n.space + `"><x xmlns="">y</x></two>`}}
	}
	for _, k := range n.kids {
		if k.of(kind) {
			k.full(k.child(v), kind)
		}
	}
}

// give gives a text or an attribute some value.
func (n *node) give(v any) {
	if n.keep.at == nil {
		return
	}
	switch p := n.keep.at(v).(type) {
	case *string:
		*p = n.some()
	case *bool:
		*p = true
	case *Flag:
		*p = Yes
	case *Number:
		*p = Number{1, true}
	case *Integer:
		*p = Integer{-60, true}
	case *int:
		*p = 1
	case *time.Time:
		*p = time.Date(2013, 3, 4, 8, 15, 0, 0, time.UTC)
	case *[]string:
		*p = []string{n.some()}
	}
}

// some returns a text of the type.
func (n *node) some() string {
	if len(n.Type.Known) > 0 {
		return n.Type.Known[0]
	}
	if n.Type.form == formList {
		return "one"
	}
	if n.flags&Markup != 0 {
		return `<any xmlns=""/>`
	}
	switch n.Type.Name {
	case "xs:duration":
		return "PT15M"
	case "xs:time":
		return "09:30:00-05:00"
	case "xs:base64Binary":
		return "AAAA"
	case "xs:unsignedLong":
		return "1"
	case "GUID":
		return "7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A77"
	case "xs:anyURI":
		return "sip:alice@contoso.com"
	}
	return "Zürich <&> \"x\""
}

package schema

import (
	"fmt"
	"strconv"
	"strings"

	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// Namespaces that any document may have.
const (
	CommonSpace   = "http://schemas.microsoft.com/2006/09/sip/commontypes" // Of delimiter, end and extension (category schemas 2.2).
	InstanceSpace = "http://www.w3.org/2001/XMLSchema-instance"
)

// Flaw takes what is odd in a document. path is that of an element, from the document's
// root on; an attribute has "@" before its name.
type Flaw func(kind defect.Kind, offset int, path, text string)

// Reader reads documents out of what a Scanner reads. It belongs to one goroutine. What
// it gives is no part of the message.
type Reader struct {
	scan  *xmlscan.Scanner
	words *words.Words
	most  int
	flaw  Flaw

	doc    *Document
	space  string // The namespace of the root.
	kind   string // Its xsi:type, or its name where it is one of several.
	base   *Base
	full   bool // It has been said that there is more that the schema does not know than is kept.
	path   []step
	counts []int
}

// step is an element on the way to the current one, and its number among the siblings of
// its name.
type step struct {
	name string
	n    int
}

// NewReader returns a Reader of what scan reads. It keeps at most that many of what a
// document may repeat, and tells flaw what is odd.
func NewReader(scan *xmlscan.Scanner, known *words.Words, most int, flaw Flaw) *Reader {
	return &Reader{scan: scan, words: known, most: most, flaw: flaw}
}

// Read reads a document from its root, the current element of the scanner, to its end.
// The root must be one that d.Has.
func (r *Reader) Read(d *Document, el *xmlscan.Element) any {
	v := d.New()
	r.doc, r.space, r.kind, r.full = d, el.Space, "", false
	r.base = v.(interface{ base() *Base }).base()
	r.path, r.counts = append(r.path[:0], step{el.Local, 1}), r.counts[:0]
	if el.Space != d.Space && !d.Anywhere {
		r.elsewhere(el, d.Space, d.Also)
	}
	if d.Root != nil {
		for _, name := range d.Roots {
			if name == el.Local {
				*d.Root(v), r.kind = name, name
			}
		}
	}
	r.element(d.root, el, v)
	r.base = nil
	return v
}

// Has reports whether a root is one of the schema.
func (d *Document) Has(root string) bool {
	for _, r := range d.Roots {
		if r == root {
			return true
		}
	}
	return false
}

// elsewhere notes that an element has another namespace than its schema says.
func (r *Reader) elsewhere(el *xmlscan.Element, want string, also []string) {
	kind := DefectNamespace
	for _, s := range also {
		if s == el.Space {
			kind = DefectNamespaceOther
		}
	}
	r.odd(kind, el.Offset, "", "expected namespace "+lexical.Quote(want)+", found "+lexical.Quote(el.Space))
}

// element reads an element, to its end.
func (r *Reader) element(n *node, el *xmlscan.Element, dst any) {
	at := el.Offset
	seen := r.attributes(n, el, dst)
	blank := false
	switch {
	case n.flags&Markup != 0:
		r.markup(n, at, dst)
	case len(n.kids) == 0 && n.text != nil:
		text := r.scan.Text()
		if r.scan.Mixed() {
			r.odd(DefectContent, at, "", "expected text, found elements in it; they are not read")
		}
		r.put(n.text, text, at, "", dst)
	case n.text != nil:
		r.scan.HoldText()
		some := r.children(n, at, dst)
		if text := r.scan.HeldText(); !some {
			r.put(n.text, text, at, "", dst)
		}
	default:
		blank = !r.children(n, at, dst) && n.flags&Blank != 0
	}
	if !blank {
		r.missingAttrs(n, seen, at)
	}
	if n.Check != nil {
		n.Check(dst, func(text string) { r.odd(DefectForm, at, "", text) })
	}
}

// markup keeps what is in an element as it is: its elements or, when it has none, its
// text.
func (r *Reader) markup(n *node, at int, dst any) {
	var b strings.Builder
	r.scan.HoldText()
	for range r.scan.Children() {
		b.WriteString(r.scan.Outer())
	}
	if text := r.scan.HeldText(); b.Len() == 0 {
		b.WriteString(xmlscan.EscapeText(lexical.Trim(text)))
	}
	r.put(n.text, b.String(), at, "", dst)
}

// attributes reads the attributes of an element, and returns which were seen: a bit each.
func (r *Reader) attributes(n *node, el *xmlscan.Element, dst any) (seen uint64) {
	next := 0
	typed := n == r.doc.root && len(r.doc.Types) > 0
	if typed {
		r.typeOf(n, el, dst)
	}
	for i := range el.Attrs {
		a := &el.Attrs[i]
		if typed && a.Local == "type" && (a.Space == "" || a.Space == InstanceSpace) {
			continue
		}
		k := -1
		own := a.Space == "" || r.doc.Qualified && a.Space == el.Space
		switch {
		case own:
			k = index(n.attrs, a.Local, next)
		case a.Space == InstanceSpace || a.Space == xmlscan.Space:
			if k = n.spaced(a); k < 0 {
				continue
			}
		}
		if k < 0 && own {
			if k = spelt(n.attrs, a.Local); k >= 0 {
				r.odd(DefectSpelling, a.Offset, "/@"+a.Local, "expected @"+n.attrs[k].name)
			}
		}
		if k < 0 {
			r.unknownAttr(n, a)
			continue
		}
		next = k + 1
		if seen&(1<<k) != 0 {
			continue // In another spelling.
		}
		seen |= 1 << k
		c := n.attrs[k]
		r.belongs(c, a.Offset, "/@"+a.Local)
		value := a.Value
		if c.space == InstanceSpace && c.name == "type" { // A qualified name.
			value = value[strings.IndexByte(value, ':')+1:]
		}
		r.put(c, value, a.Offset, a.Local, dst)
	}
	return seen
}

// spaced returns which attribute one with a namespace is; -1 for one that the schema does
// not know.
func (n *node) spaced(a *xmlscan.Attr) int {
	for k, c := range n.attrs {
		if c.name == a.Local && c.space == a.Space {
			return k
		}
	}
	return -1
}

// missingAttrs notes which attributes are required and were not seen.
func (r *Reader) missingAttrs(n *node, seen uint64, at int) {
	for k, c := range n.attrs {
		if c.least > 0 && c.space == "" && seen&(1<<k) == 0 && c.of(r.kind) {
			r.missing(c, at, "/@"+c.name, "an attribute "+c.name)
		}
	}
}

// typeOf reads the xsi:type of the root. Without prefix it is one of the schema,
// whatever the default namespace.
func (r *Reader) typeOf(n *node, el *xmlscan.Element, dst any) {
	var found *xmlscan.Attr
	for i := range el.Attrs {
		if a := &el.Attrs[i]; a.Local == "type" && (a.Space == InstanceSpace || a.Space == "" && found == nil) {
			found = a
		}
	}
	if found == nil || found.Space != InstanceSpace {
		r.odd(DefectNoType, el.Offset, "", "no xsi:type")
	}
	if found == nil {
		return
	}
	qname := lexical.Trim(found.Value)
	space, local := r.doc.Space, qname
	if strings.IndexByte(qname, ':') >= 0 {
		space, local, _ = r.scan.Resolve(qname)
	}
	r.kind = local
	known := false
	for _, t := range r.doc.Types {
		if t == local {
			r.kind, known = t, true
		}
	}
	if !known {
		r.kind = r.words.Of(local)
	}
	if !known || space != r.doc.Space && space != r.space {
		r.odd(DefectType, found.Offset, "/@type", "expected a type of "+r.doc.Roots[0]+", found "+lexical.Quote(found.Value))
	}
	if k := index(n.attrs, "type", 0); k >= 0 {
		*n.attrs[k].keep.at(dst).(*string) = r.kind
	}
}

// unknownAttr keeps an attribute that the schema does not know.
func (r *Reader) unknownAttr(n *node, a *xmlscan.Attr) {
	if n.flags&AnyAttr == 0 {
		r.odd(DefectAttribute, a.Offset, "/@"+a.Local, "an attribute that the schema does not know")
	}
	name := a.Local
	if a.Space != "" {
		name = "{" + a.Space + "}" + name
	}
	r.extra(Extra{Attr: r.words.Of(name), XML: strings.Clone(a.Value)}, a.Offset)
}

// extra keeps what the schema does not know.
func (r *Reader) extra(e Extra, at int) {
	if len(r.base.Extra) >= r.most {
		if !r.full {
			r.full = true
			r.odd(DefectLimit, at, "", fmt.Sprintf("more than %d elements and attributes that the schema does not know; the rest is not kept", r.most))
		}
		return
	}
	e.Path = r.words.Of(where(r.path[1:]))
	r.base.Extra = append(r.base.Extra, e)
}

// of reports whether the xsi:type of the root has it.
func (n *node) of(kind string) bool {
	if len(n.Only) == 0 {
		return true
	}
	for _, t := range n.Only {
		if t == kind {
			return true
		}
	}
	return false
}

// known reports whether a type, or a root of several, is one of the schema.
func (d *Document) known(kind string) bool {
	for _, t := range d.Kinds() {
		if t == kind {
			return true
		}
	}
	return false
}

// belongs notes what belongs to another xsi:type.
func (r *Reader) belongs(n *node, at int, behind string) {
	if !n.of(r.kind) && r.doc.known(r.kind) {
		r.odd(DefectOtherType, at, behind, "expected in "+strings.Join(n.Only, " or ")+" only, found in "+r.kind)
	}
}

// missing notes what is required and not there.
func (r *Reader) missing(n *node, at int, behind, what string) {
	kind := DefectMissing
	if n.flags&Omitted != 0 {
		kind = DefectOmitted
	}
	r.odd(kind, at, behind, "expected "+what)
}

// odd notes a defect: behind is its path from the current element on.
func (r *Reader) odd(kind defect.Kind, at int, behind, text string) {
	r.flaw(kind, at, r.where()+behind, text)
}

// where returns the path of the current element.
func (r *Reader) where() string { return where(r.path) }

func where(path []step) string {
	var b strings.Builder
	for i, s := range path {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(s.name)
		if s.n > 1 {
			b.WriteString("[" + strconv.Itoa(s.n) + "]")
		}
	}
	return b.String()
}

package category

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"prescap/decode/defect"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// Namespaces of category documents (category schemas 1.1, 2.2).
const (
	stateSpace  = "http://schemas.microsoft.com/2006/09/sip/state"
	noteSpace   = "http://schemas.microsoft.com/2006/09/sip/note"
	deviceSpace = "http://schemas.microsoft.com/2006/09/sip/device"
	commonSpace = "http://schemas.microsoft.com/2006/09/sip/commontypes"
	xsiSpace    = "http://www.w3.org/2001/XMLSchema-instance"
)

// Document is a category whose documents have a decoder.
type Document struct {
	Name  string   // Of the category.
	Roots []string // The root elements that are documented for it.
	Space string   // Their namespace.
	Doc   string   // What it is, one line.
	read  func(*Reader, *xmlscan.Element) Value
}

// Documents lists the categories that have a decoder. All others are Opaque.
func Documents() []Document {
	return []Document{
		{"state", []string{"state"}, stateSpace, "availability and activity, of a user, a machine, a calendar, a phone, or all of them", (*Reader).state},
		{"note", []string{"note"}, noteSpace, "what a user wants to tell", (*Reader).note},
		{"device", []string{"device"}, deviceSpace, "an endpoint and what it can do", (*Reader).device},
		{"dndState", []string{"state"}, stateSpace, "whether the user wants not to be disturbed", (*Reader).state},
		{"noteHistory", []string{"noteHistory", "note"}, noteSpace, "notes of before", (*Reader).note},
	}
}

// Flaw takes what is odd in a document. path is that of an element, from the
// document's root on, empty for what is beside it; an attribute has "@" before its
// name.
type Flaw func(kind defect.Kind, offset int, path, text string)

// Reader reads category documents out of the document of a message. It belongs to
// one goroutine. The values are no part of the message, but for Opaque.XML.
type Reader struct {
	scan      *xmlscan.Scanner
	words     *words.Words
	most      int
	flaw      Flaw
	documents []Document

	body []byte // That of the message, which lies at base in it.
	base int

	root    string // The name of the document's root,
	space   string // its namespace,
	want    string // and that of the category.
	layered bool   // A delimiter or an end has been seen.

	activities   []Activity // Scratch.
	bodies       []NoteBody
	capabilities []Capability
}

// NewReader returns a Reader of what scan reads. It keeps at most that many of
// what a document may repeat, and tells flaw what is odd.
func NewReader(scan *xmlscan.Scanner, known *words.Words, most int, flaw Flaw) *Reader {
	return &Reader{scan: scan, words: known, most: most, flaw: flaw, documents: Documents()}
}

// Begin says what the scanner reads: the body that lies at base in its message.
func (r *Reader) Begin(body []byte, base int) { r.body, r.base = body, base }

// Read reads the content of the current element of the scanner, which is that of
// one instance of a category, to its end. It is nil when there is no document in
// it.
func (r *Reader) Read(name string) Value {
	for i := range r.documents {
		if d := &r.documents[i]; d.Name == name {
			return r.document(d)
		}
	}
	return opaque(r.scan.Inner())
}

// document reads the document of a category that has a decoder.
func (r *Reader) document(d *Document) (v Value) {
	n := 0
	for el := range r.scan.Children() {
		n++
		switch {
		case n == 1 && d.has(el.Local):
			v = r.begin(d, el)
		case n == 1:
			v = r.stranger(d, el)
		case n == 2:
			r.flaw(DefectExtra, el.Offset, "", "expected nothing behind the document of category "+d.Name+", found "+quote(el.Local))
		}
	}
	return v
}

// has reports whether a root is one of the category.
func (d *Document) has(root string) bool {
	for _, r := range d.Roots {
		if r == root {
			return true
		}
	}
	return false
}

// begin begins a document at its root, and reads it.
func (r *Reader) begin(d *Document, el *xmlscan.Element) Value {
	r.root, r.space, r.want, r.layered = d.Roots[0], el.Space, d.Space, false
	if el.Local != r.root {
		r.root = d.Roots[1]
	}
	if el.Space != d.Space {
		r.flaw(DefectNamespace, el.Offset, r.root, "expected namespace "+quote(d.Space)+", found "+quote(el.Space))
	}
	return d.read(r, el)
}

// stranger keeps a document whose root is not that of its category, as it is in
// the message.
func (r *Reader) stranger(d *Document, el *xmlscan.Element) Value {
	from, root := el.Offset, el.Local
	r.scan.Inner()
	r.flaw(DefectRoot, from, root, fmt.Sprintf("expected element %s in category %s, found %s", d.Roots[0], d.Name, quote(root)))
	b := r.body[from-r.base : r.scan.End()-r.base]
	return opaque(unsafe.String(unsafe.SliceData(b), len(b)))
}

// own reports whether an element with a name that is known is one of the
// document. One of another namespace is, with a defect, unless it comes behind a
// delimiter or the end of the schema's own part, where anything may stand.
func (r *Reader) own(el *xmlscan.Element, parent string) bool {
	if el.Space == r.space || el.Space == r.want {
		return true
	}
	if r.layered || el.Space == commonSpace {
		return false
	}
	r.flaw(DefectNamespace, el.Offset, parent+"/"+el.Local, "expected namespace "+quote(r.want)+", found "+quote(el.Space))
	return true
}

// layer notes an element that begins or ends a layer of extensions.
func (r *Reader) layer(el *xmlscan.Element) {
	if el.Space == commonSpace {
		r.layered = true
	}
}

// number reads an unsigned number at an offset.
func (r *Reader) number(s string, at int, parent, name string) (uint32, bool) {
	n, ok := ParseNumber(s)
	if !ok {
		r.flaw(DefectNumber, at, parent+"/"+name, "expected an unsigned number of 32 bits, found "+quote(s))
	}
	return n, ok
}

// boolean reads a boolean at an offset.
func (r *Reader) boolean(s string, at int, parent, name string) bool {
	v, exact, ok := ParseBool(s)
	if !exact || !ok {
		r.flaw(DefectBoolean, at, parent+"/"+name, "expected true, false, 1 or 0, found "+quote(s))
	}
	return v
}

// time reads an attribute that is a time; zero when it is none.
func (r *Reader) time(a *xmlscan.Attr, parent string) time.Time {
	t, ok := ParseTime(a.Value)
	if !ok {
		r.flaw(DefectTime, a.Offset, parent+"/@"+a.Local, "expected a time, found "+quote(a.Value))
	}
	return t
}

// word reads the text of the current element, without white space at its ends.
func (r *Reader) word() string { return r.words.Of(trim(r.scan.Text())) }

// once reports whether an element with a name that is known is to be read: it is
// one of the document, and has not been there before.
func (r *Reader) once(seen *int, bit int, el *xmlscan.Element) bool {
	if !r.own(el, r.root) {
		return false
	}
	if *seen&bit != 0 {
		r.flaw(DefectRepeated, el.Offset, r.root+"/"+el.Local, "is there already; the first counts")
		return false
	}
	*seen |= bit
	return true
}

// numbered returns the path of the n-th element of its name.
func numbered(path string, n int) string {
	if n < 2 {
		return path
	}
	return path + "[" + strconv.Itoa(n) + "]"
}

// limit reports whether n of what may repeat are all that are kept, and says so.
func (r *Reader) limit(n int, el *xmlscan.Element, parent string) bool {
	if n < r.most {
		return false
	}
	if n == r.most {
		r.flaw(DefectLimit, el.Offset, parent, fmt.Sprintf("more than %d elements %s; the rest is not read", r.most, el.Local))
	}
	return true
}

// opaque makes an Opaque of a document, nil of an empty one.
func opaque(xml string) Value {
	if xml = strings.Trim(xml, " \t\r\n"); xml == "" {
		return nil
	}
	const offset, prime = 14695981039346656037, 1099511628211
	sum := uint64(offset)
	for i := range len(xml) {
		sum = (sum ^ uint64(xml[i])) * prime
	}
	return Opaque{XML: xml, Length: len(xml), Sum: sum}
}

package category

import (
	"strings"
	"unsafe"

	"prescap/decode/defect"
	"prescap/decode/lexical"
	"prescap/decode/schema"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// DefectExtra: something behind the document in its element. It is not read.
const DefectExtra defect.Kind = "category-extra"

// DefectKinds lists every kind of defect of this package, but those of the schemas, in
// no special order.
func DefectKinds() []defect.Kind { return []defect.Kind{DefectExtra} }

// Reader reads category documents out of the document of a message. It belongs to one
// goroutine. The values are no part of the message, but for Opaque.XML.
type Reader struct {
	scan   *xmlscan.Scanner
	schema *schema.Reader
	flaw   schema.Flaw
	table  *table

	body []byte // That of the message, which lies at base in it.
	base int
}

// NewReader returns a Reader of what scan reads. It keeps at most that many of what a
// document may repeat, and tells flaw what is odd.
func NewReader(scan *xmlscan.Scanner, known *words.Words, most int, flaw schema.Flaw) *Reader {
	return &Reader{scan: scan, schema: schema.NewReader(scan, known, most, flaw), flaw: flaw, table: documents()}
}

// Begin says what the scanner reads: the body that lies at base in its message.
func (r *Reader) Begin(body []byte, base int) { r.body, r.base = body, base }

// Read reads the content of the current element of the scanner, which is that of one
// instance of a category, to its end. It is nil when there is no document in it.
func (r *Reader) Read(name string) Value {
	if d := r.table.find(name); d != nil {
		return r.document(d)
	}
	return opaque(r.scan.Inner())
}

// document reads the document of a category that has a decoder.
func (r *Reader) document(d *schema.Document) (v Value) {
	n := 0
	for el := range r.scan.Children() {
		n++
		switch {
		case n == 1 && d.Has(el.Local):
			v = r.schema.Read(d, el).(Value)
		case n == 1:
			v = r.stranger(d, el)
		case n == 2:
			r.flaw(DefectExtra, el.Offset, "", "expected nothing behind the document of category "+d.Name+", found "+lexical.Quote(el.Local))
		}
	}
	return v
}

// stranger keeps a document whose root is not that of its category, as it is in the
// message.
func (r *Reader) stranger(d *schema.Document, el *xmlscan.Element) Value {
	from, root := el.Offset, el.Local
	r.scan.Inner()
	r.flaw(schema.DefectRoot, from, root, "expected element "+d.Roots[0]+" in category "+d.Name+", found "+lexical.Quote(root))
	b := r.body[from-r.base : r.scan.End()-r.base]
	return opaque(unsafe.String(unsafe.SliceData(b), len(b)))
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

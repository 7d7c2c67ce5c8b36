package schema

// Number is an unsigned number that a document may leave out.
type Number struct {
	N   uint32
	Set bool // It is there.
}

// Integer is a number with a sign that a document may leave out.
type Integer struct {
	N   int64
	Set bool // It is there.
}

// Flag is a boolean that a document may leave out.
type Flag uint8

// What a Flag may be.
const (
	Unsaid Flag = iota
	No
	Yes
)

// Or returns what is said, or else the default.
func (f Flag) Or(byDefault bool) bool {
	if f == Unsaid {
		return byDefault
	}
	return f == Yes
}

// Base is what every document may have. Values embed it.
type Base struct {
	Major, Minor Number  // The version of the schema.
	Extra        []Extra // What the schema does not know, in the order of the document.
}

func (b *Base) base() *Base { return b }

// Extra is an element or attribute that the schema of a document does not know.
type Extra struct {
	Path string // Of the element that it stands in, from the root on, without it: "capabilities".
	Attr string // The name of an attribute; empty for an element.
	XML  string // An element, as XML that stands on its own; of an attribute its value.
}

package category

// Value is the decoded content of one category instance. Its kinds are a closed
// set, one for each category document, and Opaque for all others. Values are
// immutable once decoded and may be shared.
type Value interface{ isValue() }

// Opaque is a document that has no decoder: kept as it was sent.
type Opaque struct {
	XML    string // The document, without the category element around it; "" once only Length and Sum are kept.
	Length int    // Of the document, in bytes.
	Sum    uint64 // FNV-1a of the document: equal documents have equal sums.
}

// Kept returns what may be kept of a value for long: of a document without a decoder its
// length and sum, of long texts the beginning. Values are Equal if what is kept of them
// is.
func Kept(v Value) Value {
	switch v := v.(type) {
	case Opaque:
		return Opaque{Length: v.Length, Sum: v.Sum}
	case *Note:
		return v.kept()
	}
	return v
}

func (Opaque) isValue()  {}
func (*State) isValue()  {}
func (*Note) isValue()   {}
func (*Device) isValue() {}

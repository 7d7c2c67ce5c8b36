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

// Kept returns o without the document itself, which is what may be kept for long.
func (o Opaque) Kept() Opaque { return Opaque{Length: o.Length, Sum: o.Sum} }

func (Opaque) isValue()  {}
func (*State) isValue()  {}
func (*Note) isValue()   {}
func (*Device) isValue() {}

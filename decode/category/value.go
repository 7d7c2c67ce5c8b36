package category

// Value is the decoded content of one category instance. Its kinds are a closed
// set, one for each category document, and Opaque for all others.
type Value interface{ isValue() }

// Opaque is a document that has no decoder: kept as it was sent.
type Opaque struct {
	XML []byte // The document, without the category element around it; may be empty.
}

func (Opaque) isValue() {}

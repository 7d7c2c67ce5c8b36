package body

import (
	"prescap/decode/document"
	"prescap/decode/presence"
)

// Document reads a body that is a document of its own: a contact list, provisioning,
// presence in another format, ...
func Document(r *Reader) {
	roots := document.Roots(r.mediaType)
	root, ok := r.begin(anySpace, roots...)
	if !ok {
		r.end()
		return
	}
	r.leave() // The schema gives paths from the root on.
	v := r.documents.Read(r.mediaType, root)
	e := &presence.Document{MediaType: r.words.Of(r.mediaType), Value: v}
	if uri := owner(v); uri != "" {
		e.Presentity = r.memo.AoR(uri)
	}
	r.emit(e)
	r.end()
}

// owner returns whose presence a document has; "" for what has none.
func owner(v document.Value) string {
	switch v := v.(type) {
	case *document.Presentity:
		return v.URI
	case *document.PIDF:
		return v.Entity
	case *document.XPIDF:
		return v.URI
	case *document.SOAP:
		return v.URI()
	}
	return ""
}

package document

import (
	"sync"

	"prescap/decode/schema"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// Value is what a document says. Its kinds are a closed set, one for each sort of
// document. Values are immutable once decoded, may be shared, and are no part of a
// message.
type Value interface{ kind() kind }

// kind is a sort of document.
type kind uint8

const (
	kindContactList kind = iota
	kindAccessList
	kindProvisioningRequest
	kindProvisioning
	kindPendingWatchers
	kindPresentity
	kindPIDF
	kindXPIDF
	kindSOAP
	kinds
)

func (*ContactList) kind() kind         { return kindContactList }
func (*AccessList) kind() kind          { return kindAccessList }
func (*ProvisioningRequest) kind() kind { return kindProvisioningRequest }
func (*Provisioning) kind() kind        { return kindProvisioning }
func (*PendingWatchers) kind() kind     { return kindPendingWatchers }
func (*Presentity) kind() kind          { return kindPresentity }
func (*PIDF) kind() kind                { return kindPIDF }
func (*XPIDF) kind() kind               { return kindXPIDF }
func (*SOAP) kind() kind                { return kindSOAP }

// Document is a sort of document and the media type that has it. A media type may have
// several, which differ in their roots.
type Document struct {
	*schema.Document
	MediaType string
}

// Documents lists the sorts of documents. The list is not to be changed.
func Documents() []Document { return documents() }

// documents makes the schemas ready, once. They are in the order of the kinds.
var documents = sync.OnceValue(func() []Document {
	var all []Document
	for _, d := range []struct {
		mediaType string
		schema    schema.Schema
	}{
		{TypeContacts, contactList()},
		{TypeACL, accessList()},
		{TypeProvisioning, provisioningRequest()},
		{TypeProvisioning, provisioning()},
		{TypePending, pendingWatchers()},
		{TypePresentity, presentity()},
		{TypePIDF, pidf()},
		{TypeXPIDF, xpidf()},
		{TypeSOAP, soap()},
	} {
		all = append(all, Document{schema.Compile(d.schema), d.mediaType})
	}
	return all
})

// Of returns the sort of document that a value is.
func Of(v Value) Document { return documents()[v.kind()] }

// Equal reports whether two values say the same.
func Equal(a, b Value) bool {
	if a == nil || b == nil || a.kind() != b.kind() {
		return a == nil && b == nil
	}
	return Of(a).Equal(a, b)
}

// Reader reads documents. It belongs to one goroutine.
type Reader struct{ schema *schema.Reader }

// NewReader returns a Reader of what scan reads, as category.NewReader does.
func NewReader(scan *xmlscan.Scanner, known *words.Words, most int, flaw schema.Flaw) *Reader {
	return &Reader{schema.NewReader(scan, known, most, flaw)}
}

// Roots returns the names of the root elements that a media type may have.
func Roots(mediaType string) (names []string) {
	for _, d := range documents() {
		if d.MediaType == mediaType {
			names = append(names, d.Roots...)
		}
	}
	return names
}

// Read reads a document of a media type from its root, the current element of the
// scanner, to its end. The root must be one of Roots.
func (r *Reader) Read(mediaType string, root *xmlscan.Element) Value {
	for _, d := range documents() {
		if d.MediaType == mediaType && d.Has(root.Local) {
			return r.schema.Read(d.Document, root).(Value)
		}
	}
	return nil
}

// Text says in one short phrase for people what a document says.
func Text(v Value) string {
	if v, ok := v.(interface{ Text() string }); ok {
		return v.Text()
	}
	return Of(v).Text(v)
}

// Weight estimates how many bytes a value takes.
func Weight(v Value) int { return 2 * len(Of(v).Write(v)) }

package category

import "prescap/decode/schema"

// Value is the decoded content of one category instance. Its kinds are a closed set, one
// for each sort of document, and Opaque for all others. Values are immutable once decoded
// and may be shared.
type Value interface{ kind() kind }

// kind is a sort of document.
type kind uint8

const (
	kindOpaque kind = iota
	kindState
	kindNote
	kindDevice
	kindAlerts
	kindCalendarData
	kindContactCard
	kindLegacyInterop
	kindMWI
	kindOtherOptions
	kindRCCOptions
	kindRouting
	kindServices
	kindUserInformation
	kindUserProperties
	kinds
)

// Opaque is a document that has no decoder, or is not what its category has: kept as it
// was sent.
type Opaque struct {
	XML    string // The document, without the category element around it; "" once only Length and Sum are kept.
	Length int    // Of the document, in bytes.
	Sum    uint64 // FNV-1a of the document: equal documents have equal sums.
}

func (Opaque) kind() kind  { return kindOpaque }
func (*State) kind() kind  { return kindState }
func (*Note) kind() kind   { return kindNote }
func (*Device) kind() kind { return kindDevice }

func (*Alerts) kind() kind          { return kindAlerts }
func (*ContactCard) kind() kind     { return kindContactCard }
func (*LegacyInterop) kind() kind   { return kindLegacyInterop }
func (*MWI) kind() kind             { return kindMWI }
func (*OtherOptions) kind() kind    { return kindOtherOptions }
func (*RCCOptions) kind() kind      { return kindRCCOptions }
func (*CalendarData) kind() kind    { return kindCalendarData }
func (*Routing) kind() kind         { return kindRouting }
func (*Services) kind() kind        { return kindServices }
func (*UserInformation) kind() kind { return kindUserInformation }
func (*UserProperties) kind() kind  { return kindUserProperties }

// Equal reports whether two values say the same. Documents without a decoder are the
// same when their lengths and sums are.
func Equal(a, b Value) bool {
	if a == nil || b == nil || a.kind() != b.kind() {
		return a == nil && b == nil
	}
	if a, ok := a.(Opaque); ok {
		b := b.(Opaque)
		return a.Length == b.Length && a.Sum == b.Sum
	}
	return a == b || documentOf(a).Equal(a, b)
}

// Blank reports whether a value says nothing: it is nil, or has neither content nor
// attributes. A document without a decoder is never blank.
func Blank(v Value) bool {
	if v == nil || v.kind() == kindOpaque {
		return v == nil
	}
	d := documentOf(v)
	return d.Equal(v, d.New())
}

// Kept returns what may be kept of a value for long: of a document without a decoder its
// length and sum, of long texts the beginning. Values are Equal if what is kept of them
// is.
func Kept(v Value) Value {
	if o, ok := v.(Opaque); ok {
		return Opaque{Length: o.Length, Sum: o.Sum}
	}
	return schema.Kept(v)
}

// Write returns a value as the document that it stands for. What was not kept of a
// document without a decoder cannot be written: it is empty then, as for nil.
func Write(v Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Opaque:
		return v.XML
	}
	return documentOf(v).Write(v)
}

// AppendJSON appends a value as a JSON object to b, as [schema.Document.AppendJSON]
// does, and returns the name of the document, by which [Documents] has it. The name is
// empty for nil and for a document without a decoder: then nothing is appended.
func AppendJSON(b []byte, v Value) (json []byte, name string) {
	if v == nil || v.kind() == kindOpaque {
		return b, ""
	}
	d := documentOf(v)
	return d.AppendJSON(b, v), d.Name
}

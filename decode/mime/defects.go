package mime

import "prescap/decode/defect"

// The kinds of defects that this package finds.
const (
	// DefectNoBoundary: a multipart type without boundary (RFC 2046 5.1.1).
	DefectNoBoundary defect.Kind = "mime-no-boundary"

	// DefectNoPart: a multipart body in which there is no part: its boundary is
	// nowhere, or nothing is between its delimiters.
	DefectNoPart defect.Kind = "mime-no-part"

	// DefectNotTerminated: a multipart body that ends without its last delimiter.
	DefectNotTerminated defect.Kind = "mime-not-terminated"

	// DefectPartHeader: a part whose header has a line that is no field. The part's
	// body begins there.
	DefectPartHeader defect.Kind = "mime-part-header"

	// DefectBareLF: delimiters that end in LF without CR.
	DefectBareLF defect.Kind = "mime-bare-lf"

	// DefectEncoding: a content encoding or transfer encoding that is not
	// undone.
	DefectEncoding defect.Kind = "mime-encoding"

	// DefectInflate: compressed content that is broken or cut; what could be
	// unpacked of it is used.
	DefectInflate defect.Kind = "mime-inflate"

	// DefectLimit: more parts, levels of multipart bodies, or bytes unpacked than
	// the limits allow.
	DefectLimit defect.Kind = "mime-limit"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return []defect.Kind{
		DefectNoBoundary, DefectNoPart, DefectNotTerminated, DefectPartHeader,
		DefectBareLF, DefectEncoding, DefectInflate, DefectLimit,
	}
}

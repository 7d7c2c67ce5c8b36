package sip

import "prescap/decode/defect"

// The kinds of defects that a Framer finds.
const (
	// DefectStartLine: a start line that RFC 3261 25.1 does not allow but that
	// can be understood: another version or letter case, spaces, no reason.
	DefectStartLine defect.Kind = "sip-start-line"

	// DefectBareLF: lines that end in LF without CR (RFC 3261 7).
	DefectBareLF defect.Kind = "sip-bare-lf"

	// DefectHeaderLine: a line of the header without a colon or without a name.
	// It is not in the index.
	DefectHeaderLine defect.Kind = "sip-header-line"

	// DefectHeaderName: a header name that is no token (RFC 3261 7.3.1).
	DefectHeaderName defect.Kind = "sip-header-name"

	// DefectNUL: a NUL byte in the start line or the header.
	DefectNUL defect.Kind = "sip-nul"

	// DefectFieldsLimit: more header fields than Limits.Fields.
	DefectFieldsLimit defect.Kind = "sip-fields-limit"

	// DefectHeaderLimit: a header longer than Limits.Header, cut there.
	DefectHeaderLimit defect.Kind = "sip-header-limit"

	// DefectBodyLimit: a body longer than Limits.Body, cut there.
	DefectBodyLimit defect.Kind = "sip-body-limit"

	// DefectNoLength: no Content-Length on a stream, which RFC 3261 18.3 and 20.14
	// require; and nothing that says that there is a body.
	DefectNoLength defect.Kind = "sip-no-content-length"

	// DefectNoLengthTyped: no Content-Length on a stream, but a Content-Type: the
	// body cannot be told from what follows it.
	DefectNoLengthTyped defect.Kind = "sip-no-content-length-typed"

	// DefectLengthInvalid: a Content-Length that is no number below 2^31.
	DefectLengthInvalid defect.Kind = "sip-content-length-invalid"

	// DefectLengthRepeated: Content-Length several times with the same value.
	DefectLengthRepeated defect.Kind = "sip-content-length-repeated"

	// DefectLengthContradictory: Content-Length with different values.
	DefectLengthContradictory defect.Kind = "sip-content-length-contradictory"

	// DefectDatagramShort: a datagram ends before its message does.
	DefectDatagramShort defect.Kind = "sip-datagram-short"

	// DefectDatagramRest: bytes behind the message in its datagram.
	DefectDatagramRest defect.Kind = "sip-datagram-rest"

	// DefectHoleInHeader: bytes that were not captured begin in the header.
	DefectHoleInHeader defect.Kind = "sip-hole-in-header"

	// DefectHoleInBody: bytes that were not captured begin in the body.
	DefectHoleInBody defect.Kind = "sip-hole-in-body"

	// DefectEndInHeader: the capture or the connection ended in the header.
	DefectEndInHeader defect.Kind = "sip-end-in-header"

	// DefectEndInBody: the capture or the connection ended in the body.
	DefectEndInBody defect.Kind = "sip-end-in-body"

	// DefectCSeq: a CSeq that is not a number and a method (RFC 3261 20.16).
	DefectCSeq defect.Kind = "sip-cseq-invalid"

	// DefectCSeqMethod: a request whose CSeq names another method (RFC 3261 8.1.1.5).
	DefectCSeqMethod defect.Kind = "sip-cseq-method"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return []defect.Kind{
		DefectStartLine, DefectBareLF, DefectHeaderLine, DefectHeaderName, DefectNUL,
		DefectFieldsLimit, DefectHeaderLimit, DefectBodyLimit,
		DefectNoLength, DefectNoLengthTyped, DefectLengthInvalid, DefectLengthRepeated, DefectLengthContradictory,
		DefectDatagramShort, DefectDatagramRest,
		DefectHoleInHeader, DefectHoleInBody, DefectEndInHeader, DefectEndInBody,
		DefectCSeq, DefectCSeqMethod,
	}
}

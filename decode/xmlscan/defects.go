package xmlscan

import (
	"cmp"
	"slices"
	"strconv"

	"prescap/decode/defect"
)

// The kinds of defects that a Scanner finds.
const (
	// DefectMalformed: a breach of well-formedness (XML 1.0), other than those
	// below.
	DefectMalformed defect.Kind = "xml-malformed"

	// DefectTruncated: the document ends inside of something.
	DefectTruncated defect.Kind = "xml-truncated"

	// DefectNamespace: a breach of Namespaces in XML: a prefix that is not
	// declared, or a name or declaration that is none.
	DefectNamespace defect.Kind = "xml-namespace"

	// DefectDoctype: a document type declaration. It is passed over; entities that
	// it declares are unknown.
	DefectDoctype defect.Kind = "xml-doctype"

	// DefectEncoding: the declared encoding is unknown or contradicts the bytes, or
	// there are bytes that the encoding does not allow.
	DefectEncoding defect.Kind = "xml-encoding"

	// DefectLimit: more levels, attributes or defects than Limits allow.
	DefectLimit defect.Kind = "xml-limit"

	// DefectEmpty: there is no root element.
	DefectEmpty defect.Kind = "xml-empty"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return []defect.Kind{
		DefectMalformed, DefectTruncated, DefectNamespace, DefectDoctype,
		DefectEncoding, DefectLimit, DefectEmpty,
	}
}

// flaw is a defect while the document is read.
type flaw struct {
	kind    defect.Kind
	at      int // Position in src.
	text    string
	located bool   // offset and path have been found.
	offset  int    // In the message.
	path    string // In the document.
}

// flaw notes a defect at a position of src. Its text is what, and the bytes from
// up to to when there are any.
func (s *Scanner) flaw(kind defect.Kind, at int, what string, from, to int) {
	if !s.notes() && kind != DefectTruncated { // Which comes once, and says that something is missing.
		s.more++
		s.moreAt = max(s.moreAt, s.offset(at))
		return
	}
	if from < to {
		what += s.quote(from, to)
	}
	s.flaws = append(s.flaws, flaw{kind: kind, at: at, text: what})
}

// notes reports whether the next defect will be kept, so that its text matters.
func (s *Scanner) notes() bool { return len(s.flaws) < s.limits.Defects }

// truncated notes that the document ends inside of something, and goes to its
// end. It is said once.
func (s *Scanner) truncated(what string, from, to int) {
	s.pos = len(s.src)
	if !s.cut {
		s.cut = true
		s.flaw(DefectTruncated, len(s.src), what, from, to)
	}
}

// quote shows bytes of src to people: on one line and not too long.
func (s *Scanner) quote(from, to int) string {
	const most = 60
	if to-from > most {
		return strconv.Quote(s.str(from, from+most)) + "…"
	}
	return strconv.Quote(s.str(from, to))
}

// Defects returns what has been found odd in what has been read, by ascending
// offset; nil when nothing. The slice is the caller's.
func (s *Scanner) Defects() []defect.Defect {
	if len(s.flaws) == 0 && s.more == 0 {
		return nil
	}
	slices.SortStableFunc(s.flaws, func(a, b flaw) int { return cmp.Compare(a.at, b.at) })
	n := len(s.flaws)
	for !s.closed && n > 0 && s.flaws[n-1].at > s.pos {
		n-- // Found before the reading began, but farther on.
	}
	s.locate(s.flaws[:n])
	all := make([]defect.Defect, 0, n+1)
	last := s.moreAt
	for _, f := range s.flaws[:n] {
		all = append(all, defect.Defect{Kind: f.kind, Offset: f.offset, Path: f.path, Text: f.text})
		last = max(last, f.offset)
	}
	if s.more > 0 {
		all = append(all, defect.Defect{Kind: DefectLimit, Offset: last,
			Text: "more defects than are listed: " + strconv.Itoa(s.more)})
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

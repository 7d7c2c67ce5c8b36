package mime

import (
	"bytes"
	"strings"
	"unsafe"

	"prescap/decode/sip"
)

// part reads what is between two delimiters: a header, an empty line, a body. It
// is none when the end of the whole body cuts its header.
func (s *splitter) part(from, to int) {
	p := Part{}
	at, to := from, max(to, from)
	for at < to {
		end, ok := s.line(at, to)
		if !ok {
			return
		}
		line := bytes.TrimRight(s.body[at:end], "\r\n")
		if len(line) == 0 {
			at = end
			break
		}
		for end < to && (s.body[end] == ' ' || s.body[end] == '\t') {
			if end, ok = s.line(end, to); !ok {
				return
			}
		}
		name, value, ok := bytes.Cut(s.body[at:end], []byte{':'})
		if name = bytes.TrimRight(name, " \t"); !ok || !isName(name) {
			s.flaw(DefectPartHeader, at, "expected a header field or an empty line, found "+quote(line))
			break
		}
		p.field(str(name), unfold(value))
		if at = end; at == to && to == len(s.body) {
			return
		}
	}
	if from == to && to == len(s.body) {
		return
	}
	p.Offset, p.Body = s.base+at, s.body[at:to]
	s.parts = append(s.parts, p)
}

// line returns where the line behind the one at a position begins, within a part
// that ends before to. ok is false when the end of the whole body cuts it.
func (s *splitter) line(at, to int) (end int, ok bool) {
	if n := bytes.IndexByte(s.body[at:to], '\n'); n >= 0 {
		return at + n + 1, true
	}
	return to, to < len(s.body)
}

// isName reports whether b can be the name of a field: printable, and nothing that
// begins markup or a quotation.
func isName(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f || c == '<' || c == '"' {
			return false
		}
	}
	return len(b) > 0
}

// field takes a header field of the part; the first of each name counts.
func (p *Part) field(name, value string) {
	switch {
	case sip.SameName(name, sip.HeaderContentType):
		if p.Type.Name == "" {
			p.Type = ParseType(value)
		}
	case sip.SameName(name, "Content-ID"):
		if p.ID == "" {
			p.ID = ID(value)
		}
	case sip.SameName(name, "Content-Transfer-Encoding"):
		if p.Encoding == "" {
			p.Encoding = strings.ToLower(value)
		}
	}
}

// unfold makes one line of a value (RFC 5322 2.2.3).
func unfold(value []byte) string {
	value = bytes.Trim(value, " \t\r\n")
	if bytes.IndexByte(value, '\n') < 0 {
		return str(value)
	}
	return string(bytes.Join(bytes.Fields(value), []byte{' '}))
}

// str returns bytes of the body as a string without copying them: nobody changes
// the body of a message.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

package mime

import (
	"bytes"
	"strings"
	"unsafe"

	"prescap/decode/sip"
)

// part reads what is between two delimiters: a header, an empty line, a body. It
// is none when the header is not there to its end.
func (s *splitter) part(from, to int) {
	to = max(to, from)
	p := Part{}
	for at := from; ; {
		n := bytes.IndexByte(s.body[at:to], '\n')
		if n < 0 {
			if at == to && at > from && s.ended(to) {
				p.Offset, p.Body = s.base+to, s.body[to:to]
				break // A header and nothing else.
			}
			return
		}
		end := at + n + 1
		line := bytes.TrimRight(s.body[at:end], "\r\n")
		if len(line) == 0 {
			p.Offset, p.Body = s.base+end, s.body[end:to]
			break
		}
		for end < to && (s.body[end] == ' ' || s.body[end] == '\t') {
			n := bytes.IndexByte(s.body[end:to], '\n')
			if n < 0 {
				return
			}
			end += n + 1
		}
		name, value, ok := bytes.Cut(s.body[at:end], []byte{':'})
		if !ok {
			s.flaw(DefectPartHeader, at, "expected a header field or an empty line, found "+quote(line))
			p.Offset, p.Body = s.base+at, s.body[at:to]
			break
		}
		p.field(str(bytes.TrimRight(name, " \t")), unfold(value))
		at = end
	}
	s.parts = append(s.parts, p)
}

// ended reports whether a delimiter is at a position, and not the end of the body.
func (s *splitter) ended(at int) bool { return at < len(s.body) }

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

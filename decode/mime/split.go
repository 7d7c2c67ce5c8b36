package mime

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"prescap/decode/defect"
)

// Part is one part of a multipart body.
type Part struct {
	Type     Type
	ID       string // Its Content-ID, without angle brackets; "" when there is none.
	Encoding string // Its Content-Transfer-Encoding in lower case, "" when there is none.
	Offset   int    // Of Body, in bytes from the message's start line.
	Body     []byte // A piece of the whole body.
}

// splitter is a body while it is split.
type splitter struct {
	body     []byte
	base     int
	boundary []byte // Two hyphens and the boundary.
	most     int
	parts    []Part
	defects  []defect.Defect
	bare     int // Delimiters that end in LF only.
	bareAt   int
}

// Split splits a multipart body of that type, which lies at base in its message,
// into at most that many parts. Defects ascend.
func Split(body []byte, base int, t Type, most int) ([]Part, []defect.Defect) {
	s := splitter{body: body, base: base, most: most}
	boundary, _ := t.Params.Get("boundary")
	if boundary == "" {
		if boundary = guess(body); boundary == "" {
			s.flaw(DefectNoBoundary, 0, "no boundary in the type, and no line that looks like a delimiter")
			return nil, s.defects
		}
		s.flaw(DefectNoBoundary, 0, "no boundary in the type; taken as "+quote(boundary)+" from the first line that looks like a delimiter")
	}
	s.boundary = append(append(make([]byte, 0, 2+len(boundary)), "--"...), boundary...)
	s.split()
	if s.bare > 0 {
		s.flaw(DefectBareLF, s.bareAt, fmt.Sprintf("%d delimiters end in LF without CR", s.bare))
	}
	slices.SortStableFunc(s.defects, func(a, b defect.Defect) int { return cmp.Compare(a.Offset, b.Offset) })
	return s.parts, s.defects
}

// flaw notes a defect at a position of the body.
func (s *splitter) flaw(kind defect.Kind, at int, text string) {
	s.defects = append(s.defects, defect.Defect{Kind: kind, Offset: s.base + at, Text: text})
}

// split gives what is between the delimiters to part.
func (s *splitter) split() {
	d, ok := s.delimiter(0)
	if !ok {
		s.flaw(DefectNoPart, 0, "no line is the delimiter "+quote(s.boundary))
		return
	}
	for !d.last {
		from := d.next
		d, ok = s.delimiter(from)
		if len(s.parts) == s.most {
			s.flaw(DefectLimit, from, fmt.Sprintf("more than %d parts; the rest is not read", s.most))
			return
		}
		s.part(from, d.at)
		if !ok {
			s.flaw(DefectNotTerminated, len(s.body), "no last delimiter "+quote(string(s.boundary)+"--"))
			break
		}
	}
	if len(s.parts) == 0 {
		s.flaw(DefectNoPart, 0, "no part between the delimiters")
	}
}

// delimiter is a line that parts two parts.
type delimiter struct {
	at   int  // Where it begins, with the line end before it.
	next int  // Where the line behind it begins.
	last bool // It ends the body.
	open bool // It is cut by the end, and does not end the body itself.
}

// delimiter returns the first delimiter from a position on, which begins a line.
// When there is none, it is at the end. A line that may be a delimiter, but is
// cut by the end, is one that has nothing behind it, and ok is false. Only lines
// that begin with two hyphens are looked at, each once, so that the cost does not
// depend on the boundary.
func (s *splitter) delimiter(from int) (d delimiter, ok bool) {
	start := []byte("\n--")
	for i := from; ; {
		if d, ok = s.delimits(i); ok {
			d.at = s.lineBefore(i, from)
			return d, !d.open
		}
		n := bytes.Index(s.body[i:], start)
		if n < 0 {
			return s.cut(from)
		}
		i += n + 1
	}
}

// delimits reads the line at a position, and reports whether it is a delimiter.
func (s *splitter) delimits(i int) (d delimiter, ok bool) {
	if !bytes.HasPrefix(s.body[i:], s.boundary[:2]) {
		return d, false
	}
	line, _, whole := bytes.Cut(s.body[i:], []byte{'\n'})
	rest, ok := bytes.CutPrefix(line, s.boundary)
	if !ok {
		return d, false
	}
	rest, d.last = bytes.CutPrefix(rest, []byte("--"))
	rest = bytes.TrimLeft(rest, " \t")
	if !whole {
		d.next, d.open = len(s.body), !d.last
		return d, len(rest) == 0 || string(rest) == "\r" || d.open && string(rest) == "-"
	}
	if len(rest) == 0 {
		if s.bare++; s.bare == 1 {
			s.bareAt = i
		}
	}
	d.next = i + len(line) + 1
	return d, len(rest) == 0 || string(rest) == "\r"
}

// cut returns where the body ends: before a delimiter of which only the beginning
// is there, if it ends in one.
func (s *splitter) cut(from int) (delimiter, bool) {
	end := delimiter{at: len(s.body), next: len(s.body)}
	i := bytes.LastIndexByte(s.body[from:], '\n') + 1 + from
	if line := s.body[i:]; len(line) > 0 && len(line) < len(s.boundary) && bytes.HasPrefix(s.boundary, line) {
		end.at = s.lineBefore(i, from)
	}
	return end, false
}

// lineBefore returns where the line end before a position begins.
func (s *splitter) lineBefore(at, from int) int {
	if at > from && s.body[at-1] == '\n' {
		at--
		if at > from && s.body[at-1] == '\r' {
			at--
		}
	}
	return at
}

// guess returns the boundary that the first line that begins with two hyphens
// has.
func guess(body []byte) string {
	for len(body) > 0 {
		line, rest, whole := bytes.Cut(body, []byte{'\n'})
		if bytes.HasPrefix(line, []byte("--")) {
			if !whole {
				return ""
			}
			return string(bytes.TrimRight(line[2:], " \t\r"))
		}
		body = rest
	}
	return ""
}

// quote shows bytes to people: on one line and not too long.
func quote[T []byte | string](b T) string {
	const most = 80
	if len(b) > most {
		return strconv.Quote(string(b[:most])) + "…"
	}
	return strconv.Quote(string(b))
}

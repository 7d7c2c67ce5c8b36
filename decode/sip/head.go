package sip

import (
	"bytes"
	"fmt"
	"strings"

	"prescap/decode/defect"
)

// fieldSpan is where a header field lies in its message.
type fieldSpan struct {
	name   span
	value  span
	folded bool
}

// head is a header while it is read. All positions count from the first byte of
// the start line.
type head struct {
	start   startLine
	line    int // Where the line begins that is read next; 0 when that is the start line.
	fields  []fieldSpan
	skipped bool // The line before is not in the index, so that none can continue it.
	bare    int  // Lines that end in LF only,
	bareAt  int  // and where the first of them ends.
	end     int  // Where the body begins.
	want    int64
	choices []int64 // Contradictory values of Content-Length.
	defects []defect.Defect
}

// manyFields bounds the scratch memory that is kept from header to header.
const manyFields = 1 << 10

// reset makes h ready for the next header.
func (h *head) reset() {
	fields := h.fields[:0]
	if cap(fields) > manyFields {
		fields = nil
	}
	*h = head{fields: fields, choices: h.choices[:0], defects: h.defects[:0]}
}

// bareLF counts a line that ends at position at in LF only.
func (h *head) bareLF(at int) {
	if h.bare++; h.bare == 1 {
		h.bareAt = at
	}
}

// header reads the lines of a header that have come, from the start line to the
// empty line.
func (f *Framer) header() bool {
	if f.head.line == 0 && !plausible(f.win[:min(len(f.win), longestMethod+1)]) {
		f.outOfStep()
		return true
	}
	for {
		w := f.win[:min(len(f.win), f.limits.Header)]
		i := bytes.IndexByte(w[min(f.scan, len(w)):], '\n')
		if i < 0 {
			f.scan = len(w)
			if len(w) < f.limits.Header {
				return false
			}
			f.headerTooLong()
			return true
		}
		next := f.scan + i + 1
		from := f.head.line
		if from == 0 {
			if !f.begin(w[:next], false) {
				f.outOfStep()
				return true
			}
			continue
		}
		f.scan, f.head.line = next, next
		to := next - 1
		if to > from && w[to-1] == '\r' {
			to--
		} else {
			f.head.bareLF(to)
		}
		if from == to {
			f.head.end = next
			if f.trial {
				f.reject(next)
			} else {
				f.measure()
			}
			return true
		}
		if f.field(w, span{from, to}) || !f.trial {
			continue
		}
		f.reject(from)
		return true
	}
}

// field puts a line of the header into the index. It reports whether the line
// looks like one. A header on trial that shows its Call-ID or CSeq has passed.
func (f *Framer) field(w []byte, line span) bool {
	h := &f.head
	if isBlank(w[line.from]) {
		if h.skipped {
			return true
		}
		if len(h.fields) == 0 {
			f.flaw(defect.Defect{Kind: DefectHeaderLine, Offset: line.from,
				Text: fmt.Sprintf("expected a header field, found a continuation of none, of %d bytes", len(line.of(w)))})
			return false
		}
		last := &h.fields[len(h.fields)-1]
		last.folded = true
		last.value = trim(w, span{last.value.from, line.to})
		return true
	}
	colon := bytes.IndexByte(line.of(w), ':')
	name := trim(w, span{line.from, line.from + max(colon, 0)})
	// What such a line holds is not shown: it may be the rest of credentials.
	if h.skipped = colon < 0 || name.from == name.to; h.skipped {
		f.flaw(defect.Defect{Kind: DefectHeaderLine, Offset: line.from,
			Text: fmt.Sprintf("expected a header name and a colon, found neither in %d bytes", len(line.of(w)))})
		return false
	}
	h.fields = append(h.fields, fieldSpan{name: name, value: trim(w, span{line.from + colon + 1, line.to})})
	if f.trial && isIdentifying(name.of(w)) && !f.prove(w) {
		return false
	}
	for _, c := range name.of(w) {
		if !isToken(c) {
			f.flaw(defect.Defect{Kind: DefectHeaderName, Offset: name.from, Path: string(name.of(w)),
				Text: fmt.Sprintf("%q in a header name", c)})
			return false
		}
	}
	return true
}

// isIdentifying reports whether the name is one that every message has and that
// hardly anything else has.
func isIdentifying(name []byte) bool {
	switch len(name) {
	case 1:
		return name[0]|0x20 == 'i'
	case 4:
		return equalFold(name, "cseq")
	case 7:
		return equalFold(name, "call-id")
	}
	return false
}

// prove ends a trial at the field that was read last, a Call-ID or CSeq. A method
// that may have lost its beginning, or that other text may be glued to, must be
// that of the CSeq. It reports false when it is not.
func (f *Framer) prove(w []byte) bool {
	last := f.head.fields[len(f.head.fields)-1]
	if f.unsure {
		if len(last.name.of(w)) != len(HeaderCSeq) {
			return true
		}
		method := string(f.head.start.method.of(w))
		cseq, _ := parseCSeq(string(last.value.of(w)))
		other := string(cseq.Method)
		if method != other && other != "" && (strings.HasSuffix(other, method) || strings.HasSuffix(method, other)) {
			return false
		}
	}
	f.trial = false
	return true
}

// reject ends a trial: the bytes up to n are not SIP. What began within them
// would come to the same end, so that none of them is looked at again.
func (f *Framer) reject(n int) {
	f.outOfStep()
	f.junk(n)
}

// headerTooLong gives up a header that is longer than the limit.
func (f *Framer) headerTooLong() {
	switch {
	case f.head.line == 0:
		f.outOfStep()
	case f.trial:
		f.reject(f.head.line)
	default:
		f.flaw(defect.Defect{Kind: DefectHeaderLimit, Offset: f.limits.Header,
			Text: fmt.Sprintf("the header is longer than %d bytes; what follows is not read", f.limits.Header)})
		f.head.end = f.limits.Header
		f.before = f.win[f.limits.Header-1]
		f.emit(f.copied(f.limits.Header), -1)
		f.outOfStep()
	}
}

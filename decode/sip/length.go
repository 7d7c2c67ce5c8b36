package sip

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"prescap/decode/defect"
)

// absurd is the first length that no body has.
const absurd = 1 << 31

// measure finds out how long the body is (RFC 3261 18.3, 20.14).
func (f *Framer) measure() {
	h := &f.head
	var (
		typed    bool
		values   int // Valid ones.
		first    fieldSpan
		repeated fieldSpan
	)
	for _, s := range h.fields {
		name := s.name.of(f.win)
		switch {
		case equalFold(name, "content-length"), equalFold(name, "l"):
			n, ok := parseLength(s.value.of(f.win))
			if first.name == (span{}) {
				first = s
			}
			if !ok {
				f.flaw(defect.Defect{Kind: DefectLengthInvalid, Offset: s.name.from, Path: HeaderContentLength,
					Text: "expected a number below 2147483648, found " + quote(s.value.of(f.win))})
				continue
			}
			if values++; values > 1 {
				repeated = s
			}
			if !slices.Contains(h.choices, n) {
				h.choices = append(h.choices, n)
			}
		case equalFold(name, "content-type"), equalFold(name, "c"):
			typed = true
		}
	}

	switch {
	case len(h.choices) > 1:
		f.flaw(defect.Defect{Kind: DefectLengthContradictory, Offset: first.name.from, Path: HeaderContentLength,
			Text: "different values: " + strings.Trim(fmt.Sprint(h.choices), "[]")})
		f.state = choosing
		return
	case len(h.choices) == 1:
		if values > 1 {
			f.flaw(defect.Defect{Kind: DefectLengthRepeated, Offset: repeated.name.from, Path: HeaderContentLength,
				Text: fmt.Sprintf("%d times with the same value", values)})
		}
		h.want = h.choices[0]
	case f.datagram():
		h.want = int64(len(f.win) - h.end)
	case first.name != (span{}):
	case typed:
		f.flaw(defect.Defect{Kind: DefectNoLengthTyped, Path: HeaderContentLength,
			Text: "no Content-Length on a stream although there is a Content-Type; taken as 0"})
	default:
		f.flaw(defect.Defect{Kind: DefectNoLength, Path: HeaderContentLength,
			Text: "no Content-Length on a stream; taken as 0"})
	}
	f.body()
}

// parseLength reads a value of Content-Length.
func parseLength(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		if n = n*10 + int64(c-'0'); n >= absurd {
			return 0, false
		}
	}
	return n, len(b) > 0
}

// outlook is what is known of the bytes behind the window.
type outlook uint8

const (
	open   outlook = iota // They will come.
	atHole                // There are some, but they will never come.
	atEnd                 // There are none.
)

// choose settles on one of several lengths: the first at whose end something
// stands that may stand behind a message. Where no length can be proved because
// the bytes to tell it from will never come, it is the first that they might
// have proved. It reports false when it must wait for them.
func (f *Framer) choose(behind outlook) bool {
	h := &f.head
	h.want = -1
	for _, n := range h.choices {
		v := f.endsAt(n, behind)
		if v == wait && behind == open {
			return false
		}
		if v == yes || v == wait && h.want < 0 {
			h.want = n
		}
		if v == yes {
			break
		}
	}
	if h.want < 0 {
		h.want = h.choices[0]
	}
	f.body()
	return true
}

// endsAt judges whether a body of n bytes is one that a message or a line end
// follows, or nothing.
func (f *Framer) endsAt(n int64, behind outlook) verdict {
	if n > int64(f.limits.Body) {
		return no
	}
	end := f.head.end + int(n)
	switch {
	case end == len(f.win) && behind == atEnd:
		return yes
	case end >= len(f.win):
		return wait
	}
	rest := f.win[end:min(len(f.win), end+longestStart)]
	if rest[0] == '\r' || rest[0] == '\n' {
		return yes
	}
	if !plausible(rest[:min(len(rest), longestMethod+1)]) {
		return no
	}
	line, _, whole := bytes.Cut(rest, []byte{'\n'})
	switch {
	case !whole && len(rest) < longestStart && behind != atEnd:
		return wait
	case !whole:
		return no
	}
	if _, ok := parseStartLine(bytes.TrimSuffix(line, []byte{'\r'})); ok {
		return yes
	}
	return no
}

package sip

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"unsafe"

	"prescap/capture"
	"prescap/decode/defect"
)

// datagram reports whether the bytes come in datagrams.
func (f *Framer) datagram() bool { return f.flow.Transport == capture.UDP }

// emit gives the message at hand, whose bytes are mem and end where the window
// begins.
func (f *Framer) emit(mem []byte, lost int) {
	m := f.message(mem)
	m.Lost = lost
	frames := f.marks.frames(nil, f.at-int64(len(mem)), f.at)
	if len(frames) > 0 {
		m.Frames = frames
		m.Time = frames[len(frames)-1].Time
	}
	m.Conn, m.Dir, m.Flow, m.Layers = f.stream.Conn, f.stream.Dir, f.flow, f.layers
	f.sink.Message(m)
}

// message makes a message of mem, which nobody changes from here on: all strings
// of the message point into it.
func (f *Framer) message(mem []byte) *Message {
	h := &f.head
	text := unsafe.String(unsafe.SliceData(mem), len(mem))
	str := func(s span) string { return text[s.from:s.to] }
	m := &Message{
		StartLine: text[:h.start.length],
		Status:    h.start.status,
		Raw:       mem,
		Length:    len(mem),
	}
	kept := min(len(h.fields), f.limits.Fields)
	m.Header = make(Header, kept)
	for i, s := range h.fields[:kept] {
		m.Header[i] = Field{Name: str(s.name), Value: str(s.value), Offset: s.name.from}
		if s.folded {
			m.Header[i].Value = unfold(str(s.value))
		}
	}
	if h.end < len(mem) {
		m.Body = mem[h.end:]
	}
	if m.Status == 0 {
		m.Method, m.RequestURI = Method(str(h.start.method)), str(h.start.uri)
	} else {
		m.Reason = str(h.start.reason)
	}
	f.compareCSeq(m)
	f.generalFlaws(m)
	if len(h.defects) > 0 {
		slices.SortStableFunc(h.defects, func(a, b defect.Defect) int { return cmp.Compare(a.Offset, b.Offset) })
		m.Defects = slices.Clone(h.defects)
	}
	return m
}

// compareCSeq gives a response the method of its CSeq, and compares that of a
// request with it.
func (f *Framer) compareCSeq(m *Message) {
	field, ok := m.Header.First(HeaderCSeq)
	if !ok {
		return
	}
	cseq, ok := parseCSeq(field.Value)
	switch {
	case !ok:
		f.flaw(defect.Defect{Kind: DefectCSeq, Offset: field.Offset, Path: HeaderCSeq,
			Text: "expected a number and a method, found " + quote(field.Value)})
	case m.Status != 0:
		m.Method = cseq.Method
	case m.Method != cseq.Method:
		f.flaw(defect.Defect{Kind: DefectCSeqMethod, Offset: field.Offset, Path: HeaderCSeq,
			Text: fmt.Sprintf("expected the method of the start line, %s, found %s", quote(string(m.Method)), quote(string(cseq.Method)))})
	}
}

// generalFlaws notes what is odd about the header as a whole.
func (f *Framer) generalFlaws(m *Message) {
	h := &f.head
	if h.bare > 0 {
		f.flaw(defect.Defect{Kind: DefectBareLF, Offset: h.bareAt,
			Text: fmt.Sprintf("%d lines end in LF without CR", h.bare)})
	}
	if extra := len(h.fields) - len(m.Header); extra > 0 {
		f.flaw(defect.Defect{Kind: DefectFieldsLimit, Offset: h.fields[len(m.Header)].name.from,
			Text: fmt.Sprintf("%d header fields more than the %d that are kept", extra, len(m.Header))})
	}
	if i := bytes.IndexByte(m.Raw[:h.end], 0); i >= 0 {
		f.flaw(defect.Defect{Kind: DefectNUL, Offset: i, Text: "a NUL byte in the header"})
	}
}

// unfold joins the lines of a value: each line end with the white space around
// it becomes one space (RFC 3261 7.3.1).
func unfold(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\n' {
			b = append(b, s[i])
			continue
		}
		for len(b) > 0 && isWhite(b[len(b)-1]) {
			b = b[:len(b)-1]
		}
		for i+1 < len(s) && isWhite(s[i+1]) {
			i++
		}
		b = append(b, ' ')
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

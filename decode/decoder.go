package decode

import (
	"cmp"
	"fmt"
	"slices"

	"prescap/decode/body"
	"prescap/decode/defect"
	"prescap/decode/mime"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Decoder says what messages say about presence. It looks at one message at a
// time and remembers none. It belongs to one goroutine.
type Decoder struct {
	limits Limits
	bodies []Body
	reader *body.Reader

	events  []presence.Event
	defects []defect.Defect
}

// New returns a Decoder.
func New(l Limits) *Decoder {
	return &Decoder{limits: l, bodies: Bodies(), reader: body.New(body.Limits{XML: l.XML, Instances: l.Instances, Words: l.Words})}
}

// Decode returns what a message says, in the order in which it says it: headers
// first, then the body, the parts of one in their order. It adds what is odd to
// the defects of the message, which stay ordered by offset.
//
// A message of which bytes are missing is decoded as far as it goes. The events
// and their values are the caller's; they are no part of the message, but for
// category.Opaque.XML.
func (d *Decoder) Decode(m *sip.Message) []presence.Event {
	d.events, d.defects = nil, d.defects[:0]
	var contentType, encoding *sip.Field
	if e, defects, ok := d.reader.Register(m, d.defects); ok {
		d.events, d.defects = append(d.events, e), defects
	}
	if e, defects, ok := d.reader.EventState(m, d.defects); ok {
		d.events, d.defects = append(d.events, e), defects
	}
	if e, defects, ok := d.reader.Authentication(m, d.defects); ok {
		d.events, d.defects = append(d.events, e), defects
	}
	for i := range m.Header {
		f := &m.Header[i]
		switch len(f.Name) {
		case 1, 12, 16:
			if contentType == nil && sip.SameName(f.Name, sip.HeaderContentType) {
				contentType = f
			} else if encoding == nil && sip.SameName(f.Name, sip.HeaderContentEncoding) {
				encoding = f
			}
		case 7:
			if sip.SameName(f.Name, sip.HeaderWarning) {
				d.events, d.defects = d.reader.Warnings(*f, d.events, d.defects)
			}
		default:
			if name, ok := body.IsDiagnostics(f.Name); ok {
				var e *presence.Diagnostics
				e, d.defects = d.reader.Diagnostics(name, *f, d.defects)
				d.events = append(d.events, e)
			}
		}
	}
	if len(m.Body) > 0 {
		d.message(m, contentType, encoding)
	}
	if len(d.defects) > 0 {
		m.Defects = append(m.Defects, d.defects...)
		slices.SortStableFunc(m.Defects, func(a, b defect.Defect) int { return cmp.Compare(a.Offset, b.Offset) })
	}
	events := d.events
	d.events = nil
	return events
}

// message decodes the body of a message.
func (d *Decoder) message(m *sip.Message, contentType, encoding *sip.Field) {
	var t mime.Type
	if contentType != nil {
		t = mime.ParseType(contentType.Value)
	}
	b := body.Body{MediaType: t.Name, Bytes: m.Body, Offset: max(m.Length-len(m.Body), 0)}
	if encoding != nil {
		plain, defects, ok := mime.Inflate(encoding.Value, m.Body, b.Offset, d.limits.inflated(len(m.Body)))
		d.defects = append(d.defects, defects...)
		if !ok {
			d.read(b, (*body.Reader).Undecoded)
			return
		}
		if len(plain) == 0 || &plain[0] != &m.Body[0] {
			b.Bytes, b.Inflated = plain, len(m.Body)
		}
	}
	d.decode(b, t, 1)
}

// decode decodes a body or a part of one; level counts the multipart bodies around
// it, and itself.
func (d *Decoder) decode(b body.Body, t mime.Type, level int) {
	if t.IsMultipart() {
		d.multipart(b, t, level)
		return
	}
	for i := range d.bodies {
		if d.bodies[i].MediaType == b.MediaType {
			d.read(b, d.bodies[i].read)
			return
		}
	}
	d.read(b, (*body.Reader).Undecoded)
}

// read has the reader read a body.
func (d *Decoder) read(b body.Body, read func(*body.Reader)) {
	d.events, d.defects = d.reader.Read(b, read, d.events, d.defects)
}

// multipart decodes the parts of a body. One without parts is undecoded.
func (d *Decoder) multipart(b body.Body, t mime.Type, level int) {
	if level > d.limits.Nesting {
		d.defects = append(d.defects, defect.Defect{Kind: mime.DefectLimit, Offset: b.Offset,
			Text: fmt.Sprintf("more than %d levels of multipart bodies; not read", d.limits.Nesting)})
		d.read(b, (*body.Reader).Undecoded)
		return
	}
	parts, defects := mime.Split(b.Bytes, b.Offset, t, d.limits.Parts)
	if b.Inflated > 0 {
		for i := range defects {
			defects[i].Offset = b.Offset
		}
	}
	d.defects = append(d.defects, defects...)
	if len(parts) == 0 {
		d.read(b, (*body.Reader).Undecoded)
	}
	for _, p := range parts {
		part := body.Body{MediaType: p.Type.Name, Bytes: p.Body, Offset: p.Offset, Inflated: b.Inflated}
		if b.Inflated > 0 {
			part.Offset = b.Offset
		}
		switch p.Encoding {
		case "", "7bit", "8bit", "binary":
			d.decode(part, p.Type, level+1)
		default:
			d.defects = append(d.defects, defect.Defect{Kind: mime.DefectEncoding, Offset: part.Offset,
				Text: "a content transfer encoding that is not undone"})
			d.read(part, (*body.Reader).Undecoded)
		}
	}
}

package sip

import (
	"bytes"
	"fmt"
	"slices"

	"prescap/decode/defect"
)

// hole takes note that bytes are missing: lost of them, or -1.
func (f *Framer) hole(lost int) {
	f.resume()
	f.settle(atHole)
	if !f.cut(lost, atHole) {
		f.outOfStep()
		f.before = 0
	}
	f.retain()
}

// settle ends the waiting for bytes that tell how long a body is.
func (f *Framer) settle(behind outlook) {
	for f.state == choosing {
		f.choose(behind)
		f.advance()
	}
}

// cut gives what there is of the message at hand, if any, and passes over a hole
// of lost bytes, or -1. It reports whether it is known what comes behind it.
func (f *Framer) cut(lost int, behind outlook) (known bool) {
	switch {
	case f.state == filling:
		missing := f.whole() - int64(len(f.mem))
		covered := missing
		if behind == atHole {
			covered = min(int64(lost), missing)
		}
		f.flaw(f.cutDefect(len(f.mem), int(covered), behind))
		mem := f.mem
		f.mem = nil
		f.emit(mem, int(covered))
		f.rest = missing
		return f.skip(lost)
	case f.state == heading && f.head.line > 0 && (!f.trial || f.likely()):
		f.head.end = len(f.win)
		f.flaw(f.cutDefect(len(f.win), lost, behind))
		f.emit(f.copied(len(f.win)), lost)
	case f.state == passing:
		return f.skip(lost)
	default:
		f.junk(len(f.win))
	}
	return false
}

// likely reports whether a header that is cut short on trial is believed all the
// same, because a field was begun that hardly anything but SIP has. A snaplen
// does this to every message, and leaves nothing more to prove them by.
func (f *Framer) likely() bool {
	telling := func(name []byte) bool {
		n := string(bytes.TrimRight(name, " \t"))
		return SameName(n, HeaderVia) || SameName(n, HeaderFrom) || SameName(n, HeaderTo)
	}
	begun, _, colon := bytes.Cut(f.win[f.head.line:], []byte{':'})
	return colon && telling(begun) || slices.ContainsFunc(f.head.fields, func(s fieldSpan) bool {
		return telling(s.name.of(f.win))
	})
}

// skip passes over a hole of lost bytes in a body of which rest bytes are left.
func (f *Framer) skip(lost int) (known bool) {
	if lost < 0 || int64(lost) > f.rest {
		return false
	}
	f.inStep()
	if f.rest -= int64(lost); f.rest > 0 {
		f.state = passing
	}
	return true
}

// cutDefect says where a message breaks off and why.
func (f *Framer) cutDefect(at, lost int, behind outlook) defect.Defect {
	d := defect.Defect{Offset: at}
	place := "the header"
	if f.state == filling {
		place = fmt.Sprintf("the body at byte %d of %d", at-f.head.end, f.head.want)
	}
	switch {
	case behind == atHole:
		d.Kind = DefectHoleInHeader
		if f.state == filling {
			d.Kind = DefectHoleInBody
		}
		d.Text = "bytes are missing in " + place + ", nobody knows how many"
		if lost >= 0 {
			d.Text = fmt.Sprintf("%d bytes are missing in %s", lost, place)
		}
	case f.state != filling:
		d.Kind = DefectEndInHeader
		d.Text = "the stream ends in the header"
	case f.datagram():
		d.Kind = DefectDatagramShort
		d.Text = fmt.Sprintf("the datagram ends in %s", place)
	default:
		d.Kind = DefectEndInBody
		d.Text = fmt.Sprintf("the stream ends in %s", place)
	}
	return d
}

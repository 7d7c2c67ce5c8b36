package body

import (
	"strings"

	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeFault is the media type of a server's refusal (wire reference 7.3).
const TypeFault = "application/msrtc-fault+xml"

// Fault reads a server's refusal. It has no namespace in the sample of MS-PRES, so
// that none is looked at. A text for people is in no sample either: it is read by the
// name that SOAP 1.1, which the format takes after, has for it.
func Fault(r *Reader) {
	if _, ok := r.begin(anySpace, "Fault", "fault"); !ok {
		r.end()
		return
	}
	f := &presence.Fault{}
	r.emit(f)
	a := area{DefectFaultMissing, DefectFaultInvalid}
	coded, lists := false, 0
	for el := range r.scan.Children() {
		switch {
		case strings.EqualFold(el.Local, "faultcode"):
			coded = true
			f.Code = r.words.Of(strings.TrimSpace(r.scan.Text()))
		case strings.EqualFold(el.Local, "faultstring"):
			f.Text = r.words.Of(strings.TrimSpace(r.scan.Text()))
		case el.Local == "details" || el.Local == "detail":
			lists++
			r.enter(el, lists)
			n := 0
			for el := range r.scan.Children() {
				if el.Local != "operation" {
					continue
				}
				if n++; !r.full(n-1, el) {
					r.enter(el, n)
					f.Operations = append(f.Operations, r.operation(el, a))
					r.leave()
				}
			}
			r.leave()
		}
	}
	if !coded && !r.scan.Cut() {
		r.flaw(a.missing, r.base, "/Faultcode", "expected an element Faultcode")
	}
	r.end()
}

// operation reads a refused operation.
func (r *Reader) operation(el *xmlscan.Element, a area) presence.FaultOperation {
	o := presence.FaultOperation{}
	indexed := false
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "index":
			indexed = true
			if n, ok := lexical.ParseNumber(at.Value); ok && n < 1<<31 {
				o.Index = int(n)
			} else {
				r.invalid(a, at, "the number of an operation")
			}
		case "version":
			o.Version, o.HasVersion = r.number(a, at)
		case "curVersion":
			o.CurrentVersion, o.HasCurrentVersion = r.number(a, at)
		}
	}
	if !indexed {
		r.missing(a, el, "index")
	}
	return o
}

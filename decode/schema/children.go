package schema

import (
	"fmt"

	"prescap/decode/lexical"
	"prescap/decode/xmlscan"
)

// layer is how far the children of an element have come in the extension pattern
// (category schemas 2.2).
type layer uint8

const (
	inBase   layer = iota // The declared children.
	inLayer               // Behind a delimiter.
	atEnd                 // Behind the end.
	extended              // Behind an extension.
)

// children reads the children of an element, to its end, and reports whether there are
// any.
func (r *Reader) children(n *node, at int, dst any) (some bool) {
	first := len(r.counts)
	for range n.kids {
		r.counts = append(r.counts, 0)
	}
	state, last := inBase, 0
	for el := range r.scan.Children() {
		some = true
		if n.flags&Tail != 0 && el.Space == CommonSpace && r.tail(&state, el) {
			continue
		}
		k := r.find(n, el, state, last)
		if k < 0 && n.others != nil && (el.Space == n.space || el.Space == r.space || r.doc.Anywhere) {
			r.other(n, el, dst)
			continue
		}
		if k < 0 {
			r.unknown(n, el, state)
			continue
		}
		c := n.kids[k]
		counts := r.counts[first:]
		counts[k]++
		r.path = append(r.path, step{c.name, counts[k]})
		r.declared(n, c, el, state, k, &last)
		if r.room(c, el, counts[k]) {
			r.element(c, el, c.child(dst))
		}
		r.path = r.path[:len(r.path)-1]
	}
	if state == inLayer {
		r.odd(DefectNoEnd, at, "", "expected an element end behind the layers of extensions")
	}
	if some || n.flags&Blank == 0 {
		r.absent(n, r.counts[first:], at)
	}
	r.counts = r.counts[:first]
	return some
}

// absent notes which children are required and not there.
func (r *Reader) absent(n *node, counts []int, at int) {
	for k, c := range n.kids {
		if counts[k] >= c.least || !c.of(r.kind) || r.scan.Cut() {
			continue
		}
		r.missing(c, at, "/"+c.name, "an element "+c.name)
	}
}

// tail takes an element of the extension pattern, and reports whether it was one.
func (r *Reader) tail(state *layer, el *xmlscan.Element) bool {
	switch el.Local {
	case "delimiter":
		switch *state {
		case atEnd:
			r.odd(DefectBehindEnd, el.Offset, "/delimiter", "a delimiter behind the end of the layers")
		case extended:
			r.odd(DefectExtension, el.Offset, "/delimiter", "a delimiter behind an extension")
			*state = inLayer
		default:
			*state = inLayer
		}
	case "end":
		switch *state {
		case atEnd:
			r.odd(DefectBehindEnd, el.Offset, "/end", "a second end")
		case extended:
			r.odd(DefectExtension, el.Offset, "/end", "an end behind an extension")
			*state = atEnd
		default:
			*state = atEnd
		}
	case "extension":
		if *state == inLayer {
			r.odd(DefectNoEnd, el.Offset, "/extension", "expected an element end before the extension")
		}
		if *state == extended {
			r.odd(DefectExtension, el.Offset, "/extension", "another extension")
		}
		*state = extended
		for el := range r.scan.Children() {
			r.keep(el)
		}
	default:
		return false
	}
	return true
}

// keep keeps an element that the schema does not know.
func (r *Reader) keep(el *xmlscan.Element) {
	at := el.Offset
	if len(r.base.Extra) < r.most {
		r.extra(Extra{XML: r.scan.Outer()}, at)
		return
	}
	r.extra(Extra{}, at)
}

// find returns which child of an element that is; -1 for one that the schema does not
// know. One that has a known name in a namespace that is not its own is read all the
// same, but behind the declared children, where anything may stand.
func (r *Reader) find(n *node, el *xmlscan.Element, state layer, last int) int {
	k := index(n.kids, el.Local, last)
	misspelt := k < 0
	if misspelt {
		if k = spelt(n.kids, el.Local); k < 0 {
			return -1
		}
	}
	c := n.kids[k]
	if el.Space != c.space && !(c.space == r.doc.Space && (el.Space == r.space || r.doc.Anywhere)) {
		if state != inBase || el.Space == CommonSpace || n.flags&Foreign != 0 {
			return -1
		}
		r.path = append(r.path, step{el.Local, 1})
		r.elsewhere(el, c.space, c.Also)
		r.path = r.path[:len(r.path)-1]
	}
	if misspelt {
		r.odd(DefectSpelling, el.Offset, "/"+el.Local, "expected element "+c.name)
	}
	return k
}

// declared notes what is odd about where a child stands.
func (r *Reader) declared(n, c *node, el *xmlscan.Element, state layer, k int, last *int) {
	switch state {
	case inBase:
		r.belongs(c, el.Offset, "")
		if c.Layer > 0 {
			r.odd(DefectUndelimited, el.Offset, "", "expected a delimiter before it")
		}
	case atEnd, extended:
		r.odd(DefectBehindEnd, el.Offset, "", "expected before the end of the layers and the extension")
	}
	if n.flags&Ordered != 0 && k < *last {
		r.odd(DefectOrder, el.Offset, "", "expected before "+n.kids[*last].name)
	}
	*last = max(*last, k)
}

// room reports whether a child is to be read: it may be there that often.
func (r *Reader) room(c *node, el *xmlscan.Element, count int) bool {
	switch {
	case c.most > 0 && count > c.most:
		r.odd(DefectRepeated, el.Offset, "", "is there already; the first counts")
		return false
	case count > r.most:
		if count == r.most+1 {
			r.odd(DefectLimit, el.Offset, "", fmt.Sprintf("more than %d elements %s; the rest is not read", r.most, el.Local))
		}
		return false
	}
	return true
}

// unknown keeps an element that the schema does not know, and notes it where the schema
// does not allow any.
func (r *Reader) unknown(n *node, el *xmlscan.Element, state layer) {
	own := el.Space == n.space || n.space == r.doc.Space && el.Space == r.space
	text := "an element that the schema does not know"
	switch {
	case n.flags&AnyChild != 0, n.flags&Foreign != 0 && !own, own && state == inLayer:
	case !own && state == atEnd:
		r.odd(DefectBeside, el.Offset, "/"+el.Local, "expected in an extension")
	case !own:
		r.odd(DefectForeign, el.Offset, "/"+el.Local, text+", of namespace "+lexical.Quote(el.Space))
	case state == inBase:
		r.odd(DefectElement, el.Offset, "/"+el.Local, text)
	default:
		r.odd(DefectBehindEnd, el.Offset, "/"+el.Local, text+", behind the end of the layers")
	}
	r.keep(el)
}

package body

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"prescap/decode/category"
	"prescap/decode/defect"
	"prescap/decode/document"
	"prescap/decode/lexical"
	"prescap/decode/presence"
	"prescap/decode/sip"
	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

// Limits bounds what is kept of one body.
type Limits struct {
	XML       xmlscan.Limits
	Instances int // Category instances, resources, containers, members of one document each.
	Words     int // Words, and addresses, known at a time.
}

// Reader reads one body after the other. It belongs to one goroutine.
type Reader struct {
	limits    Limits
	scan      *xmlscan.Scanner
	values    *category.Reader
	documents *document.Reader
	words     *words.Words
	memo      *sip.Memo

	mediaType string
	body      []byte
	base      int

	path   []step
	flaws  []defect.Defect
	more   int // Flaws that are counted only,
	moreAt int // and where the farthest of them is.
	filled bool
	stop   int // Where the root ends.
	events []presence.Event
	first  int // The first event of the body at hand.
}

// step is an element on the way to the current one, and its number among the
// siblings of its name.
type step struct {
	name string
	n    int
}

// New returns a Reader.
func New(l Limits) *Reader {
	r := &Reader{limits: l, scan: xmlscan.New(l.XML), words: words.New(l.Words), memo: sip.NewMemo(l.Words)}
	flaw := func(kind defect.Kind, at int, path, text string) {
		if path != "" && len(r.path) > 0 {
			path = "/" + path
		}
		r.flaw(kind, at, path, text)
	}
	r.values = category.NewReader(r.scan, r.words, l.Instances, flaw)
	r.documents = document.NewReader(r.scan, r.words, l.Instances, flaw)
	return r
}

// Body is a body, or a part of one, whose decoder is known.
type Body struct {
	MediaType string // In lower case.
	Bytes     []byte
	Offset    int // In its message.

	// Inflated is the length of what Bytes were unpacked from; 0 when they are as
	// they were sent. All in an unpacked body lies, as far as can be said, in the
	// whole of what it was unpacked from.
	Inflated int
}

// Read reads a body with its decoder, and returns the events with those before,
// and the defects with those before.
func (r *Reader) Read(b Body, decode func(*Reader), events []presence.Event, defects []defect.Defect) ([]presence.Event, []defect.Defect) {
	r.mediaType, r.body, r.base = b.MediaType, b.Bytes, b.Offset
	r.events, r.first = events, len(events)
	r.path, r.flaws, r.more, r.moreAt, r.filled, r.stop = r.path[:0], r.flaws[:0], 0, 0, false, -1
	decode(r)
	r.note()
	r.attribute()
	if b.Inflated > 0 {
		r.pack(b)
	}
	defects = append(defects, r.flaws...)
	events = r.events
	r.body, r.events = nil, nil
	return events, defects
}

// emit gives an event.
func (r *Reader) emit(e presence.Event) { r.events = append(r.events, e) }

// Undecoded gives the event of a body that has no decoder, or that is not what
// its media type says.
func (r *Reader) Undecoded() {
	r.emit(&presence.Undecoded{MediaType: r.words.Of(r.mediaType), Length: len(r.body)})
}

// begin begins an XML body, whose root must have one of the names, in that
// namespace. Otherwise the body is given as undecoded.
func (r *Reader) begin(space string, names ...string) (root *xmlscan.Element, ok bool) {
	r.scan.Reset(r.body, r.base)
	r.values.Begin(r.body, r.base)
	root, ok = r.scan.Root()
	if ok && !slices.Contains(names, root.Local) {
		r.flaw(DefectRoot, root.Offset, root.Local, "expected element "+strings.Join(names, " or ")+", found "+lexical.Quote(root.Local))
		ok = false
	}
	if !ok {
		r.Undecoded()
		return nil, false
	}
	r.enter(root, 1)
	r.inSpace(root, space)
	return root, true
}

// end ends an XML body.
func (r *Reader) end() {
	r.stop = r.scan.End()
	r.flaws = append(r.flaws, r.scan.Close()...)
}

// enter goes to an element, the n-th of its name among its siblings; leave goes
// back.
func (r *Reader) enter(el *xmlscan.Element, n int) {
	r.path = append(r.path, step{el.Local, n})
}

func (r *Reader) leave() { r.path = r.path[:len(r.path)-1] }

// inSpace notes when an element is not of the namespace that it should be of. It
// is read all the same.
func (r *Reader) inSpace(el *xmlscan.Element, space string) {
	if el.Space != space && space != anySpace {
		r.flaw(DefectNamespace, el.Offset, "", "expected namespace "+lexical.Quote(space)+", found "+lexical.Quote(el.Space))
	}
}

// inside is inSpace for a child of the current element of which there is one.
func (r *Reader) inside(el *xmlscan.Element, space string) {
	r.enter(el, 1)
	r.inSpace(el, space)
	r.leave()
}

// anySpace stands for a namespace that no source has, and that is not looked at.
const anySpace = "*"

// full reports whether n are all that are kept of what may repeat, and says so
// once in a body.
func (r *Reader) full(n int, el *xmlscan.Element) bool {
	if n < r.limits.Instances {
		return false
	}
	if !r.filled {
		r.filled = true
		r.flaw(DefectLimit, el.Offset, "", fmt.Sprintf("more than %d elements %s; the rest is not read", r.limits.Instances, el.Local))
	}
	return true
}

// flaw notes a defect at an offset: behind is its path from the current element
// on.
func (r *Reader) flaw(kind defect.Kind, at int, behind, text string) {
	if len(r.flaws) >= r.limits.XML.Defects {
		r.more++
		r.moreAt = max(r.moreAt, at)
		return
	}
	var b strings.Builder
	for i, s := range r.path {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(s.name)
		if s.n > 1 {
			b.WriteString("[" + strconv.Itoa(s.n) + "]")
		}
	}
	b.WriteString(behind)
	r.flaws = append(r.flaws, defect.Defect{Kind: kind, Offset: at, Path: b.String(), Text: text})
}

// note orders the flaws of the body, and says how many were not kept.
func (r *Reader) note() {
	if r.more > 0 {
		r.flaws = append(r.flaws, defect.Defect{Kind: DefectLimit, Offset: r.moreAt,
			Text: fmt.Sprintf("%d more defects, which are not listed", r.more)})
	}
	slices.SortStableFunc(r.flaws, func(a, b defect.Defect) int { return cmp.Compare(a.Offset, b.Offset) })
}

// attribute gives each instance the defects that lie in it. One that ends where the
// root does was cut, and what is said of the end of the document lies in it.
func (r *Reader) attribute() {
	if len(r.flaws) == 0 {
		return
	}
	for _, e := range r.events[r.first:] {
		all := instances(e)
		for i := range all {
			c := &all[i]
			to := c.Offset + c.Length
			if to == r.stop {
				c.Cut, to = true, r.base+len(r.body)+1
			}
			for _, d := range r.flaws {
				if d.Offset >= c.Offset && d.Offset < to {
					c.Defects = append(c.Defects, d)
				}
			}
		}
	}
}

// instances returns the category instances of an event.
func instances(e presence.Event) []presence.CategoryInstance {
	switch e := e.(type) {
	case *presence.Publish:
		return e.Instances
	case *presence.Notify:
		return e.Instances
	case *presence.SelfData:
		return e.Instances
	}
	return nil
}

// pack puts what lies in an unpacked body into that which it was unpacked from.
func (r *Reader) pack(b Body) {
	for i := range r.flaws {
		r.flaws[i].Offset = b.Offset
	}
	for _, e := range r.events[r.first:] {
		all := instances(e)
		for i := range all {
			c := &all[i]
			c.Offset, c.Length = b.Offset, b.Inflated
			for i := range c.Defects {
				c.Defects[i].Offset = b.Offset
			}
		}
	}
}

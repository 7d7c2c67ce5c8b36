package xmlscan

import (
	"iter"

	"prescap/decode/defect"
)

// Scanner reads one document after the other. It belongs to one goroutine.
type Scanner struct {
	limits Limits
	class  [256]class

	src  []byte // The document, in UTF-8 or a superset of ASCII.
	pos  int    // Up to here it has been read.
	base int    // Where the body lies in its message.
	size int    // Length of the body.

	enc     encoding
	wide    bool  // src was rewritten from UTF-16.
	mark    mark  // Where offset was asked for last.
	partial bool  // The body ends inside of a character, which src is without.
	illegal tally // Characters that XML does not allow.
	invalid tally // Bytes that are not UTF-8.

	begun  bool   // Root has been called.
	stack  []open // The elements that are open, and the one that ended last.
	ended  bool   // The last of stack has ended.
	endTag int    // Where the end tag of the element that ended last begins, or the markup that the document ends in.
	deep   int    // Elements open below the deepest that are given.
	bound  []binding

	el     Element  // What was given last.
	passed Element  // What was read last and not given.
	into   *Element // The one of them that a start tag is read into.
	mixed  bool     // Text came upon child elements.
	giving int      // The level whose elements' children are given, 0 for the root, -1 for none.
	text   gather
	buf    []byte // Scratch for one attribute value.

	flaws   []flaw
	more    int  // Defects that are counted only,
	moreAt  int  // and where the farthest of them is.
	cut     bool // It has been said that the document ends inside of something.
	tooDeep bool // It has been said that there are too many levels.
	start   int  // Where the reading began, and begins again for paths.
	trail   *trail
	closed  bool
}

// New returns a Scanner; Reset gives it a document.
func New(l Limits) *Scanner {
	l.Depth = max(l.Depth, 1)
	return &Scanner{limits: l, class: classes()}
}

// spare bounds the scratch memory that is kept from document to document.
const spare = 64 << 10

// Reset begins a document. base, the body's place in its message, is added to
// all offsets. Where nothing needed decoding, strings are part of body: it must
// not change as long as they live.
func (s *Scanner) Reset(body []byte, base int) {
	kept := *s
	*s = Scanner{limits: kept.limits, class: kept.class, base: base, size: len(body),
		stack: emptied(kept.stack), bound: emptied(kept.bound), flaws: emptied(kept.flaws), buf: kept.buf,
		el: Element{Attrs: emptied(kept.el.Attrs)}, passed: Element{Attrs: emptied(kept.passed.Attrs)}}
	s.text.buf = kept.text.buf
	if cap(s.text.buf) > spare {
		s.text.buf = nil
	}
	if cap(s.buf) > spare {
		s.buf = nil
	}
	s.detect(body)
	s.declaration()
	s.characters()
	s.start = s.pos
}

// emptied returns the memory of a slice, without holding on to what was in it.
func emptied[T any](s []T) []T {
	clear(s[:cap(s)])
	return s[:0]
}

// Root returns the root element. It is called once, before all other reading. It
// reports false when there is no element at all.
func (s *Scanner) Root() (*Element, bool) {
	if s.begun {
		return nil, false
	}
	s.begun = true
	if !s.prolog() {
		return nil, false
	}
	return &s.el, true
}

// Children gives the child elements of the current element: the one that was
// begun last, that is the root, or what another Children has just given. What the
// body of the loop leaves unread of a child is passed over. When the loop is
// left, in whichever way, the current element has been read to its end, and
// nothing more of it is given.
func (s *Scanner) Children() iter.Seq[*Element] {
	// A literal, not the method itself: inlined, the loop then allocates nothing.
	return func(yield func(*Element) bool) { s.children(yield) }
}

func (s *Scanner) children(yield func(*Element) bool) {
	level := len(s.stack)
	for s.child(level) {
		if !yield(&s.el) {
			break
		}
	}
	s.finish(level)
}

// child reads on to the next child of the element of a level.
func (s *Scanner) child(level int) bool {
	s.giving = level
	for s.isOpen(level) {
		if s.step() == tagStart && len(s.stack) == level+1 {
			return true
		}
	}
	return false
}

// isOpen reports whether the element of a level has not ended.
func (s *Scanner) isOpen(level int) bool {
	return level > 0 && (len(s.stack) > level || len(s.stack) == level && !s.ended)
}

// finish reads the element of a level to its end.
func (s *Scanner) finish(level int) {
	s.giving = -1
	for s.isOpen(level) {
		s.step()
	}
}

// Text reads the current element to its end. It returns its own character data,
// that of child elements left out, with references and CDATA sections resolved
// and line ends made LF; white space is not trimmed. It is empty when the element
// has been read already.
func (s *Scanner) Text() string {
	level := len(s.stack)
	s.mixed = false
	if !s.isOpen(level) {
		return ""
	}
	s.text.begin(level)
	s.giving = -1
	for s.isOpen(level) {
		s.mixed = s.step() == tagStart || s.mixed
	}
	return s.gathered()
}

// HoldText makes the loop over Children that follows hold the character data of the
// current element, for HeldText.
func (s *Scanner) HoldText() {
	level := len(s.stack)
	if !s.isOpen(level) {
		level = 0
	}
	s.text.begin(level)
}

// HeldText returns, behind the loop, what Text would have returned, if the loop had
// nothing to give; it is to be called in any case.
func (s *Scanner) HeldText() string { return s.gathered() }

// Mixed reports whether the element that Text read last had child elements, which Text
// leaves out.
func (s *Scanner) Mixed() bool { return s.mixed }

// Cut reports whether the document was found to end inside of something, so that
// nothing can be said of what is not there.
func (s *Scanner) Cut() bool { return s.cut }

// Inner reads the current element to its end. It returns what is between its
// tags as it was sent, but in UTF-8; when the document ends before the element
// does, without the markup that is cut. It is empty when the element has been read
// already.
func (s *Scanner) Inner() string {
	level := len(s.stack)
	if !s.isOpen(level) {
		return ""
	}
	from := s.pos
	s.finish(level)
	return s.str(from, s.endTag)
}

// End returns the offset just behind what has been read.
func (s *Scanner) End() int {
	if s.closed {
		return s.base + s.size
	}
	return s.offset(s.pos)
}

// Close reads to the end of the document and returns what was found odd in it, by
// ascending offset; nil when nothing. The slice is the caller's.
func (s *Scanner) Close() []defect.Defect {
	if !s.closed {
		s.Root()
		s.finish(min(len(s.stack), 1))
		s.epilog()
		s.closed = true
	}
	return s.Defects()
}

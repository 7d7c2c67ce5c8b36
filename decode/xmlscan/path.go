package xmlscan

import (
	"strconv"
	"strings"
)

// trail finds the paths of positions, in ascending order, by reading the document
// once more.
type trail struct {
	s        *Scanner
	begun    bool
	from     int // Where the last tag begins.
	last     tag
	siblings []sibling // Those of each open element and of the last child, outermost first.
	number   []int     // The place of each open element among those.
}

// sibling is a name that child elements of one parent have.
type sibling struct {
	level, count int
	name         name
}

// manySiblings bounds the different names of children that are told apart: those
// of further names get no number.
const manySiblings = 64

// locate finds the offsets and paths of flaws, which ascend.
func (s *Scanner) locate(flaws []flaw) {
	for i := range flaws {
		f := &flaws[i]
		if f.located {
			continue
		}
		if s.trail == nil {
			again := &Scanner{limits: s.limits, class: s.class, src: s.src, pos: s.start, enc: s.enc, begun: true}
			again.limits.Defects = 0
			s.trail = &trail{s: again}
		}
		f.offset, f.path, f.located = s.offset(f.at), s.trail.path(f.at), true
	}
}

// path returns the names of the elements that a position is in, outermost first,
// and parted by slashes. An element that is not the first of its name among its
// siblings has its number behind it: "publication[3]". A start tag and an end tag
// are in their element.
func (t *trail) path(at int) string {
	for t.s.pos <= at && !t.over() {
		t.step()
	}
	if t.s.pos <= at && !t.s.cut {
		return ""
	}
	level := len(t.s.stack)
	if t.last == tagStart && at < t.from {
		level-- // In what is before the start tag.
	}
	var b strings.Builder
	for i, o := range t.s.stack[:max(level, 0)] {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(t.s.clip(o.name))
		if n := t.number[i]; n > 1 {
			b.WriteString("[" + strconv.Itoa(n) + "]")
		}
	}
	return b.String()
}

// over reports whether there are no further tags.
func (t *trail) over() bool { return t.begun && (len(t.s.stack) == 0 || t.s.cut) }

// step reads the next tag.
func (t *trail) step() {
	if !t.begun {
		t.begun = true
		if t.s.prolog() {
			t.enter()
		}
		return
	}
	t.last = t.s.step()
	switch t.last {
	case tagStart:
		t.enter()
	case tagEnd:
		t.from = t.s.endTag
	}
}

// enter counts the element that has begun among its siblings.
func (t *trail) enter() {
	s := t.s
	level := len(s.stack)
	n := s.stack[level-1].name
	t.from = s.into.Offset
	t.number = append(t.number[:level-1], 0)
	i := len(t.siblings)
	for i > 0 && t.siblings[i-1].level > level {
		i--
	}
	t.siblings = t.siblings[:i]
	many := 0
	for ; i > 0 && t.siblings[i-1].level == level; i-- {
		if b := &t.siblings[i-1]; s.sameLocal(b.name, n) {
			b.count++
			t.number[level-1] = b.count
			return
		}
		many++
	}
	if many < manySiblings {
		t.siblings = append(t.siblings, sibling{level: level, count: 1, name: n})
	}
}

// sameLocal reports whether two names are equal but for their prefixes.
func (s *Scanner) sameLocal(a, b name) bool {
	return string(s.src[a.local():a.to]) == string(s.src[b.local():b.to])
}

// clip returns a name without its prefix, and not too long.
func (s *Scanner) clip(n name) string {
	const most = 64
	from := n.local()
	if n.to-from > most {
		return strings.ToValidUTF8(s.str(from, from+most), "") + "…"
	}
	return strings.Clone(s.str(from, n.to))
}

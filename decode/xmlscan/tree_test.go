package xmlscan

import (
	"fmt"
	"strings"

	"prescap/decode/defect"
)

// node is an element as a test compares it.
type node struct {
	level        int
	space, local string
	attrs        []string // {space}local=value
	text, inner  string
	offset       int
	inside, end  int // Where its content begins, and where the element ends.
}

func (n node) String() string {
	name := n.local
	if n.space != "" {
		name = "{" + n.space + "}" + name
	}
	return strings.Join(append([]string{name}, n.attrs...), " ")
}

// attrString writes an attribute as a node keeps it.
func attrString(space, local, value string) string {
	if space != "" {
		local = "{" + space + "}" + local
	}
	return local + "=" + value
}

// visit calls f for each element in document order. When f has read it, its
// children are not visited.
func visit(s *Scanner, f func(level int, e *Element)) []defect.Defect {
	var children func(level int)
	children = func(level int) {
		for e := range s.Children() {
			f(level, e)
			children(level + 1)
		}
	}
	if root, ok := s.Root(); ok {
		f(1, root)
		children(2)
	}
	return s.Close()
}

// tree returns all elements of a document with all that can be asked of them.
func tree(s *Scanner, doc []byte, base int) ([]node, []defect.Defect) {
	var all []node
	s.Reset(doc, base)
	defects := visit(s, func(level int, e *Element) {
		n := node{level: level, space: e.Space, local: e.Local, offset: e.Offset, inside: s.End()}
		for _, a := range e.Attrs {
			n.attrs = append(n.attrs, attrString(a.Space, a.Local, a.Value))
		}
		all = append(all, n)
	})
	for i := range all {
		n := -1
		s.Reset(doc, base)
		visit(s, func(_ int, e *Element) {
			if n++; n == i {
				all[i].text = s.Text()
				all[i].end = s.End()
			} else if n > i {
				s.Text()
			}
		})
		n = -1
		s.Reset(doc, base)
		visit(s, func(_ int, e *Element) {
			if n++; n == i {
				all[i].inner = s.Inner()
			}
		})
	}
	return all, defects
}

// outline writes a document as its elements, indented, each with its text.
func outline(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(strings.Repeat(" ", n.level-1) + n.String())
		if t := strings.TrimSpace(n.text); t != "" {
			fmt.Fprintf(&b, " %q", t)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// list writes defects, one a line.
func list(defects []defect.Defect) string {
	var b strings.Builder
	for _, d := range defects {
		fmt.Fprintf(&b, "%s@%d", strings.TrimPrefix(string(d.Kind), "xml-"), d.Offset)
		if d.Path != "" {
			b.WriteString(" " + d.Path)
		}
		b.WriteString(": " + d.Text + "\n")
	}
	return b.String()
}

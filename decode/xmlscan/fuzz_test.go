package xmlscan

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzScanner reads anything: what is given is in the document and in order, all
// ways of reading agree, and so does encoding/xml.
func FuzzScanner(f *testing.F) {
	f.Add(category(1 << 10))
	for _, doc := range cutDocs() {
		f.Add([]byte(doc))
	}
	f.Add([]byte(`<a x="1><b y=2 z/></c>&q; & <d><p:e></a>]]>`))
	limits := Limits{Depth: 4, Attrs: 4, Defects: 6}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if len(doc) > 2<<10 {
			return
		}
		const base = 10
		for _, l := range []Limits{limits, DefaultLimits()} {
			s := New(l)
			nodes, defects := tree(s, doc, base)
			if s.End() != base+len(doc) {
				t.Errorf("End %d behind the end", s.End())
			}
			if len(defects) > l.Defects+2 {
				t.Errorf("%d defects", len(defects))
			}
			last := base
			for _, d := range defects {
				if d.Offset < last || d.Offset > base+len(doc) || strings.ContainsAny(d.Text, "\r\n") || d.Text == "" {
					t.Errorf("defect %v behind %d", d, last)
				}
				last = d.Offset
			}
			s.Reset(doc, base)
			if passed := list(s.Close()); passed != list(defects) {
				t.Errorf("defects when all is passed over:\n%s\nand when all is read:\n%s", passed, list(defects))
			}
			s.Reset(doc, base)
			visit(s, func(int, *Element) { s.Defects() })
			if asked := list(s.Close()); asked != list(defects) {
				t.Errorf("defects when asked for often:\n%s\nand once:\n%s", asked, list(defects))
			}
			same := !s.wide && s.enc == plain
			last = 0
			for i, n := range nodes {
				if n.level > l.Depth || len(n.attrs) > l.Attrs || n.level < 1 || i > 0 && (n.level < 2 || n.level > nodes[i-1].level+1) {
					t.Errorf("level %d of %v", n.level, n)
				}
				if n.offset < last || n.inside <= n.offset || n.end < n.inside || n.end > base+len(doc) {
					t.Errorf("%v at %d behind %d, inside %d, end %d", n, n.offset, last, n.inside, n.end)
				}
				last = n.inside
				if from := n.inside - base; same && !bytes.HasPrefix(doc[from:], []byte(n.inner)) {
					t.Errorf("%v: %q is not at %d", n, n.inner, n.inside)
				}
				if defects == nil {
					s.Reset([]byte("<x>"+n.inner+"</x>"), 0)
					s.Root()
					if text := s.Text(); text != n.text {
						t.Errorf("%v: text %q, of what is inside %q", n, n.text, text)
					}
				}
			}
			if (len(nodes) == 0) != empty(s, doc) {
				t.Errorf("%d elements", len(nodes))
			}
		}
		if err := agree(New(DefaultLimits()), doc); err != nil {
			t.Error(err)
		}
	})
}

// empty reports whether a document has no root.
func empty(s *Scanner, doc []byte) bool {
	s.Reset(doc, 0)
	_, ok := s.Root()
	return !ok
}

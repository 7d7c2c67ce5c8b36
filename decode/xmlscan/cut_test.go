package xmlscan

import (
	"slices"
	"strings"
	"testing"
)

// cutDocs returns documents that have no defects.
func cutDocs() []string {
	full := `<?xml version="1.0" encoding="utf-8"?>` + "\r\n" + `<!-- c --><?p d?><a xmlns="u" xmlns:p='v' x="1&amp;2"><p:b y='é'>t&#x41;é` +
		"\r\n" + `<![CDATA[<x>]]]></p:b><c/><!-- d --><?p?><d>]] ></d >e</a><!-- f -->` + "\n"
	return []string{
		full, string(category(2 << 10)), "\xef\xbb\xbf" + full,
		"\xff\xfe" + wide(strings.Replace(full, "utf-8", "utf-16", 1), false),
		wide("<a b='é'>😀<c/></a>", true),
		"<?xml version='1.0' encoding='latin1'?><a b='\xe9'>\xe9<\xe9/></a>",
	}
}

// TestCuts cuts documents at every byte: what came before the cut is given as it
// is in the whole, and there is one defect, which says that the document is cut.
func TestCuts(t *testing.T) {
	s := New(DefaultLimits())
	for _, doc := range cutDocs() {
		whole, defects := tree(s, []byte(doc), 0)
		if len(defects) != 0 {
			t.Fatalf("%q: %v", doc, defects)
		}
		end := whole[0].end
		for n := range len(doc) {
			if n == 1 && (doc[0] == 0 || doc[0] == 0xff) {
				continue // One byte does not tell that it is UTF-16.
			}
			nodes, defects := tree(s, []byte(doc[:n]), 0)
			kinds := map[string]int{}
			for _, d := range defects {
				kinds[strings.TrimPrefix(string(d.Kind), "xml-")]++
			}
			if n >= end {
				if len(nodes) != len(whole) || len(defects) > 1 || len(defects) != kinds["truncated"] {
					t.Errorf("cut behind the root at %d: %v", n, defects)
				}
				continue
			}
			if len(defects) != 1 || kinds["truncated"]+kinds["empty"] != 1 || len(nodes) > 0 && kinds["truncated"] != 1 {
				t.Errorf("cut at %d, %q: %v", n, doc[max(0, n-20):n], defects)
			}
			for i, w := range whole {
				if i >= len(nodes) {
					if w.inside <= n {
						t.Errorf("cut at %d: %v is not given", n, w)
					}
					break
				}
				got := nodes[i]
				if w.inside > n {
					t.Errorf("cut at %d: %v is given", n, w)
				}
				if got.String() != w.String() || got.level != w.level || got.offset != w.offset ||
					!strings.HasPrefix(w.inner, got.inner) || w.end <= n && (got.text != w.text || got.inner != w.inner || got.end != w.end) {
					t.Errorf("cut at %d: %+v, want %+v", n, got, w)
				}
			}
		}
	}
}

// TestDefectsInOrder looks at what must be so of the defects of a document that
// has many.
func TestDefectsInOrder(t *testing.T) {
	doc := "<a x=1>\x00" + strings.Repeat("<b p:x='&'></c>\xff", 20) + "<"
	s := New(DefaultLimits())
	s.Reset([]byte(doc), 5)
	var soFar []int
	visit(s, func(int, *Element) { soFar = append(soFar, len(s.Defects())) })
	if !slices.IsSorted(soFar) {
		t.Errorf("%v", soFar)
	}
	if got := s.Close(); len(got) != DefaultLimits().Defects+2 { // The truncation, and how many more there are.
		t.Errorf("%d defects", len(got))
	} else {
		for i, d := range got {
			if i > 0 && d.Offset < got[i-1].Offset || d.Offset < 5 || d.Offset > 5+len(doc) {
				t.Errorf("%v", d)
			}
		}
	}
}

package xmlscan

import (
	"fmt"
	"strings"
	"testing"
)

// allocated returns the allocations that reading a document costs, and what is
// odd in it.
func allocated(t *testing.T, s *Scanner, doc []byte) (allocations float64, defects string) {
	t.Helper()
	allocations = testing.AllocsPerRun(1, func() {
		s.Reset(doc, 0)
		if readAll(s) == 1<<30 {
			t.Error("too many elements")
		}
		s.finish(1)
	})
	return allocations, list(s.Close())
}

// An ordinary document costs no allocation.
func TestAllocations(t *testing.T) {
	s := New(DefaultLimits())
	for _, size := range []int{1 << 10, 4 << 10, 20 << 10} {
		doc := plainCategory(size)
		n, defects := allocated(t, s, doc)
		if n != 0 || defects != "" {
			t.Errorf("%d bytes: %v allocations; %s", size, n, defects)
		}
		if closing := testing.AllocsPerRun(10, func() { s.Reset(doc, 0); s.Close() }); closing != 0 {
			t.Errorf("%d bytes: %v allocations", size, closing)
		}
	}
}

// What is made to be expensive costs no more than the limits allow.
func TestHostile(t *testing.T) {
	const many = 1 << 20
	deep := strings.Repeat("<a>", 20000) + "x" + strings.Repeat("</a>", 20000)
	for _, c := range []struct {
		name, doc string
		most      float64 // Allocations.
		defects   string  // How they begin.
	}{
		{"levels", "<r>" + deep + "<b/></r>", 20, "limit@192 r" + strings.Repeat("/a", 63) + ": more levels"},
		{"unclosed levels", strings.Repeat("<a>", 20000), 20, "limit@192 a"},
		{"end tags", "<a>" + strings.Repeat("</b>", many) + "</a>", 200, "malformed@3 a"},
		{"attributes", "<a" + strings.Repeat(` b="c"`, many) + "/>", 200, "malformed@9 a"},
		{"names of attributes", "<a" + numbered(` b%d="c"`, many) + "/>", 30, "limit@"},
		{"declarations", "<a" + numbered(` xmlns:b%d="c"`, many) + "/>", 30, "limit@"},
		{"declarations at all levels", strings.Repeat("<a"+numbered(` xmlns:b%d="c"`, 200)+">", 60) + strings.Repeat("<b0:c/>", many), 200, "limit@"},
		{"a long value", `<a b="` + strings.Repeat("c", 10*many) + `"/>`, 0, ""},
		{"a long text", `<a>` + strings.Repeat("c", 10*many) + `</a>`, 0, ""},
		{"a long name", `<` + strings.Repeat("c", 10*many), 30, "truncated"},
		{"siblings", `<a>` + numbered("<b%d/>", many) + `&</a>`, 20, "malformed"},
		{"ampersands", `<a>` + strings.Repeat("&", many) + `</a>`, 200, "malformed@3 a"},
		{"ampersands and names", `<a>` + strings.Repeat("&b", many) + `</a>`, 200, "malformed@3 a"},
		{"ampersands in a value", `<a b="` + strings.Repeat("&", many) + `"/>`, 200, "malformed@6 a"},
		{"quotes", `<a>` + strings.Repeat(`<b c="<`, many) + `</a>`, 200, "malformed"},
		{"two sorts of quotes", `<a>` + strings.Repeat(`<b c="<d e='<`, many) + `</a>`, 200, "malformed"},
		{"no quotes", `<a>` + strings.Repeat("<b c=<", many) + `</a>`, 200, "malformed"},
		{"tags without end", strings.Repeat("<a", many), 200, "malformed@1 a"},
		{"end tags without end", "<a>" + strings.Repeat("</a<b", many), 200, "malformed"},
		{"comments", "<a>" + strings.Repeat("<!--", many), 60, "malformed"},
		{"dashes", "<a><!--" + strings.Repeat("-", many) + "></a>", 20, "malformed"},
		{"brackets", "<a>" + strings.Repeat("]", many) + "</a>", 0, ""},
		{"instructions", "<a>" + strings.Repeat("<?b", many), 20, "truncated"},
		{"sections", "<a>" + strings.Repeat("<![CDATA[", many), 20, "truncated"},
		{"junk", strings.Repeat("< ", many) + "<a/>", 20, "malformed@0: expected the root"},
		{"a declaration", "<?xml" + strings.Repeat(" a='b'", many) + "?><a/>", 20, "malformed@0: expected an XML declaration"},
		{"zero bytes", "<a>" + strings.Repeat("\x00", many) + "</a>", 20, "malformed@3 a: a character that XML does not allow: U+0000, and 1048575 more"},
		{"entities", "<!DOCTYPE a [<!ENTITY b0 'x'>" + numbered("<!ENTITY b%d '&b0;&b0;&b0;&b0;'>", 1000) + "]><a>" + strings.Repeat("&b999;", 1000) + "</a>", 200, "doctype@0"},
		{"quotes of a DTD", "<!DOCTYPE a [" + strings.Repeat("'<", many), 20, "doctype@0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := New(DefaultLimits())
			n, defects := allocated(t, s, []byte(c.doc))
			if n > c.most {
				t.Errorf("%v allocations, want at most %v", n, c.most)
			}
			if !strings.HasPrefix(defects, c.defects) || (c.defects == "") != (defects == "") {
				t.Errorf("%.400s", defects)
			}
			if len(defects) > 32<<10 {
				t.Errorf("%d bytes of defects", len(defects))
			}
			if kept := cap(s.stack) + cap(s.bound) + cap(s.el.Attrs) + cap(s.passed.Attrs) + cap(s.flaws); kept > 2000 {
				t.Errorf("%d entries kept", kept)
			}
			s.Reset(nil, 0)
			if kept := cap(s.buf) + cap(s.text.buf); kept > 2*spare {
				t.Errorf("%d bytes kept", kept)
			}
		})
	}
}

// numbered repeats a piece with numbers from 0.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestDeepInner gives what lies too deep as it was sent, and goes on behind it.
func TestDeepInner(t *testing.T) {
	inner := strings.Repeat("<a>", 20000) + strings.Repeat("</a>", 20000)
	s := New(DefaultLimits())
	s.Reset([]byte("<r><x>"+inner+"</x><y>z</y></r>"), 0)
	s.Root()
	var got []string
	for e := range s.Children() {
		if e.Local == "x" && s.Inner() != inner {
			t.Error("not what was sent")
		}
		got = append(got, e.Local+s.Text())
	}
	if strings.Join(got, " ") != "x yz" {
		t.Errorf("%q", got)
	}
}

package xmlscan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/decode/defect"
)

// scan returns a Scanner that has given the root of a document.
func scan(t *testing.T, doc string) (*Scanner, *Element) {
	t.Helper()
	s := New(DefaultLimits())
	s.Reset([]byte(doc), 0)
	root, ok := s.Root()
	if !ok {
		t.Fatalf("%s has no root", doc)
	}
	return s, root
}

func TestChildrenSkips(t *testing.T) {
	s, _ := scan(t, `<a><b><c/><d/></b>x<e/><f><g><h/></g></f></a>`)
	var got []string
	for e := range s.Children() {
		got = append(got, e.Local)
		if e.Local == "b" {
			for e := range s.Children() {
				got = append(got, e.Local)
				break
			}
			for e := range s.Children() {
				t.Errorf("%s: b has been read", e.Local)
			}
			if text := s.Text(); text != "" {
				t.Errorf("text %q of b, which has been read", text)
			}
		}
	}
	if want := []string{"b", "c", "e", "f"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for e := range s.Children() {
		t.Errorf("%s: the root has been read", e.Local)
	}
	if d := s.Close(); d != nil {
		t.Error(d)
	}
}

// What Children gives nothing of has its text held; what it gives something of has none
// that counts, and nothing is held of what has been read.
func TestHeldText(t *testing.T) {
	s, _ := scan(t, `<a><b> x &amp; <![CDATA[<y>]]><!-- z --></b><b>1<c>2</c>3</b><b/><b>4</b></a>`)
	var got []string
	n := 0
	for range s.Children() {
		n++
		if n == 4 {
			s.Text()
		}
		s.HoldText()
		some := false
		for range s.Children() {
			some = true
			got = append(got, s.Text())
		}
		if text := s.HeldText(); !some {
			got = append(got, text)
		}
	}
	if want := []string{" x & <y>", "2", "", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// After break the rest is passed over, and the offset is behind the element.
func TestChildrenBreak(t *testing.T) {
	s, _ := scan(t, `<a><b/><c>1</c></a><!-- x -->`)
	for range s.Children() {
		break
	}
	if s.End() != len(`<a><b/><c>1</c></a>`) {
		t.Errorf("End %d", s.End())
	}
	if s.Close(); s.End() != len(`<a><b/><c>1</c></a><!-- x -->`) {
		t.Errorf("End %d after Close", s.End())
	}
}

// An end tag that ends several elements ends the loops over them.
func TestChildrenOfAncestorClosed(t *testing.T) {
	s, _ := scan(t, `<a><b><c><d></b><e/></a>`)
	var got []string
	for e := range s.Children() {
		got = append(got, e.Local)
		for e := range s.Children() {
			got = append(got, e.Local)
			for e := range s.Children() {
				got = append(got, e.Local)
				for e := range s.Children() {
					got = append(got, e.Local)
				}
			}
		}
	}
	if want := []string{"b", "c", "d", "e"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// An element stays as it is while its content is read as text.
func TestElementOutlivesText(t *testing.T) {
	s, _ := scan(t, `<a><b x="1">t<c y="2"><d/></c>u</b></a>`)
	for e := range s.Children() {
		text := s.Text()
		if x, ok := e.Attr("x"); text != "tu" || e.Local != "b" || x != "1" || !ok || len(e.Attrs) != 1 {
			t.Errorf("%q %+v", text, e)
		}
	}
}

func TestAttr(t *testing.T) {
	_, root := scan(t, `<a xmlns:p="u" p:x="1" x="2" xml:id="3"/>`)
	for _, c := range []struct {
		space, local, value string
		ok                  bool
	}{{"", "x", "2", true}, {"u", "x", "1", true}, {"", "y", "", false}, {Space, "id", "3", true}, {"", "id", "", false}} {
		if v, ok := root.AttrNS(c.space, c.local); v != c.value || ok != c.ok {
			t.Errorf("{%s}%s = %q %v", c.space, c.local, v, ok)
		}
	}
	if v, ok := root.Attr("x"); v != "2" || !ok || root.Attrs[0].Offset != 15 || root.Attrs[2].Offset != 29 {
		t.Errorf("%q %v %v", v, ok, root.Attrs)
	}
}

func TestInner(t *testing.T) {
	for doc, want := range map[string]string{
		`<a/>`:                           "",
		`<a></a>`:                        "",
		"<a> <b x='1'>&amp;\r\n</b></a>": " <b x='1'>&amp;\r\n</b>",
		`<a><b></a>`:                     "<b>",
		`<a><b></c></b>x`:                "<b></c></b>x",
		`<a><b x="</a>`:                  `<b x="`,
		`<a x="1"><![CDATA[</a>]]></a>`:  `<![CDATA[</a>]]>`,
	} {
		s, _ := scan(t, doc)
		if got := s.Inner(); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
		if got := s.Inner() + s.Text(); got != "" {
			t.Errorf("%s: %q when it has been read", doc, got)
		}
	}
	s, _ := scan(t, `<a><b><c></a>`)
	for range s.Children() {
		if got := s.Inner(); got != "<c>" {
			t.Errorf("%q of an element that its parent ends", got)
		}
	}
}

func TestResolve(t *testing.T) {
	s, _ := scan(t, `<a xmlns="d" xmlns:p="u"><b xmlns:p="v" xmlns:q="w" x="p:y">q:z</b><c xmlns="">p:y</c></a>`)
	check := func(qname, want string) {
		t.Helper()
		space, local, ok := s.Resolve(qname)
		if got := fmt.Sprint(space, " ", local, " ", ok); got != want {
			t.Errorf("%q: %s, want %s", qname, got, want)
		}
	}
	check("p:y", "u y true")
	check(" y\n", "d y true")
	check("q:z", " z false")
	check("", "  false")
	check("a:b:c", " b:c false")
	check(":b", " b false")
	check("b:", "  false")
	check("xml:lang", Space+" lang true")
	for e := range s.Children() {
		if e.Local == "b" {
			check("p:y", "v y true")
			check(s.Text(), "w z true") // Also when it has been read.
			continue
		}
		check("y", " y true")
		check(s.Text(), "u y true")
		check("q:z", " z false")
	}
	check("p:y", "u y true")
	s.Close()
	check("p:y", "u y true")
	s.Reset(nil, 0)
	check("p:y", " y false")
}

// Offsets count from the beginning of the message.
func TestBase(t *testing.T) {
	s := New(DefaultLimits())
	s.Reset([]byte(`<a><b x="1" p:y="2"/>&</a>z`), 1000)
	root, _ := s.Root()
	if root.Offset != 1000 || s.End() != 1003 {
		t.Errorf("root %d, End %d", root.Offset, s.End())
	}
	for e := range s.Children() {
		if e.Offset != 1003 || e.Attrs[0].Offset != 1006 || e.Attrs[1].Offset != 1012 || s.End() != 1021 {
			t.Errorf("%+v, End %d", e, s.End())
		}
		if d := s.Defects(); len(d) != 1 || d[0].Offset != 1012 {
			t.Errorf("found so far: %v", d)
		}
	}
	want := "namespace@1012 a/b: a prefix that is not declared: \"p\"\n" +
		"malformed@1021 a: expected a reference, found \"&</a>z\"\n" +
		"malformed@1026: expected the end of the document, found \"z\"\n"
	for range 2 {
		if got := list(s.Close()); got != want {
			t.Errorf("%s", got)
		}
	}
}

// Reading on in a wrong order gives nothing, and does no harm.
func TestOutOfOrder(t *testing.T) {
	s := New(DefaultLimits())
	if d := s.Close(); len(d) != 1 || d[0].Kind != DefectEmpty {
		t.Errorf("without Reset: %v", d)
	}
	s.Reset([]byte(`<a><b/></a>`), 0)
	for e := range s.Children() {
		t.Errorf("%s before the root", e.Local)
	}
	if got := s.Text() + s.Inner(); got != "" {
		t.Errorf("%q before the root", got)
	}
	s.Root()
	if e, ok := s.Root(); ok {
		t.Errorf("a second root %v", e)
	}
	for range s.Children() {
		s.Close()
	}
	if _, ok := s.Root(); ok || s.Text() != "" {
		t.Error("a root behind the end")
	}
	for range s.Children() {
		t.Error("children behind the end")
	}
}

// A Scanner that has read something odd reads the next document as a new one.
func TestReset(t *testing.T) {
	used, doc := New(DefaultLimits()), category(4<<10)
	want, _ := tree(New(DefaultLimits()), doc, 7)
	for _, odd := range []string{"", "<a", "<a x='&#65;'><b xmlns:p='u'><p:c>", "\xff\xfe<\x00a\x00", "<?xml version='1.0' encoding='latin1'?><a>\xff", "<a>\xff&</a>", strings.Repeat("<a>", 100)} {
		used.Reset([]byte(odd), 0)
		used.Close()
		got, defects := tree(used, doc, 7)
		if defects != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after %q: %v", odd, defects)
		}
	}
}

func TestPaths(t *testing.T) {
	doc := `<p:publish xmlns:p="u"><publications><publication/><other/><publication><state>&</state></publication>` +
		`<p:publication><state/><state><x y=1/></state></p:publication>&</publications>&` + strings.Repeat("<"+strings.Repeat("n", 100)+">", 1)
	_, defects := tree(New(DefaultLimits()), []byte(doc), 0)
	var got []string
	for _, d := range defects {
		got = append(got, d.Path)
	}
	want := []string{"publish/publications/publication[2]/state", "publish/publications/publication[3]/state[2]/x",
		"publish/publications", "publish", "publish/" + strings.Repeat("n", 64) + "…"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Names of which there are too many among siblings have no number; others do.
func TestPathsOfManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("<a>")
	for range 2 {
		for i := range manySiblings + 1 {
			fmt.Fprintf(&b, "<n%d/>", i)
		}
	}
	fmt.Fprintf(&b, "<n%d>&</n%[1]d><n%d>&</n%[2]d></a>", manySiblings, manySiblings-1)
	_, defects := tree(New(DefaultLimits()), []byte(b.String()), 0)
	if len(defects) != 2 || defects[0].Path != "a/n64" || defects[1].Path != "a/n63[3]" {
		t.Errorf("%v", defects)
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		doc, want, defects string
	}{
		{`<a><b><c><d>1<e/></d></c>2<c/></b>3</a>`, "a \"3\"\n b \"2\"\n", "limit@6 a/b: more levels of elements than are read; passed over\n"},
		{`<a><b><c></b>x</c></b>y</a>`, "a \"y\"\n b \"x\"\n", "limit@6 a/b: more levels of elements than are read; passed over\n" +
			"malformed@14 a/b: expected the end tag of \"b\", found that of \"c\"\n"},
		{`<a p="1" q="2" r="3" s="4"/>`, "a p=1 q=2\n", "limit@15 a: more attributes than are read; passed over from \"r\"\n"},
		{`<a xmlns:p="u" xmlns:q="v"><b xmlns:r="w" p:x="1"/></a>`, "a\n b {u}x=1\n", "limit@30 a/b: too many declarations of namespaces: \"xmlns:r\"\n"},
		{`<a>&&&&</a>`, "a \"&&&&\"\n", "malformed@3 a: expected a reference, found \"&&&&</a>\"\n" +
			"malformed@4 a: expected a reference, found \"&&&</a>\"\nlimit@6: more defects than are listed: 2\n"},
	} {
		nodes, defects := tree(New(Limits{Depth: 2, Attrs: 2, Defects: 2}), []byte(c.doc), 0)
		if got := outline(nodes); got != c.want {
			t.Errorf("%s\ngives\n%s\nwant\n%s", c.doc, got, c.want)
		}
		if got := list(defects); got != c.defects {
			t.Errorf("%s\nhas\n%s\nwant\n%s", c.doc, got, c.defects)
		}
	}
}

func TestDefectKinds(t *testing.T) {
	seen := map[defect.Kind]bool{}
	for _, k := range DefectKinds() {
		if seen[k] || !strings.HasPrefix(string(k), "xml-") {
			t.Errorf("%s", k)
		}
		seen[k] = true
	}
	if len(seen) != 7 {
		t.Errorf("%d kinds", len(seen))
	}
}

// The classes of bytes are those of the characters.
func TestClasses(t *testing.T) {
	for i, c := range classes() {
		r := rune(i)
		if i < 0x80 && ((c&classStart != 0) != isNameStart(r) || (c&className != 0) != isNameChar(r)) {
			t.Errorf("%q: %b", r, c)
		}
		if i >= 0x80 && c != classStart|className|classHigh {
			t.Errorf("%#x: %b", i, c)
		}
	}
}

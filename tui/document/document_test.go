package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// head is the beginning of a message with a body of that type.
func head(contentType string) string {
	return "BENOTIFY sip:10.20.1.57:49152 SIP/2.0\r\nTo: <sip:alice@contoso.com>\r\nContent-Type: " + contentType + "\r\n\r\n"
}

// show writes lines as text.
func show(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.String() + "\n")
	}
	return b.String()
}

// ofBody is what Pretty gives for a body of XML, without the head.
func ofBody(body string) string {
	h := head("application/msrtc-event-categories+xml")
	return show(Pretty(Source{Raw: []byte(h + body)})[4:])
}

func TestXML(t *testing.T) {
	long := `name="calendarData" instance="805306368" publishTime="2026-03-02T08:02:31.617"`
	for _, c := range []struct{ name, body, want string }{
		{"levels", `<?xml version="1.0"?><a><b x="1"><availability>6500</availability></b><c/></a>`,
			"<?xml version=\"1.0\"?>\n<a>\n  <b x=\"1\">\n    <availability>6500</availability>\n  </b>\n  <c/>\n</a>\n"},
		{"already so", "<a>\r\n\t<b>1</b>\r\n\r\n\t<c />\r\n</a>\r\n", "<a>\n  <b>1</b>\n  <c/>\n</a>\n"},
		{"nothing in it", "<a></a>", "<a></a>\n"},
		{"space in it", "<a> </a>", "<a> </a>\n"},
		{"references", "<a x='&lt;'>&amp;&#65;&nope;</a>", "<a x='&lt;'>&amp;&#65;&nope;</a>\n"},
		{"text and elements", "<a>one <b>two</b> three</a>", "<a>\n  one \n  <b>two</b>\n   three\n</a>\n"},
		{"text of several lines", "<a>\n one\n\n  two\n</a>", "<a>\n   one\n\n    two\n</a>\n"},
		{"CDATA", "<a><![CDATA[<b>]]> x</a>", "<a><![CDATA[<b>]]> x</a>\n"},
		{"CDATA among elements", "<a><![CDATA[1]]><b/></a>", "<a>\n  <![CDATA[1]]>\n  <b/>\n</a>\n"},
		{"CDATA of several lines", "<a><![CDATA[1\n2]]></a>", "<a>\n  <![CDATA[1\n  2]]>\n</a>\n"},
		{"comment", "<!-- 1\n2 --><a><!-- <b> --></a>", "<!-- 1\n2 -->\n<a>\n  <!-- <b> -->\n</a>\n"},
		{"document type", `<!DOCTYPE a [<!ENTITY b "c">]><a/>`, "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>\n"},
		{"white space in a tag", "<a  x = '1'\n y=2 ></a >", "<a x='1' y=2></a>\n"},
		{"long tag", "<a><category " + long + ` container="2"><x/></category></a>`,
			"<a>\n  <category name=\"calendarData\"\n      instance=\"805306368\"\n      publishTime=\"2026-03-02T08:02:31.617\"\n      container=\"2\">\n    <x/>\n  </category>\n</a>\n"},
		{"long element in a short tag", "<a x='1' y='2'>" + strings.Repeat("z", 200) + "</a>", "<a x='1' y='2'>" + strings.Repeat("z", 200) + "</a>\n"},

		{"cut in text", "<a><b>65", "<a>\n  <b>65\n"},
		{"cut in a tag", `<a><b x="1" y`, "<a>\n  <b x=\"1\" y\n"},
		{"cut in a value", `<a><b x="1`, "<a>\n  <b x=\"1\n"},
		{"cut in an end tag", "<a><b>1</b", "<a>\n  <b>1</b\n"},
		{"cut in a comment", "<a><!-- x", "<a>\n  <!-- x\n"},
		{"no >", "<a><b x='1'<c></c></b></a", "<a>\n  <b x='1'\n    <c></c>\n  </b>\n</a\n"},
		{"no last quote", `<a x="1><b y="2"/></a>`, "<a x=\"1>\n  <b y=\"2\"/>\n</a>\n"},
		{"end tag of an ancestor", "<a><b><c>1</b></a>", "<a>\n  <b>\n    <c>\n      1\n  </b>\n</a>\n"},
		{"end tag of nothing", "<a></b><c/></a>", "<a>\n  </b>\n  <c/>\n</a>\n"},
		{"end tag with more", "<a></a b='1'></>", "<a></a b='1'>\n</>\n"},
		{"odd tag", `<a "1" / ==x b"2"c></a>`, "<a \"1\" /==x b\"2\"c></a>\n"},
		{"no markup", "<a>1 < 2 <3 <! <</a>", "<a>1 < 2 <3 <! <</a>\n"},
		{"behind the root", "</a><b/>x", "</a>\n<b/>\nx\n"},
		{"harmless", "<a x='\x1b[31m\n'>\u202e\x00\xff\t|</a>", "<a x='\\x1b[31m\\n'>\\u202e\\x00\\xff  |</a>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, ofBody(c.body)); d != "" {
				t.Error(d)
			}
		})
	}
}

// Nothing but white space is left out, and nothing is in another order.
func TestNothingLost(t *testing.T) {
	for _, body := range []string{
		`<a x="1><b y=2 z/></c>&q; & <d><p:e></a>]]><![CDATA[ ]] > ]]><?p?><!x [<y>]>`,
		`<a b = "<c>" 'd'/e f='<g h="i"><j k="l'm></n o>`,
		"<a>\n <b>\n  1\n  2 <c/> 3 </b>\n</a>",
	} {
		strip := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if d := cmp.Diff(strip(body), strip(ofBody(body))); d != "" {
			t.Errorf("%s: %s", body, d)
		}
	}
}

func TestKinds(t *testing.T) {
	raw := "BYE x SIP/2.0\nTo:  <sip:bob@contoso.com>\n \tx \nodd\n\n<a b='1'>c</a><!--d-->"
	want := []Line{
		{Offset: 0, Pieces: []Piece{{StartLine, "BYE x SIP/2.0"}}},
		{Offset: 14, Pieces: []Piece{{HeaderName, "To"}, {Punctuation, ":"}, {Unmarked, " "}, {HeaderValue, "<sip:bob@contoso.com>"}, {Unmarked, " "}, {HeaderValue, "x"}}},
		{Offset: 46, Pieces: []Piece{{Unmarked, "odd"}}},
		{Offset: 50},
		{Offset: 51, Pieces: []Piece{
			{Punctuation, "<"}, {Element, "a"}, {Unmarked, " "}, {Attribute, "b"}, {Punctuation, "="}, {Punctuation, "'"}, {Value, "1"}, {Punctuation, "'"}, {Punctuation, ">"},
			{Text, "c"}, {Punctuation, "</"}, {Element, "a"}, {Punctuation, ">"},
		}},
		{Offset: 65, Pieces: []Piece{{Comment, "<!--d-->"}}},
	}
	if d := cmp.Diff(want, Pretty(Source{Raw: []byte(raw)})); d != "" {
		t.Error(d)
	}
}

func TestBodies(t *testing.T) {
	gzip := strings.Replace(head("text/xml"), "\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n", 1)
	for _, c := range []struct{ name, raw, want string }{
		{"text", head("text/plain") + "a\tb\r\n\r\nc\xc3", "a  b\n\nc\\xc3\n"},
		{"text with a direction", head("text/plain") + "\u202e", "\\u202e\n"},
		{"binary", head("text/plain") + "ab\x00", "000060  61 62 00                                          ab.\n"},
		{"XML without its type", "A\nB: C\n\n <a/>", "<a/>\n"},
		{"XML in UTF-16", "A\nB: xml\n\n\xff\xfe<\x00", "00000a  ff fe 3c 00                                       ..<.\n"},
		{"gzip", gzip + "\x1f\x8b", "compressed with gzip; shown as sent\n000076  1f 8b                                             ..\n"},
		{"multipart", head(`multipart/related;boundary="=x"`) + "before\r\n--=x\r\nContent-Type: text/plain\r\n\r\nhi\r\n--=x  \r\n\r\n<a><b/></a>\r\n--=xy\r\n--=x--\r\nbehind\r\n",
			"before\n--=x\nContent-Type: text/plain\n\nhi\n--=x\n\n<a>\n  <b/>\n</a>\n--=xy\n--=x--\nbehind\n"},
		{"multipart without boundary", head("multipart/mixed") + "--q\r\n\r\n<a/>", "--q\n\n<a/>\n"},
		{"multipart without delimiter", head("multipart/mixed") + "<a/>", "<a/>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got, _ := strings.Cut(show(Pretty(Source{Raw: []byte(c.raw)})), "\n\n")
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestPlainAndHex(t *testing.T) {
	s := Source{
		Raw:     []byte("SERVICE sip:x SIP/2.0\r\nTo: \ta\r\n b\r\n\r\n<a>\r\n \x1b</a>"),
		Defects: []Defect{{Offset: 23, Kind: "sip-x", Text: "odd"}},
		Lost:    12,
	}
	want := "SERVICE sip:x SIP/2.0\nTo: \\ta\n^ sip-x: odd\n b\n\n<a>\n \\x1b</a>\n12 bytes are missing here\n"
	if d := cmp.Diff(want, show(Plain(s))); d != "" {
		t.Error(d)
	}
	want = "" +
		"000000  53 45 52 56 49 43 45 20  73 69 70 3a 78 20 53 49  SERVICE sip:x SI\n" +
		"000010  50 2f 32 2e 30 0d 0a 54  6f 3a 20 09 61 0d 0a 20  P/2.0..To: .a.. \n" +
		"                             ^ sip-x: odd\n" +
		"000020  62 0d 0a 0d 0a 3c 61 3e  0d 0a 20 1b 3c 2f 61 3e  b....<a>.. .</a>\n" +
		"12 bytes are missing here\n"
	if d := cmp.Diff(want, show(Hex(s))); d != "" {
		t.Error(d)
	}
}

func TestRemarks(t *testing.T) {
	raw := head("text/xml") + "<a>\n  <b x='1' y='1'>\x01</b>\n</a>"
	at := func(s string) int { return strings.Index(raw, s) }
	s := Source{Raw: []byte(raw), Lost: -1, Defects: []Defect{
		{at("alice"), "sip-uri", "", "who"},
		{at("y='"), "xml-malformed", "a/b", "twice"},
		{at("y='"), "xml-limit", "a/b", "a\x1bb"},
		{at("</b"), "xml-char", "a/b", "here"},
		{len(raw) + 5, "xml-truncated", "", "beyond"},
	}}
	want := "BENOTIFY sip:10.20.1.57:49152 SIP/2.0\nTo: <sip:alice@contoso.com>\n         ^ sip-uri: who\nContent-Type: text/xml\n\n" +
		"<a>\n  <b x='1' y='1'>\\x01</b>\n           ^ xml-malformed: twice\n           ^ xml-limit: a\\x1bb\n                     ^ xml-char: here\n" +
		"</a>\n    ^ xml-truncated: beyond\nthe rest is missing\n"
	lines := Pretty(s)
	if d := cmp.Diff(want, show(lines)); d != "" {
		t.Error(d)
	}
	for _, l := range lines {
		if remark := l.Pieces != nil && l.Pieces[len(l.Pieces)-1].Kind == Remark; remark != (l.Offset < 0) {
			t.Errorf("offset %d of %q", l.Offset, l)
		}
	}
	far := Source{Raw: []byte("A\nB: " + strings.Repeat("x", 200)), Defects: []Defect{{150, "k", "", "t"}}, Lost: 1}
	if got := show(Pretty(far)[2:]); got != "^ k: t\n1 byte is missing here\n" {
		t.Errorf("behind the columns that are pointed at: %q", got)
	}
	if got := show(Pretty(Source{Defects: []Defect{{0, "k", "", "t"}}})); got != "^ k: t\n" {
		t.Errorf("of nothing: %q", got)
	}
}

// hostile are messages that take long when anything is looked at twice.
func hostile(n int) map[string]string {
	nested := strings.Repeat("<a>", n)
	out := map[string]string{
		"one line":             "<a>" + strings.Repeat("x", n) + "</a>",
		"nested":               nested + strings.Repeat("</a>", n),
		"not ended by another": nested + strings.Repeat("</b>", n),
		"names":                nested + strings.Repeat("</"+strings.Repeat("a", 50)+">", n/50),
		"values":               "<a" + strings.Repeat(` b="1"`, n/6),
		"sections":             "<a>" + strings.Repeat("<![CDATA[]]>", n/12) + "<b>",
		"lines":                "<a>" + strings.Repeat("\n", n) + "x" + strings.Repeat("\n", n) + "</a>",
		"header":               "x\r\nC: multipart/x;boundary=" + strings.Repeat(`";a=`, n/4),
	}
	for _, s := range []string{"<", "</", "<a ", "<!--", "<![CDATA[", "<!a", "<!a[", "<?", `<a b="`, `<a b="<c d='`, "</a", "<a/", "]]>", "--x\r\n", "\xff", "\r", "\n "} {
		out[s] = "<x>" + strings.Repeat(s, n/len(s))
	}
	return out
}

// Nothing is longer than it may be. That it ends at all, at a million bytes, is
// the test of what is only looked at: what is quadratic takes hours.
func TestHostile(t *testing.T) {
	for name, body := range hostile(1 << 20) {
		for _, h := range []string{"text/xml", "text/plain", "multipart/mixed;boundary=x"} {
			raw := []byte(head(h) + body)
			s := Source{Raw: raw, Defects: make([]Defect, 1000)}
			for i := range s.Defects {
				s.Defects[i] = Defect{Offset: len(raw) / 2, Kind: "k", Text: "t"}
			}
			if err := bounded(Pretty(s)); err != nil {
				t.Errorf("%q as %s: %v", name, h, err)
			}
			if h != "text/plain" {
				continue
			}
			for _, lines := range [][]Line{Plain(s), Hex(s)} {
				if err := bounded(lines); err != nil {
					t.Errorf("%q as sent: %v", name, err)
				}
			}
		}
	}
}

// bounded returns what is longer than it may be.
func bounded(lines []Line) error {
	if len(lines) > mostLines+2 {
		return fmt.Errorf("%d lines", len(lines))
	}
	for _, l := range lines {
		if n := len(l.String()); n > mostBytes {
			return fmt.Errorf("a line of %d bytes", n)
		}
	}
	return nil
}

// For twice as much not much more than twice as much is allocated.
func TestLinear(t *testing.T) {
	for name := range hostile(1) {
		cost := func(n int) float64 {
			raw := []byte(head("text/xml") + hostile(n)[name])
			return testing.AllocsPerRun(1, func() { Pretty(Source{Raw: raw}) })
		}
		if one, two := cost(20_000), cost(40_000); two > 2.2*one+100 {
			t.Errorf("%q: %v allocations, and %v for twice as much", name, one, two)
		}
	}
}

func TestFull(t *testing.T) {
	raw := "A\n\n" + strings.Repeat("x\n", mostLines)
	lines := Pretty(Source{Raw: []byte(raw), Lost: 2, Defects: []Defect{{len(raw), "k", "", "t"}}})
	if want := "… 4 more bytes are not shown\n2 bytes are missing here\n"; len(lines) != mostLines+2 || show(lines[mostLines:]) != want {
		t.Errorf("%d lines, %q", len(lines), show(lines[mostLines:]))
	}
	lines = Pretty(Source{Raw: []byte("A"), Defects: make([]Defect, mostLines+1)})
	if got := lines[len(lines)-1].String(); got != "… 2 more defects are not shown" {
		t.Errorf("of defects: %q", got)
	}
	lines = Pretty(Source{Raw: append([]byte("A\n\n"), make([]byte, 2000)...)})
	if got := lines[len(lines)-1].String(); got != "… 976 more bytes are not shown" {
		t.Errorf("of a binary body: %q", got)
	}
	cut := Pretty(Source{Raw: bytes.Repeat([]byte("é"), 3000)})[0].String()
	if len(cut) != 4095 || !strings.HasSuffix(cut, "é…") {
		t.Errorf("%d bytes, %q", len(cut), cut[4000:])
	}
}

func BenchmarkPretty(b *testing.B) {
	raw := []byte(head("text/xml") + "<a>" + strings.Repeat(`<category name="state" instance="1"><availability>6500</availability></category>`, 1000) + "</a>")
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Pretty(Source{Raw: raw})
	}
}

package document

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzPretty shows anything: nothing in it is lost or harmful, and no line is
// before another that is behind it in the message.
func FuzzPretty(f *testing.F) {
	for _, body := range []string{
		`<categories xmlns="u" uri="sip:alice@contoso.com"><category name="state" instance="1"><availability>6500</availability></category></categories>`,
		`<a x="1><b y=2 z/></c>&q; & <d><p:e></a>]]><![CDATA[ ]] > ]]><?p?><!x [<y>]><!-- z`,
		"<a>\n one\n two <b/> three\n</a>",
		"\xff\xfe<\x00",
	} {
		f.Add([]byte(head("text/xml")+body), 40, 0)
	}
	f.Add([]byte(head("multipart/related;boundary=x")+"a\r\n--x\r\nc: multipart/x;boundary=y\r\n\r\n--y\r\n\r\n<a/>\r\n--y--\r\n--x--\r\nz"), 70, 3)
	f.Add([]byte("A\r\ne: gzip\r\nX: y\r\n\tz\r\n\r\n\x1f\x8b abc"), 0, -1)
	f.Add([]byte(head("text/plain")+"\u202e\t\x1b[31m \xed\xa0\x80 é"), 1, 1)
	f.Fuzz(func(t *testing.T, raw []byte, at, lost int) {
		s := Source{Raw: raw, Lost: lost, Defects: []Defect{{at, "k", "p", string(raw)}, {at, "k", "", "t"}}}
		for view, lines := range map[string][]Line{"pretty": Pretty(s), "plain": Plain(s), "hex": Hex(s)} {
			if err := bounded(lines); err != nil {
				t.Errorf("%s: %v", view, err)
			}
			left, last, remarks := printable(raw), -1, 0
			for _, l := range lines {
				if l.Offset >= 0 && (l.Offset <= last || l.Offset >= len(raw)) {
					t.Errorf("%s: offset %d behind %d", view, l.Offset, last)
				}
				last = max(last, l.Offset)
				for _, p := range l.Pieces {
					if p.Kind == Remark {
						remarks++
					} else {
						left = without(left, p.Text)
					}
					if !utf8.ValidString(p.Text) || strings.IndexFunc(p.Text, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 || p.Text == "" {
						t.Errorf("%s: piece %q", view, p.Text)
					}
				}
			}
			if len(raw) < 900 && left != "" { // No line of these is cut.
				t.Errorf("%s: %q is not shown\n%s", view, left, show(lines))
			}
			if len(raw) < 900 && remarks < 2 {
				t.Errorf("%s: %d remarks", view, remarks)
			}
		}
	})
}

// printable returns the characters of ASCII in a message that have a shape.
func printable(raw []byte) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r
		}
		return -1
	}, string(raw))
}

// without takes the characters off a text that are in another, in order.
func without(left, text string) string {
	for i := 0; i < len(text) && left != ""; i++ {
		if text[i] == left[0] {
			left = left[1:]
		}
	}
	return left
}

// FuzzDiff compares anything: both documents are in their difference.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc", "a\nc\nd")
	f.Add("", "a\n\na")
	f.Add(strings.Repeat("a\nb\n", 100), strings.Repeat("b\nc\n", 100))
	f.Fuzz(func(t *testing.T, a, b string) {
		d := Diff(textLines(a), textLines(b))
		if x, y := sides(d); x != a || y != b {
			t.Errorf("%q and %q of\n%s", x, y, show(d))
		}
		for i, l := range d {
			if i > 0 && l.Change == Removed && d[i-1].Change == Added {
				t.Errorf("removed behind added:\n%s", show(d))
			}
			if want := [...]string{"  ", "+ ", "- "}[l.Change]; l.Pieces[0] != (Piece{Margin, want}) {
				t.Errorf("%+v", l)
			}
		}
	})
}

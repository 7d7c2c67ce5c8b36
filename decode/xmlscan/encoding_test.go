package xmlscan

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// wide writes a string in UTF-16.
func wide(s string, big bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		hi, lo := byte(u>>8), byte(u)
		if big {
			b.Write([]byte{hi, lo})
		} else {
			b.Write([]byte{lo, hi})
		}
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	const decl = `<?xml version="1.0" encoding="`
	for _, c := range []struct{ name, doc, want, defects string }{
		{"byte order mark", "\xef\xbb\xbf<?xml version=\"1.0\"?><a>é</a>", "a \"é\"\n", ""},
		{"UTF-16 LE", "\xff\xfe" + wide(decl+`utf-16"?><a é="ß">😀&amp;</a>`, false), "a é=ß \"😀&\"\n", ""},
		{"UTF-16 BE", "\xfe\xff" + wide(decl+`UTF-16"?><a é="ß">😀&amp;</a>`, true), "a é=ß \"😀&\"\n", ""},
		{"UTF-16 LE without mark", wide(`<a>é</a>`, false), "a \"é\"\n", ""},
		{"UTF-16 BE without mark", wide("\r\n<a>é</a>", true), "a \"é\"\n", ""},
		{"UTF-16 declared as UTF-8", wide(decl+`utf-8"?><a/>`, false), "a\n", "encoding@60: the bytes are UTF-16, declared as \"utf-8\"\n"},
		{"UTF-16 declared as Latin-1", wide(decl+`latin1"?><a>é</a>`, true), "a \"é\"\n", "encoding@60: the bytes are UTF-16, declared as \"latin1\"\n"},
		{"half a surrogate pair", "\xff\xfe" + wide("<a>é", false) + "\x00\xd8x\x00\x00\xdc" + wide("</a>&", false), "a \"é\ufffdx\ufffd\"\n",
			"encoding@10 a: not UTF-16: half a surrogate pair, and 1 more\nmalformed@24: expected the end of the document, found \"&\"\n"},
		{"UTF-8 declared as UTF-16", decl + `utf-16"?><a>é</a>`, "a \"é\"\n", "encoding@30: the bytes are not UTF-16, read as UTF-8, declared as \"utf-16\"\n"},
		{"UTF-8 declared as ASCII", decl + `us-ascii"?><a>é</a>`, "a \"é\"\n", "encoding@30: the bytes are not ASCII, declared as \"us-ascii\"\n"},
		{"ASCII", decl + `US-ASCII"?><a>e</a>`, "a \"e\"\n", ""},
		{"Latin-1", decl + "ISO-8859-1\"?><\xe9 x='\xdf&lt;\xdf' y='\xdf'>\xe9<b/>\x80\x81&amp;\xff</\xe9>", "é x=ß<ß y=ß \"é€\u0081&ÿ\"\n b\n", ""},
		{"Windows-1252", decl + "Windows-1252\"?><a>\x93x\x94 \xc3\xa9</a>", "a \"“x” Ã©\"\n", ""},
		{"unknown", decl + `koi8-r"?><a>é</a>`, "a \"é\"\n", "encoding@30: unknown encoding, read as UTF-8: \"koi8-r\"\n"},
		{"none", `<?xml version="1.0" encoding=""?><a/>`, "a\n", "malformed@0: expected an XML declaration, found \"<?xml version=\\\"1.0\\\" encoding=\\\"\\\"?>\"\n"},
		{"Latin-1 by necessity", "<a x='\xdf' y='é'><\xe9>é\xe9&amp;\xe9</\xe9></a>", "a x=ß y=é\n é \"éé&é\"\n",
			"encoding@6 a: not UTF-8, read as Windows-1252: byte 0xdf, and 4 more\n"},
		{"Latin-1 by necessity and unknown", decl + "x\"?><a>\xe9</a>", "a \"é\"\n",
			"encoding@30: unknown encoding, read as UTF-8: \"x\"\nencoding@37 a: not UTF-8, read as Windows-1252: byte 0xe9\n"},
		{"a prefix in Latin-1", decl + "latin1\"?><a \xe9\xe9\xe9:x='1'/>", "a x=1\n", "namespace@42 a: a prefix that is not declared: \"ééé\"\n"},
		{"surrogates and overlong in UTF-8", "<a>\xed\xa0\x80\xc0\x80</a>", "a \"í\u00a0€À€\"\n",
			"encoding@3 a: not UTF-8, read as Windows-1252: byte 0xed, and 4 more\n"},
		{"a name that is none", "<a×b/>", "a×b\n", "malformed@1 a×b: expected a name, found \"a×b\"\n"},
		{"a reversed mark", "<a>\ufffe</a>", "a \"\ufffe\"\n", "malformed@3 a: a character that XML does not allow: U+fffe\n"},
		{"two zero bytes", "\x00\x00", "", "malformed@0: a character that XML does not allow: U+0000, and 1 more\n" +
			"malformed@0: expected the root element, found \"\\x00\\x00\"\nempty@2: expected an element, found the end of the document\n"},
		{"nothing but a mark", "\xff\xfe", "", "empty@2: expected an element, found the end of the document\n"},
		{"an odd byte", wide("<a/>", false) + "\n", "a\n", "truncated@8: the document ends inside of a character\n"},
		{"half a character", "<a/>\xe2\x82", "a\n", "truncated@4: the document ends inside of a character\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			nodes, defects := tree(New(DefaultLimits()), []byte(c.doc), 0)
			if got := outline(nodes); got != strings.NewReplacer("\u0081", `\u0081`, "\u00a0", `\u00a0`, "\ufffe", `\ufffe`).Replace(c.want) {
				t.Errorf("%q\ngives\n%s\nwant\n%s", c.doc, got, c.want)
			}
			if got := list(defects); got != c.defects {
				t.Errorf("%q\nhas\n%s\nwant\n%s", c.doc, got, c.defects)
			}
		})
	}
}

// Offsets are those of the bytes that were sent, also when these are rewritten.
func TestWideOffsets(t *testing.T) {
	const text = `<a><é x="😀" y="2"/>😀<c>é</c>&</a>`
	for _, big := range []bool{false, true} {
		doc := wide(text, big)
		place := func(what string) int { return 100 + len(wide(text[:strings.Index(text, what)], big)) }
		s := New(DefaultLimits())
		s.Reset([]byte(doc), 100)
		s.Root()
		for e := range s.Children() {
			if e.Offset != place("<"+e.Local) {
				t.Errorf("%s at %d, want %d", e.Local, e.Offset, place("<"+e.Local))
			}
			for _, a := range e.Attrs {
				if a.Offset != place(a.Local+"=") {
					t.Errorf("%s at %d, want %d", a.Local, a.Offset, place(a.Local+"="))
				}
			}
			if s.Inner(); e.Local == "c" && s.End() != place("&") {
				t.Errorf("End %d, want %d", s.End(), place("&"))
			}
		}
		if d := s.Close(); len(d) != 1 || d[0].Offset != place("&") || s.End() != 100+len(doc) {
			t.Errorf("%v, End %d", d, s.End())
		}
	}
}

// Every byte of Windows-1252 becomes the character that Windows shows.
func TestWindows1252(t *testing.T) {
	for c, want := range map[byte]rune{'a': 'a', 0x80: '€', 0x8d: 0x8d, 0x99: '™', 0x9f: 'Ÿ', 0xa0: 0xa0, 0xff: 'ÿ'} {
		if got := windows1252(c); got != want {
			t.Errorf("%#x is %q, want %q", c, got, want)
		}
	}
}

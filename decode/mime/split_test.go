package mime

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"slices"
	"strings"
	"testing"

	"prescap/decode/defect"
)

// summary writes what Split made of a body.
func summary(parts []Part, defects []defect.Defect) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%s %q %q @%d %q\n", p.Type.Name, p.ID, p.Encoding, p.Offset, p.Body)
	}
	for _, d := range defects {
		fmt.Fprintf(&b, "%s@%d\n", strings.TrimPrefix(string(d.Kind), "mime-"), d.Offset)
	}
	return b.String()
}

// TestSplit splits a body each. Line ends are written as LF and sent as CRLF.
func TestSplit(t *testing.T) {
	for _, c := range []struct{ name, params, body, want string }{
		{"two", "boundary=b", "--b\nContent-Type: A/B; x=y\nContent-ID: <1@x>\n\none\n--b\n\ntwo\n\n--b--\n",
			"a/b \"1@x\" \"\" @50 \"one\"\n \"\" \"\" @62 \"two\\r\\n\"\n"},
		{"quoted", `boundary="b; c"`, "--b; c\n\none\n--b; c--", " \"\" \"\" @10 \"one\"\n"},
		{"preamble and epilogue", "boundary=b", "a\n --b\n--b\n\none\n--b--\n--b\n\ntwo\n--b--", " \"\" \"\" @16 \"one\"\n"},
		{"folded", "boundary=b", "--b\nContent-Type: a/b;\n\tx=y\nc: c/d\n\none\n--b--", "a/b \"\" \"\" @41 \"one\"\n"},
		{"compact, any case", "boundary=b", "--b\nCONTENT-ID: x\nc: a/b\ncontent-transfer-encoding : Base64\n\none\n--b--", "a/b \"x\" \"base64\" @66 \"one\"\n"},
		{"padding", "boundary=b", "--b \t\n\none\n--b  \n\ntwo\n--b-- ", " \"\" \"\" @9 \"one\"\n \"\" \"\" @23 \"two\"\n"},
		{"like the boundary", "boundary=b", "--b\n\n--bc\n--b-\n --b\nx--b\n--b x\n--b--", " \"\" \"\" @7 \"--bc\\r\\n--b-\\r\\n --b\\r\\nx--b\\r\\n--b x\"\n"},
		{"empty parts", "boundary=b", "--b\n\n--b\n--b\n\n\n--b--", " \"\" \"\" @5 \"\"\n \"\" \"\" @12 \"\"\n \"\" \"\" @19 \"\"\n"},
		{"a header and nothing else", "boundary=b", "--b\nc: a/b\n--b--", "a/b \"\" \"\" @11 \"\"\n"},
		{"no header end", "boundary=b", "--b\nc: a/b\none: 1\n<x>\ntwo\n--b--", "a/b \"\" \"\" @21 \"<x>\\r\\ntwo\"\npart-header@21\n"},
		{"no boundary", "", "x\n--b \n\none\n--b--", " \"\" \"\" @11 \"one\"\nno-boundary@0\n"},
		{"no boundary, no delimiter", "", "x\n -- \n--", "no-boundary@0\n"},
		{"empty boundary", `boundary=""`, "--b\n\none\n--b--", " \"\" \"\" @7 \"one\"\nno-boundary@0\n"},
		{"never found", "boundary=B", "--b\n\none\n--b--", "no-part@0\n"},
		{"nothing between", "boundary=b", "--b--", "no-part@0\n"},
		{"nothing", "boundary=b", "", "no-part@0\n"},
		{"not terminated", "boundary=b", "--b\n\none\n", " \"\" \"\" @7 \"one\\r\\n\"\nnot-terminated@12\n"},
		{"cut in a delimiter", "boundary=bcd", "--bcd\n\none\n--bc", " \"\" \"\" @9 \"one\"\nnot-terminated@18\n"},
		{"cut before the line end", "boundary=b", "--b\n\none\n--b", " \"\" \"\" @7 \"one\"\nnot-terminated@15\n"},
		{"cut in a header", "boundary=b", "--b\n\none\n--b\nc: a/b", " \"\" \"\" @7 \"one\"\nnot-terminated@23\n"},
		{"cut behind a header", "boundary=b", "--b\nc: a/b\n", "no-part@0\nnot-terminated@13\n"},
		{"too many", "boundary=b", "--b\n\n1\n--b\n\n2\n--b\n\n3\n--b\n\n4\n--b--", " \"\" \"\" @7 \"1\"\n \"\" \"\" @17 \"2\"\n \"\" \"\" @27 \"3\"\nlimit@35\n"},
	} {
		body := []byte(strings.ReplaceAll(c.body, "\n", "\r\n"))
		if got := summary(Split(body, 0, ParseType("multipart/related;"+c.params), 3)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestSplitLF(t *testing.T) {
	got := summary(Split([]byte("--b\n\none\n\n--b\nc: a/b\n\ntwo\n--b--\n"), 100, ParseType("a/b;boundary=b"), 9))
	if want := " \"\" \"\" @105 \"one\\n\"\na/b \"\" \"\" @122 \"two\"\nbare-lf@100\n"; got != want {
		t.Error(got)
	}
}

// Splitting reads each line once, whatever the boundary is: were it compared where
// ever it fits, these would take minutes.
func TestSplitHostile(t *testing.T) {
	for _, c := range []struct {
		name           string
		boundary, line string
	}{
		{"no line", strings.Repeat("-", 1<<20), strings.Repeat("-", 1<<23)},
		{"one long line", strings.Repeat("-", 1<<20) + "b", strings.Repeat("-", 1<<23)},
		{"short lines", strings.Repeat("-", 1<<20), "--\r\n"},
		{"long lines", strings.Repeat("-", 1<<20), strings.Repeat("-", 1<<20) + "x\r\n"},
		{"lines in it", strings.Repeat("--\n", 1<<20), "--\n"},
	} {
		body := []byte(strings.Repeat(c.line, (1<<24)/len(c.line)))
		kind := Type{Name: "multipart/mixed", Params: ParseType("x;boundary=b").Params}
		kind.Params[0].Value = c.boundary
		parts, defects := Split(body, 0, kind, 10)
		if len(parts) != 0 || len(defects) != 1 || defects[0].Kind != DefectNoPart {
			t.Errorf("%s: %d parts, %d defects", c.name, len(parts), len(defects))
		}
	}
}

func TestParseType(t *testing.T) {
	for _, c := range []struct{ value, name, boundary string }{
		{"", "", ""}, {" Multipart/Related ; Boundary=\"a;b\\\"c\"", "multipart/related", "a;b\"c"},
		{"text/plain;;x", "text/plain", ""}, {"a/b;boundary=x=y", "a/b", "x=y"},
	} {
		got := ParseType(c.value)
		if b, _ := got.Params.Get("boundary"); got.Name != c.name || b != c.boundary {
			t.Errorf("%q: %+v", c.value, got)
		}
	}
	for id, want := range map[string]string{"<a@b>": "a@b", " a@b ": "a@b", "<": "<", "<>": "", "": ""} {
		if got := ID(id); got != want {
			t.Errorf("ID(%q) = %q", id, got)
		}
	}
}

func TestInflate(t *testing.T) {
	text := strings.Repeat("text ", 100)
	var gz, z bytes.Buffer
	w := gzip.NewWriter(&gz)
	io.WriteString(w, text)
	w.Close()
	w2 := zlib.NewWriter(&z)
	io.WriteString(w2, text)
	w2.Close()
	for _, c := range []struct {
		name, encoding string
		body           []byte
		most, length   int
		kind           defect.Kind
		ok             bool
	}{
		{"identity", " Identity", []byte(text), 10, 500, "", true},
		{"gzip", "GZIP", gz.Bytes(), 500, 500, "", true},
		{"zlib", "deflate", z.Bytes(), 500, 500, "", true},
		{"raw", "deflate", z.Bytes()[2 : z.Len()-4], 500, 500, "", true},
		{"limit", "gzip", gz.Bytes(), 499, 499, DefectLimit, true},
		{"no gzip", "gzip", []byte("plain"), 500, 0, DefectInflate, true},
		{"nothing", "gzip", nil, 500, 0, DefectInflate, true},
		{"sum", "gzip", append(slices.Clone(gz.Bytes()[:gz.Len()-8]), make([]byte, 8)...), 500, 500, DefectInflate, true},
		{"unknown", "br", []byte(text), 500, 0, DefectEncoding, false},
	} {
		got, defects, ok := Inflate(c.encoding, c.body, 7, c.most)
		if ok != c.ok || len(got) != c.length || (len(defects) > 0) != (c.kind != "") || c.kind != "" && (defects[0].Kind != c.kind || defects[0].Offset != 7) {
			t.Errorf("%s: %d bytes, %v, %v", c.name, len(got), defects, ok)
		}
	}
}

// FuzzSplit splits anything: parts are pieces of the body, in order; and where
// mime/multipart understands all of a body, the parts are the same.
func FuzzSplit(f *testing.F) {
	f.Add("b", []byte("x\r\n--b\r\nContent-Type: a/b\r\n\r\none\r\n--b \r\n\r\ntwo\r\n--b--\r\n"))
	f.Add("", []byte("--b\nc: a/b\n x\n\none\n--bc\n--b\nzz\n--b-"))
	f.Add("a b", []byte("--a b\r\n\r\n--a b--"))
	f.Fuzz(func(t *testing.T, boundary string, body []byte) {
		kind := Type{Name: "multipart/mixed", Params: ParseType("x;boundary=b").Params}
		kind.Params[0].Value = boundary
		parts, defects := Split(body, 50, kind, 5)
		at := 50
		for _, p := range parts {
			if p.Offset < at || !bytes.HasPrefix(body[p.Offset-50:], p.Body) {
				t.Errorf("part at %d behind %d", p.Offset, at)
			}
			at = p.Offset + len(p.Body)
		}
		last := 50
		for _, d := range defects {
			if d.Offset < last || d.Offset > 50+len(body) || !slices.Contains(DefectKinds(), d.Kind) || strings.ContainsAny(d.Text, "\r\n") {
				t.Errorf("defect %+v", d)
			}
			last = d.Offset
		}
		if len(parts) > 5 {
			t.Errorf("%d parts", len(parts))
		}
		if len(defects) == 0 && strings.Trim(boundary, "\r\n- \t") == boundary && !strings.ContainsAny(boundary, "\r\n") {
			compare(t, boundary, body, parts)
		}
	})
}

// compare compares with what mime/multipart reads, as long as it reads. It is no oracle where
// a line begins like a delimiter and goes on, nor where there are both kinds of line ends.
func compare(t *testing.T, boundary string, body []byte, parts []Part) {
	if crlf := bytes.Count(body, []byte("\r\n")); crlf > 0 && crlf != bytes.Count(body, []byte{'\n'}) {
		return
	}
	for line := range bytes.Lines(body) {
		rest, ok := bytes.CutPrefix(line, []byte("--"+boundary))
		if ok && len(rest) > 0 && bytes.IndexByte([]byte(" \t\r\n-"), rest[0]) >= 0 &&
			!slices.Contains([]string{"\r\n", "\n", "--\r\n", "--\n", "--"}, string(rest)) {
			return
		}
	}
	r := multipart.NewReader(bytes.NewReader(body), boundary)
	for i := 0; ; i++ {
		p, err := r.NextRawPart()
		if err != nil {
			return
		}
		b, err := io.ReadAll(p)
		if err != nil {
			return
		}
		if i >= len(parts) || !bytes.Equal(b, parts[i].Body) {
			t.Errorf("part %d of %q: %q, %v", i, body, b, parts)
			return
		}
		if v := p.Header[textproto.CanonicalMIMEHeaderKey("Content-ID")]; len(v) > 0 && ID(v[0]) != "" && ID(v[0]) != parts[i].ID {
			t.Errorf("part %d of %q has Content-ID %q, not %q", i, body, v, parts[i].ID)
		}
	}
}

package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// textLines makes a document of lines of text.
func textLines(text string) []Line {
	var lines []Line
	for i, s := range strings.Split(text, "\n") {
		lines = append(lines, Line{Offset: i, Pieces: []Piece{{Text, s}}})
	}
	return lines
}

// sides returns the documents that a difference is one of.
func sides(lines []Line) (a, b string) {
	var as, bs []string
	for _, l := range lines {
		text := l.String()[2:]
		if l.Change != Added {
			as = append(as, text)
		}
		if l.Change != Removed {
			bs = append(bs, text)
		}
	}
	return strings.Join(as, "\n"), strings.Join(bs, "\n")
}

func TestDiff(t *testing.T) {
	a := Pretty(Source{Raw: []byte("A\n\n<a><availability>3500</availability><b/></a>")})
	b := Pretty(Source{Raw: []byte("A\n\n<a><availability>6500</availability><b/><c/></a>")})
	d := Diff(a, b)
	want := "  A\n  \n  <a>\n-   <availability>3500</availability>\n+   <availability>6500</availability>\n    <b/>\n+   <c/>\n  </a>\n"
	if d := cmp.Diff(want, show(d)); d != "" {
		t.Error(d)
	}
	if l := d[3]; l.Change != Removed || l.Offset != a[3].Offset || l.Pieces[0] != (Piece{Margin, "- "}) || l.Pieces[3].Kind != Element {
		t.Errorf("%+v", l)
	}
	if l := d[7]; l.Change != Same || l.Offset != b[6].Offset {
		t.Errorf("%+v", l)
	}
	if got := Diff(nil, nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}

// The library gives up behind some 100 differences; this package does not yet.
func TestDiffOfMany(t *testing.T) {
	var a, b []string
	for i := range 2000 {
		a = append(a, fmt.Sprint("same ", i), fmt.Sprint("a ", i))
		b = append(b, fmt.Sprint("same ", i), fmt.Sprint("b ", i))
	}
	same := 0
	for _, l := range Diff(textLines(strings.Join(a, "\n")), textLines(strings.Join(b, "\n"))) {
		if l.Change == Same {
			same++
		}
	}
	if same < 1000 {
		t.Errorf("%d lines of 2000 are the same", same)
	}
}

// Documents beyond the bound are compared by how they begin and end.
func TestDiffOfLong(t *testing.T) {
	var a, b []string
	for i := range mostCompared + 10 {
		a = append(a, fmt.Sprint(i))
		b = append(b, fmt.Sprint(i-i%2))
	}
	one, other := strings.Join(a, "\n"), strings.Join(b, "\n")
	d := Diff(textLines(one), textLines(other))
	if x, y := sides(d); x != one || y != other {
		t.Error("not a difference of the two")
	}
	if d[0].Change != Same || d[1].Change != Removed || d[2].Change != Removed || d[len(d)-1].Change != Added {
		t.Error("compared between what both begin and end with")
	}
}

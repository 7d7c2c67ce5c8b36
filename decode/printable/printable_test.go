package printable

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"Zoë → 漢字":         "Zoë → 漢字",
		"a\r\nb\tc":        `a\r\nb\tc`,
		"\x1b[31mred":      `\x1b[31mred`,
		"\x9b\xff":         `\x9b\xff`,
		"\u009b":           `\u009b`,
		"\u202eevil\u2066": `\u202eevil\u2066`,
		"\ufffd":           "\ufffd",
		"":                 "",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, s := range []string{"short", strings.Repeat("a€", 1<<20), strings.Repeat("\x00", 1<<20), strings.Repeat("\x80", 1<<20), strings.Repeat("a", longest)} {
		got := Line(s)
		if len(got) > 4*longest+3 || !utf8.ValidString(got) || len(s) <= longest && got != s || len(s) > longest && !strings.HasSuffix(got, "…") {
			t.Errorf("%.20q: %d bytes", s, len(got))
		}
	}
}

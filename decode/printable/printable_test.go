package printable

import "testing"

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

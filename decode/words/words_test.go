package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestShort(t *testing.T) {
	long := strings.Repeat("a€", Longest)
	a, b := Short(long+"x"), Short(long+"y")
	if a == b || len(a) > Longest || len(a) < Longest-8 || !utf8.ValidString(a) || !strings.HasPrefix(a, "a€a€") {
		t.Errorf("%d bytes, %q", len(a), a)
	}
	if Short(a) != a || Short(long+"x") != a {
		t.Error("what is short does not stay as it is")
	}
	for _, s := range []string{"", "sip:alice@contoso.com", long[:Longest]} {
		if Short(s) != s {
			t.Errorf("%q is shortened", s)
		}
	}
}

// One copy of each, as many as there is room for, and nothing of a message.
func TestWords(t *testing.T) {
	w := New(2)
	for _, s := range []string{"a", "b", "a", "c", strings.Repeat("x", longestKnown+1), ""} {
		if w.Of(s) != s {
			t.Errorf("%q becomes %q", s, w.Of(s))
		}
		if len(w.all) > 2 {
			t.Errorf("%d are known", len(w.all))
		}
	}
	if got := w.Of(strings.Repeat("y", 1<<20)); len(got) > Longest {
		t.Errorf("%d bytes are kept", len(got))
	}
}

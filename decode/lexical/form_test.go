package lexical_test

import (
	"testing"

	"prescap/decode/lexical"
)

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name      string
		is        func(string) bool
		good, bad []string
	}{
		{"clock", lexical.IsClock,
			[]string{"09:30:00", " 09:30:00.5-05:00", "24:00:00Z", "00:00:00+14:00"},
			[]string{"", "9:30:00", "24:00:01", "09:60:00", "09:30", "09:30:00+15:00", "09:30:00 x"}},
		{"base64", lexical.IsBase64,
			[]string{"", "Cg==", " C g\r\n==", "AAAA", "A+/a"},
			[]string{"A", "AA", "AAA", "A===", "=AAA", "AA=A", "AA-A", "AAAAA"}},
		{"guid", lexical.IsGUID,
			[]string{"7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A77", "{7a1c0f52-3b64-5e10-9c0d-2f6b8e4d1a77}\n"},
			[]string{"", "7A1C0F523B645E109C0D2F6B8E4D1A77", "7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A7G", "{7A1C0F52-3B64-5E10-9C0D-2F6B8E4D1A77"}},
	} {
		for _, s := range c.good {
			if !c.is(s) {
				t.Errorf("%q is no %s", s, c.name)
			}
		}
		for _, s := range c.bad {
			if c.is(s) {
				t.Errorf("%q is a %s", s, c.name)
			}
		}
	}
}

func TestParseInteger(t *testing.T) {
	for s, want := range map[string]int64{"0": 0, " -60\n": -60, "+480": 480, "9223372036854775807": 1<<63 - 1} {
		if n, ok := lexical.ParseInteger(s); !ok || n != want {
			t.Errorf("%q is %d, %v", s, n, ok)
		}
	}
	for _, s := range []string{"", "-", "+", "1.0", "0x1", "9223372036854775808", "1 2"} {
		if n, ok := lexical.ParseInteger(s); ok {
			t.Errorf("%q is %d", s, n)
		}
	}
}

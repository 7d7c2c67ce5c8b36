package render

import (
	"bytes"
	"encoding/json"
	"testing"

	"prescap/analyze/rule"
	"prescap/capture"
)

// What steers a terminal is an escape in JSON, and still means the same.
func TestJSONSteersNoTerminal(t *testing.T) {
	for s, want := range map[string]string{
		"a\x7fb\u009bc":             `"a\u007fb\u009bc"`,
		"\u202etxt\u2066":           `"\u202etxt\u2066"`,
		"tag \U000e0041":            `"tag \udb40\udc41"`,
		"M\u00fcller \u2013 \u65e5": `"M` + "\u00fc" + `ller ` + "\u2013 \u65e5" + `"`,
	} {
		var out bytes.Buffer
		if err := encoder(&out).Encode(s); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil || out.String() != want+"\n" || back != s {
			t.Errorf("%q is written as %s: %q, %v", s, out.String(), back, err)
		}
	}
}

// A message is one line, also once JSON is read: whatever it quotes.
func TestMessagesAreLines(t *testing.T) {
	f := rule.Finding{
		Rule: &rule.Rule{ID: "SIP901"}, Message: "state a\nb\x1b[2J\u2028 is odd", Count: 1,
		Evidence: []rule.Evidence{{Role: "it", Frames: []capture.Frame{{Num: 1}}}},
	}
	got := Options{Files: capture.Files{"a.pcap"}}.findingsJSON([]rule.Finding{f})
	if want := `state a\nb\x1b[2J\u2028 is odd`; got[0].Message != want {
		t.Errorf("%q, want %q", got[0].Message, want)
	}
}

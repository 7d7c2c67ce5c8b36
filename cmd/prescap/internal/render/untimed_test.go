package render

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/decode/sip"
)

// A frame that the capture stores no time for has none in the output either.
func TestUntimed(t *testing.T) {
	timed := capture.Frame{Num: 1, Time: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	untimed := capture.Frame{Num: 2, Time: timed.Time, Untimed: true}
	for _, c := range []struct {
		frames     []capture.Frame
		text, json string
	}{
		{[]capture.Frame{timed}, " 2026-03-02 08:00:00.000000 ", `"time":"2026-03-02T08:00:00.000000000Z"`},
		{[]capture.Frame{timed, untimed}, " time unknown ", `"lastFrame":2,"src"`},
	} {
		for _, f := range Messages() {
			var out bytes.Buffer
			r := f.New(&out, Options{Files: capture.Files{"a.pcapng"}})
			m := &sip.Message{StartLine: "SIP/2.0 200 OK", Status: 200, Reason: "OK", Frames: c.frames}
			if err := r.Item(&pipeline.Item{Message: m}); err != nil {
				t.Fatal(err)
			}
			if err := r.Close(nil); err != nil {
				t.Fatal(err)
			}
			want := c.text
			if f.Name == "jsonl" {
				want = c.json
			}
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in %q", f.Name, want, out.String())
			}
		}
	}
}

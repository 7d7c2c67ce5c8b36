package render

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"prescap/analyze"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/timeline"
	"prescap/capture"
	"prescap/decode/presence"
)

// told is a result with everything in it that is rare: what the limits dropped, what
// is only possible, frames without time and in two inputs, a rule that failed.
func told() (*Result, Options) {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	one, two := capture.Frame{Num: 3, Time: at}, capture.Frame{File: 1, Num: 4, Time: at.Add(time.Hour)}
	untimed := capture.Frame{Num: 9, Time: at, Untimed: true}
	r := &rule.Rule{ID: "PUB001", Name: "stale-version-republished", Severity: rule.Error}
	end := &Result{Verdict: Verdict{FailOn: "error", Failing: 1, Reasons: []string{"b is cut short"}}}
	end.Presentities = []timeline.Timeline{{
		Name: "alice@contoso.com", State: "busy (6500)", Since: at, Dropped: 2,
		Entries: []timeline.Entry{
			{Time: at, Lane: "note", To: "“hi”", Initial: true, Frames: []capture.Frame{one}},
			{Time: at, Lane: "contactCard", To: "9 bytes", Initial: true, Detail: true, Frames: []capture.Frame{one}},
			{Time: at.Add(24 * time.Hour), Lane: "aggregate", Containers: []int32{2, 300}, From: "?", Cause: "computed by the server", Frames: []capture.Frame{one, two}},
			{Time: at.Add(24 * time.Hour), Lane: "user state", To: "time ran out", Cause: "after 15m"},
			{Time: at, Lane: "\x1b[2J", From: "a", To: "b", Frames: []capture.Frame{untimed}},
		},
	}}
	end.Findings = []rule.Finding{
		{
			Rule: r, Severity: rule.Info, Certainty: rule.Possible, Time: at, Message: "something", Count: 1, Lowered: "it is harmless here",
			Subject: fact.Subject{Dialog: fact.DialogID{CallID: "c1"}}, Evidence: []rule.Evidence{{Role: "it", Frames: []capture.Frame{untimed}}},
		},
		{
			Rule: r, Severity: rule.Error, Time: at, Last: at.Add(time.Second), Message: "version 7", Count: 3,
			Subject:  fact.Subject{Presentity: "alice@contoso.com", Watcher: "bob@contoso.com", HasKey: true, Key: presence.InstanceKey{Category: "state", Container: presence.NoContainer, Instance: 1}},
			Evidence: []rule.Evidence{{Role: "it", Frames: []capture.Frame{one, two}, Path: "publication[1]", Quote: "version=\"7\""}},
		},
	}
	end.Coverage = []rule.Coverage{{Rule: r, Checked: 2, Skipped: [fact.Reasons]int{0, 3}, Evicted: 1}}
	end.Counts = analyze.Counts{Methods: []analyze.Count{{Name: "", N: 1}, {Name: "SERVICE", N: 5}}, Hops: 1, Forgotten: 2, Findings: 4, Presentities: 1}
	end.Bugs = []rule.Bug{{Rule: r, Frame: capture.Frame{File: 1, Num: 7}, Value: "oops"}}
	end.Account = pipeline.Account{Packets: 9, Messages: 6, Loss: pipeline.Loss{Bytes: 5, Unknown: 1}, Inputs: []capture.Input{
		{Name: "a", Dropped: 4, Comments: []capture.Comment{{Frame: 1, Text: "no"}, {Frame: 3, Text: "one\nline\x1b[2J"}, {Frame: 9, Text: "late"}}},
		{Name: "b", Err: errors.New("cut short"), Comments: []capture.Comment{{Frame: 4, Text: "first"}, {Frame: 4, Text: "second"}}},
	}}
	return end, Options{Files: capture.Files{"a", "b"}}
}

func shown(t *testing.T, f Format) string {
	t.Helper()
	end, o := told()
	var out bytes.Buffer
	if err := f.New(&out, o).Close(end); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReportText(t *testing.T) {
	const want = `TIMELINES

alice@contoso.com: busy (6500), since 2026-03-02 08:00:00
  2 older entries not kept for lack of room
  2026-03-02
  08:00:00.000000  note             “hi”  a#3
  2026-03-03
  08:00:00.000000  aggregate 2,300  ? → nothing  computed by the server  a#3 b#4
  08:00:00.000000  user state       nothing → time ran out  after 15m
  time unknown
                   \x1b[2J          a → b  a#9
  and 1 first sight of categories that prescap does not read

At least 1 presentity more have no timeline, for lack of room.

VIOLATIONS

error PUB001 stale-version-republished, ×3
  version 7
  about   alice@contoso.com, watched by bob@contoso.com, state/1
  at      2026-03-02 08:00:00.000000 to 2026-03-02 08:00:01.000000
  proof   it: a#3 b#4 at publication[1] “version="7"”
  note    a#3: one\nline\x1b[2J
          b#4: first
          b#4: second
  tshark -r a -o tcp.reassemble_out_of_order:TRUE -Y 'frame.number==3'
  tshark -r b -o tcp.reassemble_out_of_order:TRUE -Y 'frame.number==4'

info PUB001 stale-version-republished, possible
  something
  about   Call-ID c1
  lowered it is harmless here
  proof   it: a#9
  note    a#9: late
  tshark -r a -o tcp.reassemble_out_of_order:TRUE -Y 'frame.number==9'

4 further findings not kept for lack of room, none of them graver.

SUMMARY

packets           9
connections       0
messages          6: SERVICE 5, (unnamed) 1
copies            1 of these are copies of others on their way through servers
publications      0
notifications     0
lost              5 bytes and 1 stretch of unknown length
dropped           4 packets while capturing
undecrypted       0 bytes encrypted or compressed
undecoded         no body
forgotten         2 dialogs, presentities and the like for lack of room
findings          1 error, 1 info (1 only possible)
judged by rules   PUB001 2
not judged        PUB001 3 cases, which need: no missing bytes
forgotten         PUB001 1 entry, for lack of room: it may have missed something
failed            PUB001 stale-version-republished, for a bug of prescap, at
                  b#7: what it would have found is missing
inconclusive      b is cut short
`
	if got := shown(t, Report()[0]); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestCheckText(t *testing.T) {
	const want = `a#3 b#4: error PUB001 stale-version-republished: version 7 (alice@contoso.com, watched by bob@contoso.com, state/1) [×3]
a#9: info PUB001 stale-version-republished: something (Call-ID c1) [possible]
4 further findings not kept for lack of room, none of them graver
1 rule judged 2 cases, 3 cases could not be judged
fail: 1 error, 1 info (1 only possible); 1 certain at or above --fail-on error; and there may be more: b is cut short
`
	if got := shown(t, Check()[0]); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestDocuments(t *testing.T) {
	for _, f := range []Format{Report()[1], Check()[1]} {
		got := shown(t, f)
		for _, want := range []string{
			`"certainty":"possible","message":"something","count":1,"lowered":"it is harmless here","subject":{"callId":"c1"},"evidence":[{"role":"it","file":"a","frames":[9]}]`,
			`"subject":{"presentity":"alice@contoso.com","watcher":"bob@contoso.com","key":{"category":"state","instance":1}},"evidence":[{"role":"it","file":"a","files":["a","b"],"frames":[3,4],`,
			`"silent":[{"lack":"no missing bytes","cases":3}]`, `"evicted":1`, `"findingsLost":4,"untold":1`,
			`"bugs":[{"rule":"PUB001","file":"b","frame":7,"value":"oops"}]`, `"error":"cut short"`,
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", f.Name, want, got)
			}
		}
		if strings.Contains(got, `"account":{`) && strings.Contains(got, `"lost":`) {
			t.Errorf("%s tells how much is lost, which nobody knows", f.Name)
		}
		if strings.Contains(got, "null") {
			t.Errorf("null in\n%s", got)
		}
	}
}

// A packet with very many comments does not drown the finding that it proves.
func TestManyNotes(t *testing.T) {
	frame := capture.Frame{Num: 7}
	in := capture.Input{}
	for range 65_000 {
		in.Comments = append(in.Comments, capture.Comment{Frame: 7, Text: "x"})
	}
	f := &rule.Finding{Evidence: []rule.Evidence{{Frames: []capture.Frame{frame}}, {Frames: []capture.Frame{frame}}, {Frames: []capture.Frame{{File: 3, Num: 1}}}}}
	got := Options{Files: capture.Files{"a"}}.notes(f, []capture.Input{in})
	if len(got) != 21 || got[19] != "#7: x" || got[20] != "and 64980 more" {
		t.Errorf("%d notes, the last %q", len(got), got[len(got)-1])
	}
}

package dialog_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"prescap/analyze/dialog"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
	"prescap/decode/words"
)

// A client is refused, and publishes again. Without the packet in which the server opens
// its stream, that stream is joined and held back for a while, so that the refusal is
// told behind what the client made of it.
const refused = `time 2026-03-02T08:00:00Z
peer bob 10.0.0.1:5001
peer fe  10.0.0.9:5060

open bob > fe
bob > fe
| SERVICE sip:bob@contoso.com SIP/2.0
| From: <sip:bob@contoso.com>;tag=b1;epid=e1
| To: <sip:bob@contoso.com>
| Call-ID: one
| CSeq: 1 SERVICE
| Content-Length: auto
|
+0.010 fe > bob
| SIP/2.0 409 Conflict
| From: <sip:bob@contoso.com>;tag=b1;epid=e1
| To: <sip:bob@contoso.com>;tag=s1
| Call-ID: one
| CSeq: 1 SERVICE
| Content-Length: auto
|
+0.050 bob > fe
| SERVICE sip:bob@contoso.com SIP/2.0
| From: <sip:bob@contoso.com>;tag=b2;epid=e1
| To: <sip:bob@contoso.com>
| Call-ID: two
| CSeq: 1 SERVICE
| Content-Length: auto
|
+1 bob > fe
| SERVICE sip:bob@contoso.com SIP/2.0
| From: <sip:bob@contoso.com>;tag=b3;epid=e1
| To: <sip:bob@contoso.com>
| Call-ID: three
| CSeq: 1 SERVICE
| Content-Length: auto
|
`

// What is told late was missing for whoever judged before; from then on it is there.
func TestWhatIsToldLateCountsAsMissing(t *testing.T) {
	for missing, want := range map[int]fact.Knowledge{-1: fact.Whole, 1: fact.Lossy} { // 1: SYN and ACK of the server.
		packets, err := captext.Packets([]byte(refused))
		if err != nil {
			t.Fatal(err)
		}
		if missing >= 0 {
			packets = slices.Delete(packets, missing, missing+1)
		}
		data, err := captext.Write(packets)
		if err != nil {
			t.Fatal(err)
		}
		src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
		defer src.Close()
		var tracker *dialog.Tracker
		var answer, last *fact.MessageSeen
		var since fact.Knowledge
		tracker = dialog.New(dialog.DefaultLimits(), func(f fact.Fact) {
			if m, ok := f.(*fact.MessageSeen); ok {
				if last = m; answer != nil {
					since = tracker.Since(&answer.About)
				}
				if m.Message.Status == 409 {
					answer = m
				}
			}
		})
		limits := decode.DefaultLimits()
		if _, err := pipeline.Run(context.Background(), src, pipeline.Config{
			Shards: 1, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
		}, func(it *pipeline.Item) error { tracker.Take(it); return nil }); err != nil {
			t.Fatal(err)
		}
		if since != want {
			t.Errorf("without packet %d: since the refusal: %v, want %v", missing, since, want)
		}
		if last.Knowledge != fact.Whole {
			t.Errorf("without packet %d: up to the last message: %v", missing, last.Knowledge)
		}
	}
}

// Requests that wait for an answer are forgotten, and that is counted, where they take more
// room than there is; and no name that is kept is longer than a bound.
func TestRoomForWaitingRequests(t *testing.T) {
	limits := dialog.DefaultLimits()
	limits.Waiting = 1 << 20
	var seen []*fact.MessageSeen
	tracker := dialog.New(limits, func(f fact.Fact) {
		if f, ok := f.(*fact.MessageSeen); ok {
			seen = append(seen, f)
		}
	})
	long := strings.Repeat("x", 100_000)
	for n := range 100 {
		raw := bytes.Repeat([]byte{'y'}, 100_000)
		tracker.Take(&pipeline.Item{Message: &sip.Message{
			Method: "SUBSCRIBE", RequestURI: "sip:a", Raw: raw, Length: len(raw), Frames: []capture.Frame{{Num: n + 1}},
			Header: sip.Header{
				{Name: "From", Value: "<sip:" + long + "@contoso.com>;tag=" + long}, {Name: "To", Value: "<sip:a@contoso.com>"},
				{Name: "Call-ID", Value: fmt.Sprint(long, n)}, {Name: "CSeq", Value: "1 SUBSCRIBE"},
			},
		}})
	}
	if n := tracker.Forgotten(); n < 90 || n > 99 {
		t.Errorf("%d were forgotten", n)
	}
	ids := map[string]bool{}
	for _, f := range seen {
		d := f.Subject.Dialog
		ids[d.CallID] = true
		if len(d.CallID) > words.Longest || len(d.LocalTag) > words.Longest || len(f.Subject.Watcher) > words.Longest {
			t.Fatalf("names of %d, %d and %d bytes are kept", len(d.CallID), len(d.LocalTag), len(f.Subject.Watcher))
		}
	}
	if len(ids) != 100 {
		t.Errorf("%d dialogs are told apart", len(ids))
	}
}

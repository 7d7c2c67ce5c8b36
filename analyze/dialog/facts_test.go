package dialog_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"prescap/analyze/dialog"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
)

var update = flag.Bool("update", false, "rewrite the facts of testdata")

// TestFacts compares the facts of the conversations in testdata/*.txtar with what is
// told there.
func TestFacts(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) != 2 {
				t.Fatal("not a conversation and its facts", err)
			}
			got := facts(t, a.Files[0].Data)
			if got == string(a.Files[1].Data) {
				return
			}
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("got\n%s", got)
		})
	}
}

// facts tells what a conversation means, a line for each fact.
func facts(t *testing.T, text []byte) string {
	data, err := captext.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	var out strings.Builder
	tracker := dialog.New(dialog.DefaultLimits(), func(f fact.Fact) { tell(&out, f) })
	limits := decode.DefaultLimits()
	if _, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Shards: 1, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
	}, func(it *pipeline.Item) error { tracker.Take(it); return nil }); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func tell(out *strings.Builder, f fact.Fact) {
	a := f.Common()
	name := strings.TrimPrefix(fmt.Sprintf("%T", f), "*fact.")
	var more string
	switch f := f.(type) {
	case *fact.MessageSeen:
		more = f.Message.StartLine
	case *fact.HopSeen:
		more = fmt.Sprintf("%s, after %v", f.Message.StartLine, f.After)
	case *fact.ResponseSeen:
		more = fmt.Sprintf("%d answers %s", f.Answer.Status, requestLine(f.Request))
	case *fact.RequestUnanswered:
		more = fmt.Sprintf("%s, proved %t", f.Request.StartLine, f.Proved)
	case *fact.Subscribed:
		more = fmt.Sprintf("refresh %t, expires %v, CSeq before %d, %s", f.Refresh, f.Expires, f.Before.CSeq, subscription(f.Subscription))
	case *fact.SubscribeAnswered:
		more = fmt.Sprintf("%d, granted %v, %s", f.Answer.Status, f.Granted, subscription(f.Subscription))
	case *fact.NotificationSeen:
		more = fmt.Sprintf("%v, known %t, CSeq before %d, %s", f.Carrier, f.Known, f.Subscription.Before.CSeq, subscription(f.Subscription))
	case *fact.Notified:
		more = fmt.Sprintf("%v, of %s to %s", f.Carrier, a.Subject.Presentity, a.Subject.Watcher)
	case *fact.SelfNotified:
		more = fmt.Sprintf("%v, of %s", f.Carrier, a.Subject.Presentity)
	case *fact.DialogEnded:
		more = f.Subscription.Ended.How
	case *fact.Registered:
		more = fmt.Sprintf("%s, added %t", a.Subject.Endpoint, f.Added)
	case *fact.Deregistered:
		more = fmt.Sprintf("%s, by server %t, %s", a.Subject.Endpoint, f.ByServer, f.Reason)
	case *fact.PublishAnswered:
		more = fmt.Sprintf("%d", f.Answer.Status)
	case *fact.Expiry:
		more = f.What
	case *fact.ConnectionOpened, *fact.ConnectionEnded:
		return
	}
	fmt.Fprintf(out, "%s: %s [%s]\n", name, more, a.Knowledge)
}

func requestLine(m *sip.Message) string {
	if m == nil {
		return "nothing seen"
	}
	return m.StartLine
}

func subscription(s fact.Subscription) string {
	ended := s.Ended.How
	if ended == "" {
		ended = "alive"
	}
	return fmt.Sprintf("%s of %s, begin seen %t, %s", s.Event, s.Watcher, s.Seen, ended)
}

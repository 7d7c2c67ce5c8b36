package ruletest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
)

// Run tests each rule with its conversations, and that it has them.
func Run(t *testing.T, rules []*rule.Rule) {
	for _, err := range rule.Validate(rules) {
		t.Error(err)
	}
	for _, r := range rules {
		t.Run(r.ID, func(t *testing.T) {
			for _, sort := range []string{"bad", "good", "blind"} {
				names, _ := filepath.Glob(filepath.Join("testdata", r.ID, sort+"*.txt"))
				if len(names) == 0 {
					t.Errorf("testdata/%s has no %s.txt", r.ID, sort)
				}
				for _, name := range names {
					t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { file(t, r, sort, name) })
				}
			}
		})
	}
}

// file tests a rule with one conversation.
func file(t *testing.T, r *rule.Rule, sort, name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	marks, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	report := Analyze(t, text, []*rule.Rule{r})
	for _, bug := range report.Bugs {
		t.Errorf("panic at frame %d: %v\n%s", bug.Frame.Num, bug.Value, bug.Stack)
	}
	c := report.Coverage[0]
	switch sort {
	case "bad":
		if len(marks.wants) == 0 {
			t.Error("nothing is wanted")
		}
		marks.compare(t, report.Findings)
	case "good":
		marks.compare(t, report.Findings)
		if len(marks.wants) > 0 || c.Checked == 0 {
			t.Errorf("%d wanted, %d cases looked at", len(marks.wants), c.Checked)
		}
	case "blind":
		marks.compare(t, report.Findings)
		if c.Certain > 0 {
			t.Errorf("%d certain findings", c.Certain)
		}
		if marks.blind < 0 {
			t.Error("nothing says what is missing: # blind ...")
		} else if c.Skipped[marks.blind] == 0 && c.Possible == 0 {
			t.Errorf("neither skipped for that reason nor possible: %v", c.Skipped)
		}
	}
}

// Analyze runs rules over a conversation.
func Analyze(t testing.TB, text []byte, rules []*rule.Rule) analyze.Report {
	t.Helper()
	data, err := captext.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return Capture(t, data, rules)
}

// Packets runs rules over packets, in the order in which they stand.
func Packets(t testing.TB, packets []captext.Packet, rules []*rule.Rule) analyze.Report {
	t.Helper()
	data, err := captext.Write(packets)
	if err != nil {
		t.Fatal(err)
	}
	return Capture(t, data, rules)
}

// Capture runs rules over a pcapng or pcap capture.
func Capture(t testing.TB, data []byte, rules []*rule.Rule) analyze.Report {
	t.Helper()
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	a := analyze.New(analyze.Config{Rules: rules, Limits: analyze.DefaultLimits()})
	limits := decode.DefaultLimits()
	acc, err := pipeline.Run(context.Background(), src, pipeline.Config{
		Shards: 2, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true,
	}, a.Take)
	if err != nil {
		t.Fatal(err)
	}
	return a.Report(acc)
}

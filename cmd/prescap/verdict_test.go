package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"prescap/analyze"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/cmd/prescap/internal/render"
	"prescap/decode/sip"
)

// Of everything that may come together the first of the list is the exit code.
func TestPrecedenceOfExitCodes(t *testing.T) {
	bits := []struct {
		code int
		set  func(*ending)
	}{
		{70, func(e *ending) { e.bugs = []rule.Bug{{}} }},
		{2, func(e *ending) {
			e.account.Inputs = []capture.Input{{Err: fmt.Errorf("%w: empty", capture.ErrUnreadable)}}
		}},
		{4, func(e *ending) { e.late = true }},
		{1, func(e *ending) { e.failing = 1 }},
		{3, func(e *ending) { e.inconclusive = []string{"nothing"} }},
	}
	for set := range 1 << len(bits) {
		want := 0
		var e, bug, unwritten, lenient ending
		lenient.lenient = true
		for i := len(bits) - 1; i >= 0; i-- {
			if set&(1<<i) == 0 {
				continue
			}
			want = bits[i].code
			for _, e := range []*ending{&e, &bug, &unwritten, &lenient} {
				bits[i].set(e)
			}
		}
		if got := e.code(); got != want {
			t.Errorf("set %05b: exit code %d, want %d", set, got, want)
		}
		if bug.bug = new(pipeline.InternalError); bug.code() != 70 {
			t.Errorf("set %05b and a bug of the run: exit code %d", set, bug.code())
		}
		if unwritten.err = errors.New("disk full"); unwritten.code() != worst(2, want) {
			t.Errorf("set %05b and an output not written: exit code %d", set, unwritten.code())
		}
		if want == 3 {
			want = 0
		}
		if got := lenient.code(); got != want {
			t.Errorf("set %05b, inconclusive allowed: exit code %d, want %d", set, got, want)
		}
	}
}

func TestThreshold(t *testing.T) {
	findings := []rule.Finding{
		{Severity: rule.Error}, {Severity: rule.Error, Certainty: rule.Possible},
		{Severity: rule.Warning}, {Severity: rule.Warning}, {Severity: rule.Info},
	}
	for word, want := range map[string]int{"error": 1, "warning": 3, "info": 4, "never": 0} {
		var s threshold
		if err := s.Set(word); err != nil || s.String() != word || s.count(findings) != want {
			t.Errorf("%s: %v, %s, %d findings count, want %d", word, err, &s, s.count(findings), want)
		}
	}
	if new(threshold).count(findings) != 0 {
		t.Error("findings count where nobody asked")
	}
}

// A rule that panics is a bug of ours: told with its ID and frame, exit code 70, and
// everything else is shown all the same.
func TestPanicOfARule(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const name = "../../samples/clean-signin.pcapng"
	bad := &rule.Rule{ID: "SIP999", Name: "falls-over", Watch: func(h *rule.Hooks) {
		rule.On(h, func(*rule.Pass, *fact.Published) { panic("oops") })
	}}
	for _, formats := range [][]render.Format{render.Report(), render.Check()} {
		var stdout, stderr bytes.Buffer
		std := stdio{out: &stdout, err: &stderr}
		o := &options{color: "never", maxLoss: 1, maxUndecrypted: 10}
		in := &inputs{names: []string{name}}
		src, err := in.open(std, o)
		if err != nil {
			t.Fatal(err)
		}
		outs, err := o.open(std.out, in, formats)
		if err != nil {
			t.Fatal(err)
		}
		j := &job{formats: formats, decode: true, study: &analyze.Config{Rules: []*rule.Rule{bad}, Limits: analyze.DefaultLimits()}}
		code := codeOf(o.read(t.Context(), std, src, outs, j), &stderr)
		src.Close()
		if code != exitInternal {
			t.Errorf("exit code %d", code)
		}
		if !strings.HasPrefix(stderr.String(), "prescap: internal error (a bug of prescap) in rule SIP999 falls-over, at frame 22 of ../../samples/clean-signin.pcapng; details are in ") ||
			!strings.Contains(stderr.String(), "\n47 packets, 1 connection, 15 SIP messages, 1 publication, 0 findings, 0 bytes lost\n") {
			t.Errorf("told %q", &stderr)
		}
		if !strings.Contains(stdout.String(), "rule SIP999 failed for a bug of prescap") {
			t.Errorf("shown %q", &stdout)
		}
	}
	files, _ := filepath.Glob(filepath.Join(os.TempDir(), "prescap-crash-*.txt"))
	if len(files) != 2 {
		t.Fatalf("%d files with details", len(files))
	}
	details, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(details, []byte("in rule SIP999 falls-over, at frame 22 of ../../samples/clean-signin.pcapng: oops")) || !bytes.Contains(details, []byte("verdict_test.go")) {
		t.Errorf("details do not lead to the bug: %v\n%s", err, details)
	}
}

// So is a panic of the analysis, which ends the run.
func TestPanicOfTheAnalysis(t *testing.T) {
	s := &study{analyzer: new(analyze.Analyzer)}
	m := &sip.Message{Frames: []capture.Frame{{Num: 7}}}
	var bug *pipeline.InternalError
	if err := s.take(&pipeline.Item{Message: m}); !errors.As(err, &bug) || bug.Where != "analysing frame 7" || len(bug.Stack) == 0 {
		t.Errorf("%v", err)
	}
}

// What ended a run early is a reason to doubt its result.
func TestVerdictOfWhatWentWrong(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	o, j := &options{maxLoss: 1, maxUndecrypted: 10}, &job{decode: true, failOn: threshold{true, rule.Error}}
	r := &analyze.Report{Account: pipeline.Account{Messages: 1}}
	e := o.judge(ctx, j, r, 1, ctx.Err())
	if v := e.verdict(j); v.Word() != render.Inconclusive || len(v.Reasons) != 1 || v.Reasons[0] != "it was stopped before the end" || e.code() != exitInconclusive {
		t.Errorf("stopped: %+v, exit code %d", v, e.code())
	}
	e = o.judge(t.Context(), j, r, 1, errors.New("the wire broke"))
	if v := e.verdict(j); v.Word() != render.Inconclusive || v.Reasons[0] != "the wire broke" || e.code() != exitUsage {
		t.Errorf("broken: %+v, exit code %d", v, e.code())
	}
	e = o.judge(t.Context(), j, r, 1, nil)
	if v := e.verdict(j); v.Word() != render.Pass || e.code() != 0 {
		t.Errorf("whole: %+v, exit code %d", v, e.code())
	}
}

// A run that had to forget something for lack of room says so, and is inconclusive.
func TestForgettingIsInconclusive(t *testing.T) {
	o, j := &options{}, &job{}
	whole := &analyze.Report{Account: pipeline.Account{Messages: 1}}
	if e := o.judge(context.Background(), j, whole, 0, nil); e.code() != 0 {
		t.Fatalf("without forgetting: exit code %d, %q", e.code(), e.inconclusive)
	}
	r := *whole
	r.Counts.Forgotten = 2
	r.Coverage = []rule.Coverage{{Rule: &rule.Rule{ID: "SIP901"}, Evicted: 1}, {Rule: &rule.Rule{ID: "SIP902"}}}
	e := o.judge(context.Background(), j, &r, 0, nil)
	want := "2 dialogs, presentities and the like were forgotten for lack of room; rule SIP901 forgot 1 case for lack of room"
	if got := strings.Join(e.inconclusive, "; "); got != want || e.code() != exitInconclusive {
		t.Errorf("%q, exit code %d", got, e.code())
	}
}

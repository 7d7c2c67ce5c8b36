package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"prescap/analyze"
	"prescap/analyze/rules"
	"prescap/capture"
	"prescap/capture/intake"
	"prescap/capture/pcapfile"
	"prescap/tui"
)

// broken is a source with a bug.
type broken struct{}

func (broken) Next(context.Context, *capture.Record) (capture.Status, error) { panic("\x1b[2Joops") }
func (broken) Inputs() []capture.Input                                       { return nil }
func (broken) Close() error                                                  { return nil }

// crash checks what is told of a bug: where, and where the details are.
func crash(t *testing.T, code int, stderr, where string) {
	t.Helper()
	if code != exitInternal {
		t.Errorf("exit code %d, want %d", code, exitInternal)
	}
	if !strings.HasPrefix(stderr, "prescap: internal error (a bug of prescap) "+where) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("told %q", stderr)
	}
	files, _ := filepath.Glob(filepath.Join(os.TempDir(), "prescap-crash-*.txt"))
	if len(files) != 1 || !strings.HasSuffix(stderr, "; details are in "+files[0]+"\n") {
		t.Fatalf("details are not in one of %v: %q", files, stderr)
	}
	details, err := os.ReadFile(files[0])
	if err != nil || !bytes.Contains(details, []byte("oops")) || !bytes.Contains(details, []byte("crash_test.go")) {
		t.Errorf("details do not lead to the bug: %v\n%s", err, details)
	}
}

func TestPanicOfTheReader(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var stderr bytes.Buffer
	seen := newWitness(broken{})
	src := &taken{intake.New(seen, intake.Config{}), seen}
	err := new(options).read(t.Context(), stdio{err: &stderr}, src, nil, &job{})
	crash(t, codeOf(err, &stderr), stderr.String(), "reading, after frame 0")
}

func TestPanicOfACommand(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var stderr bytes.Buffer
	std := stdio{nil, new(bytes.Buffer), &stderr}
	root := rootCommand(std)
	command, _, err := root.Find([]string{"version"})
	if err != nil {
		t.Fatal(err)
	}
	command.RunE = nil
	command.Run = func(*cobra.Command, []string) { panic("oops") }
	crash(t, execute(t.Context(), root, []string{"version"}, std), stderr.String(), "in prescap version")
}

// A panic while a snapshot is made ends the run like any other.
func TestPanicOfASnapshot(t *testing.T) {
	from, to := io.Pipe()
	defer to.Close()
	s := newSession(pcapfile.Open([]string{"-"}, from), 0, nil, nil) // Without an analyzer to ask.
	go s.run(t.Context(), new(options).config(&job{}, nil), func(r *analyze.Report, events int, err error) *ending {
		return new(options).judge(t.Context(), &job{}, r, events, err)
	})
	data, err := os.ReadFile("../../samples/morning.pcapng")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write(data); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on")
	}
	if s.end.bug == nil || s.end.code() != exitInternal || !s.newest.Load().Progress.Ended {
		t.Errorf("ended with %+v", s.end)
	}
}

// Where nothing can be left behind, everything is told.
func TestCrashWithoutTemporaryFiles(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	var stderr bytes.Buffer
	if code := crashed(&stderr, "here", "oops", []byte("the stack")); code != exitInternal {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"here: oops\n\nthe stack\n", "(a bug of prescap) here; details are above\n"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("not told: %q in %q", want, &stderr)
		}
	}
}

// brokenMain is prescap with a bug: opening a message panics.
func brokenMain() {
	std := stdio{os.Stdin, os.Stdout, os.Stderr}
	o := tuiOptions{}
	cmd := &cobra.Command{Use: "prescap", SilenceErrors: true, SilenceUsage: true}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		o.inspect = func(*tui.Snapshot, int) (*tui.Message, error) { panic("oops") }
		return o.run(context.Background(), std, args)
	}
	o.reading(cmd)
	o.selection.flags(cmd, rules.All())
	os.Exit(execute(context.Background(), cmd, os.Args[1:], std))
}

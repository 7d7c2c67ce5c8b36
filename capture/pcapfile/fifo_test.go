//go:build unix

package pcapfile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"prescap/capture"
)

// A named pipe that nobody writes to yet keeps neither Open nor who stops
// waiting; one that is written to is read like any other.
func TestNamedPipe(t *testing.T) {
	defer goleak.VerifyNone(t)
	dir := t.TempDir()
	name, other := filepath.Join(dir, "silent"), filepath.Join(dir, "written")
	for _, n := range []string{name, other} {
		if err := syscall.Mkfifo(n, 0o600); err != nil {
			t.Skip("no named pipes here:", err)
		}
	}
	src := Open([]string{name}, nil)
	var r capture.Record
	if status, err := src.Next(t.Context(), &r); status != capture.Idle || err != nil {
		t.Fatal(status, err)
	}
	time.Sleep(20 * time.Millisecond) // Now somebody waits for a writer.
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if status, err := src.Next(ctx, &r); status != capture.End || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(status, err)
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}

	go os.WriteFile(other, join(pcapHead(le, 0xa1b2c3d4), pcapRec(le, 1, 0, "abc")), 0)
	src = Open([]string{other}, nil)
	if got := drain(t, src); len(got) != 1 || got[0].Data != "abc" || src.Inputs()[0].Err != nil {
		t.Errorf("%+v, %v", got, src.Inputs()[0].Err)
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/capture"
)

// Exit codes. Where several apply, the first of: internal, usage, limit,
// inconclusive.
const (
	exitUsage        = 2 // Usage, or an input that could not be read at all.
	exitInconclusive = 3 // The capture does not show enough, or was cut short.
	exitLimit        = 4 // Out of time.
	exitInternal     = 70
)

// verdict is the end of a command with an exit code other than 0. What there is
// to say may have been said already; then err is nil.
type verdict struct {
	code int
	err  error
}

func (v *verdict) Error() string {
	if v.err == nil {
		return fmt.Sprintf("exit code %d", v.code)
	}
	return v.err.Error()
}

func (v *verdict) Unwrap() error { return v.err }

func usage(err error) error { return &verdict{exitUsage, err} }

var errMaxTime = errors.New("the time given by --max-time is over")

// codeOf tells err, unless it was told, and returns the exit code.
func codeOf(err error, stderr io.Writer) int {
	var v *verdict
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &v):
		v = &verdict{exitUsage, err} // Cobra's own.
	}
	if v.err != nil {
		fmt.Fprintf(stderr, "prescap: %v\n", v.err)
	}
	return v.code
}

// conclude writes what there is to say at the end of a run, and returns its
// verdict.
func (o *options) conclude(ctx context.Context, stderr io.Writer, acc analyze.Account, err error) error {
	var bug *pipeline.InternalError
	if errors.As(err, &bug) {
		return &verdict{code: crashed(stderr, bug.Where, bug.Value, bug.Stack)}
	}
	code := 0
	worse := func(c int) { // The codes are asked in the order of their rank.
		if code == 0 {
			code = c
		}
	}
	for _, in := range acc.Inputs {
		if in.Err != nil {
			fmt.Fprintf(stderr, "prescap: %s: %v\n", in.Name, in.Err)
		}
		if errors.Is(in.Err, capture.ErrUnreadable) {
			worse(exitUsage)
		}
	}
	stopped := ctx.Err() != nil
	switch {
	case err != nil && !stopped:
		fmt.Fprintf(stderr, "prescap: %s\n", reason(err))
		worse(exitUsage)
	case stopped && errors.Is(context.Cause(ctx), errMaxTime):
		fmt.Fprintf(stderr, "prescap: stopped after %s (--max-time)\n", o.maxTime)
		worse(exitLimit)
	}
	if !o.quiet {
		fmt.Fprintln(stderr, summary(acc))
	}
	why := o.inconclusive(acc)
	if stopped && code != exitLimit {
		why = append(why, "it was stopped before the end")
	}
	if len(why) > 0 {
		if !o.quiet {
			fmt.Fprintf(stderr, "inconclusive: %s\n", strings.Join(why, "; "))
		}
		worse(exitInconclusive)
	}
	if code == 0 {
		return nil
	}
	return &verdict{code: code}
}

// inconclusive says why the capture does not show enough, if it does not.
func (o *options) inconclusive(acc analyze.Account) []string {
	var why []string
	for _, in := range acc.Inputs {
		if errors.Is(in.Err, capture.ErrCutShort) {
			why = append(why, in.Name+" is cut short")
		}
	}
	l := acc.Loss
	if acc.Messages == 0 {
		why = append(why, "no SIP message was found")
	}
	if share := part(l.Bytes, l.Bytes+l.Carried); share > float64(o.maxLoss) {
		why = append(why, fmt.Sprintf("%.1f%% of the SIP bytes are missing (--max-loss %s)", share, &o.maxLoss))
	}
	if l.Unknown > 0 {
		why = append(why, plural(l.Unknown, "stretch of unknown length is missing", "stretches of unknown length are missing"))
	}
	if share := part(l.Undecrypted, l.Carried); share > float64(o.maxUndecrypted) {
		why = append(why, fmt.Sprintf("%.1f%% of what may be SIP is encrypted or compressed (--max-undecrypted %s)", share, &o.maxUndecrypted))
	}
	return why
}

func part(n, of int64) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// crashed tells of a bug of ours, leaves its details in a file, and returns the
// exit code.
func crashed(stderr io.Writer, where string, value any, stack []byte) int {
	if stack == nil {
		stack = debug.Stack()
	}
	at := ""
	if f, err := os.CreateTemp("", "prescap-crash-*.txt"); err == nil {
		fmt.Fprintf(f, "prescap %s\n%s: %v\n\n%s", buildVersion(), where, value, stack)
		f.Close()
		at = "; details are in " + f.Name()
	}
	fmt.Fprintf(stderr, "prescap: internal error (a bug of prescap) %s%s\n", where, at)
	return exitInternal
}

// reason is an error without the operation and the name that os puts before it.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

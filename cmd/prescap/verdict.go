package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

// Exit codes; 1 is kept for findings.
const (
	exitUsage        = 2
	exitInconclusive = 3
	exitLimit        = 4
	exitInternal     = 70
)

// exitCodes lists the exit codes and what they mean. Where several apply, it is
// the first that counts.
func exitCodes() []struct {
	code int
	doc  string
} {
	return []struct {
		code int
		doc  string
	}{
		{exitInternal, "internal error: a bug of prescap"},
		{exitUsage, "wrong usage, an unreadable input, or an output that cannot be written"},
		{exitLimit, "stopped by --max-time"},
		{exitInconclusive, "inconclusive: no SIP message, too much missing or hidden, or cut short"},
		{0, "none of these"},
	}
}

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
		tell(stderr, "prescap: %v", v.err)
	}
	return v.code
}

// conclude writes what there is to say at the end of a run, and returns its
// verdict.
func (o *options) conclude(ctx context.Context, stderr io.Writer, acc pipeline.Account, err error) error {
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
			tell(stderr, "prescap: %s: %v", in.Name, in.Err)
		}
		if errors.Is(in.Err, capture.ErrUnreadable) {
			worse(exitUsage)
		}
	}
	stopped := ctx.Err() != nil
	switch {
	case err != nil && !stopped:
		tell(stderr, "prescap: %v", err)
		worse(exitUsage)
	case stopped && errors.Is(context.Cause(ctx), errMaxTime):
		tell(stderr, "prescap: stopped after %s (--max-time)", o.maxTime)
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
			tell(stderr, "inconclusive: %s", strings.Join(why, "; "))
		}
		worse(exitInconclusive)
	}
	if code == 0 {
		return nil
	}
	return &verdict{code: code}
}

// inconclusive says why the capture does not show enough, if it does not.
func (o *options) inconclusive(acc pipeline.Account) []string {
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

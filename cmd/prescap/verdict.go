package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/cmd/prescap/internal/render"
)

var errMaxTime = errors.New("the time given by --max-time is over")

// ending is how a run ended.
type ending struct {
	account      pipeline.Account
	bug          *pipeline.InternalError // Of the run as a whole.
	bugs         []rule.Bug
	err          error    // Of the source or an output.
	late         bool     // Stopped by --max-time.
	failing      int      // Findings that count for --fail-on.
	inconclusive []string // Why the capture does not show enough.
	lenient      bool     // That does not matter.
}

// judge says how a run ended: with which account and result, by which error.
func (o *options) judge(ctx context.Context, j *job, r *analyze.Report, events int, err error) *ending {
	e := &ending{account: r.Account, bugs: r.Bugs, failing: j.failOn.count(r.Findings), lenient: j.lenient}
	e.inconclusive = append(o.inconclusive(&r.Account, j.decode, events), forgot(r)...)
	stopped := ctx.Err() != nil
	switch {
	case errors.As(err, &e.bug):
	case err != nil && !stopped:
		e.err = err
	case stopped && errors.Is(context.Cause(ctx), errMaxTime):
		e.late = true
	case stopped && !o.follow && !o.live(): // There, it is how a run ends.
		e.inconclusive = append(e.inconclusive, "it was stopped before the end")
	}
	return e
}

// code is the exit code.
func (e *ending) code() int {
	codes := []int{0}
	for _, c := range []struct {
		holds bool
		code  int
	}{
		{e.bug != nil || len(e.bugs) > 0, exitInternal},
		{e.err != nil || e.unreadable() != nil, exitUsage},
		{e.late, exitLimit},
		{e.failing > 0, exitFindings},
		{len(e.inconclusive) > 0 && !e.lenient, exitInconclusive},
	} {
		if c.holds {
			codes = append(codes, c.code)
		}
	}
	return worst(codes...)
}

// verdict is what the result is worth, for those who read it. Whatever ended the
// run early may have kept findings away.
func (e *ending) verdict(j *job) render.Verdict {
	v := render.Verdict{FailOn: j.failOn.String(), Failing: e.failing, Reasons: e.inconclusive}
	for _, name := range e.unreadable() {
		v.Reasons = append(v.Reasons, name+" could not be read")
	}
	if e.err != nil {
		v.Reasons = append(v.Reasons, e.err.Error())
	}
	if e.late {
		v.Reasons = append(v.Reasons, "it was stopped by --max-time")
	}
	for _, b := range e.bugs {
		v.Reasons = append(v.Reasons, fmt.Sprintf("rule %s failed for a bug of prescap", b.Rule.ID))
	}
	if e.bug != nil {
		v.Reasons = append(v.Reasons, "the run failed for a bug of prescap")
	}
	return v
}

// unreadable names the inputs that gave nothing at all.
func (e *ending) unreadable() []string {
	var names []string
	for _, in := range e.account.Inputs {
		if errors.Is(in.Err, capture.ErrUnreadable) {
			names = append(names, in.Name)
		}
	}
	return names
}

// tell writes what there is to say of how a run ended, and returns what ends the
// command. told is true where people have read the verdict already.
func (o *options) tell(stderr io.Writer, e *ending, r *analyze.Report, told bool) error {
	if e.bug != nil {
		return &exit{code: crashed(stderr, e.bug.Where, e.bug.Value, e.bug.Stack)}
	}
	for _, b := range e.bugs {
		where := fmt.Sprintf("in rule %s %s", b.Rule.ID, b.Rule.Name)
		if b.Frame.Num > 0 {
			where += fmt.Sprintf(", at frame %d", b.Frame.Num)
			if all := e.account.Inputs; b.Frame.File < len(all) { // Live, there may be more files than inputs.
				where += " of " + all[b.Frame.File].Name
			}
		}
		crashed(stderr, where, b.Value, b.Stack)
	}
	for _, in := range e.account.Inputs {
		if in.Err != nil {
			tell(stderr, "prescap: %s: %v", in.Name, in.Err)
		}
	}
	if e.err != nil {
		tell(stderr, "prescap: %v", e.err)
	}
	if e.late {
		tell(stderr, "prescap: stopped after %s (--max-time)", o.maxTime)
	}
	if !o.quiet {
		fmt.Fprintln(stderr, summary(r))
		if len(e.inconclusive) > 0 && !told {
			tell(stderr, "inconclusive: %s", strings.Join(e.inconclusive, "; "))
		}
	}
	if code := e.code(); code != 0 {
		return &exit{code: code}
	}
	return nil
}

// inconclusive says why the capture does not show enough, if it does not. Those
// who decode want presence events, the others messages.
func (o *options) inconclusive(acc *pipeline.Account, decode bool, events int) []string {
	var why []string
	for _, in := range acc.Inputs {
		if errors.Is(in.Err, capture.ErrCutShort) {
			why = append(why, in.Name+" is cut short")
		}
	}
	l := acc.Loss
	switch {
	case acc.Messages == 0 && o.filter != "":
		why = append(why, "no SIP message was found among what fits the filter")
	case acc.Messages == 0:
		why = append(why, "no SIP message was found")
	case decode && events == 0:
		why = append(why, "no SIP message says anything about presence")
	}
	if share := part(l.Bytes, l.Bytes+l.Carried); share > float64(o.maxLoss) {
		why = append(why, fmt.Sprintf("%.1f%% of the SIP bytes are missing (--max-loss %s)", share, &o.maxLoss))
	}
	if share := dropped(acc.Inputs); share > float64(o.maxLoss) {
		why = append(why, fmt.Sprintf("%.1f%% of the packets were dropped while capturing (--max-loss %s)", share, &o.maxLoss))
	}
	if l.Unknown > 0 {
		why = append(why, plural(l.Unknown, "stretch of unknown length is missing", "stretches of unknown length are missing"))
	}
	if share := part(l.Undecrypted, l.Carried); share > float64(o.maxUndecrypted) {
		why = append(why, fmt.Sprintf("%.1f%% of what may be SIP is encrypted or compressed (--max-undecrypted %s)", share, &o.maxUndecrypted))
	}
	return why
}

// dropped is the share of all packets that were dropped before they were captured.
func dropped(inputs []capture.Input) float64 {
	var lost, all int64
	for _, in := range inputs {
		lost += int64(in.Dropped)
		all += int64(in.Packets) + int64(in.Dropped)
	}
	return part(lost, all)
}

// forgot says what the analysis had no room for.
func forgot(r *analyze.Report) []string {
	var why []string
	if n := r.Counts.Forgotten; n > 0 {
		why = append(why, plural(n, "dialog, presentity or the like was", "dialogs, presentities and the like were")+" forgotten for lack of room")
	}
	for i := range r.Coverage {
		if c := &r.Coverage[i]; c.Evicted > 0 {
			why = append(why, fmt.Sprintf("rule %s forgot %s for lack of room", c.Rule.ID, plural(c.Evicted, "case", "cases")))
		}
	}
	return why
}

func part(n, of int64) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

package main

import (
	"context"
	"runtime"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/cmd/prescap/internal/render"
	"prescap/decode"
	"prescap/decode/sip"
)

// job is what a command makes of captures.
type job struct {
	formats []render.Format
	decode  bool                        // It wants to know what messages say about presence,
	study   *analyze.Config             // and, unless nil, what that means.
	stream  bool                        // It shows things as they come.
	failOn  threshold                   // Findings from this severity on count.
	lenient bool                        // Being inconclusive does not count.
	until   *moment                     // Where the study ends; nil for the end of the run.
	found   func(*analyze.Report) error // Says what is not there that was asked for; may be nil.
}

// run reads the captures, shows what it finds, and says what that is worth.
func (o *options) run(ctx context.Context, std stdio, args []string, j job) error {
	if o.list {
		return listInterfaces(std.out)
	}
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	src, err := inputs.open(std, o)
	if err != nil {
		return err
	}
	defer src.Close()
	outs, err := o.open(std.out, inputs, j.formats)
	if err := first(err, inputs.secure(std, &o.capturing)); err != nil {
		outs.close()
		return err
	}
	ctx, cancel := o.timed(ctx, inputs)
	defer cancel()
	return o.read(ctx, std, src, outs, &j)
}

// timed ends a context when the time is over that a run may take.
func (o *options) timed(ctx context.Context, in *inputs) (context.Context, context.CancelFunc) {
	var cancel context.CancelFunc = func() {}
	if o.maxTime > 0 {
		ctx, cancel = context.WithTimeoutCause(ctx, o.maxTime, errMaxTime)
	}
	if in.timeout > 0 {
		outer := cancel
		var inner context.CancelFunc
		ctx, inner = context.WithTimeoutCause(ctx, in.timeout, errTime)
		cancel = func() { inner(); outer() }
	}
	return ctx, cancel
}

// read shows what a source brings in outs, and closes them.
func (o *options) read(ctx context.Context, std stdio, src *taken, outs outputs, j *job) error {
	study := newStudy(j.study)
	study.until = j.until
	progress := o.progress(std, src, j.stream)
	acc, err := pipeline.Run(ctx, progress, o.config(j, outs.flush), func(it *pipeline.Item) error {
		progress.item(it)
		if err := study.take(it); err != nil {
			return err
		}
		return outs.item(it)
	})
	progress.stop()
	report := study.report(acc)
	end := o.judge(ctx, j, &report, study.events, err)
	var shown error
	if absent := j.absent(&report); absent == nil {
		shown = outs.finish(&render.Result{Report: report, Verdict: end.verdict(j)})
	} else if report.Account.Messages > 0 { // Else it is said that there is none.
		end.err = first(end.err, absent)
	}
	end.err = first(end.err, shown, outs.close(), src.Close())
	src.seen.tell(std.err)
	return o.tell(std.err, end, &report, outs.judged())
}

// absent says what is not there that was asked for.
func (j *job) absent(r *analyze.Report) error {
	if j.found == nil {
		return nil
	}
	return j.found(r)
}

// first returns the first error there is: what follows it mostly follows from it.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *options) config(j *job, flush func() error) pipeline.Config {
	cfg := pipeline.Config{Shards: o.shards, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Flush: flush}
	if o.shards <= 0 {
		cfg.Shards = runtime.GOMAXPROCS(0)
	}
	if j.decode {
		limits := decode.DefaultLimits()
		cfg.Decode, cfg.Clock = &limits, j.study != nil
	}
	return cfg
}

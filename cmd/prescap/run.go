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
	decode  bool            // It wants to know what messages say about presence,
	study   *analyze.Config // and, unless nil, what that means.
	stream  bool            // It shows things as they come.
	failOn  threshold       // Findings from this severity on count.
	lenient bool            // Being inconclusive does not count.
}

// run reads the captures, shows what it finds, and says what that is worth.
func (o *options) run(ctx context.Context, std stdio, args []string, j job) error {
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	outs, err := o.open(std.out, inputs.names, j.formats)
	if err != nil {
		outs.close()
		return err
	}
	if o.maxTime > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.maxTime, errMaxTime)
		defer cancel()
	}
	src := inputs.open(std.in)
	defer src.Close()
	return o.read(ctx, std, src, outs, &j)
}

// read shows what a source brings in outs, and closes them.
func (o *options) read(ctx context.Context, std stdio, src capture.Source, outs outputs, j *job) error {
	seen, study := newWitness(src), newStudy(j.study)
	progress := o.progress(std, seen, j.stream)
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
	shown := outs.finish(&render.Result{Report: report, Verdict: end.verdict(j)})
	end.err = first(end.err, shown, outs.close())
	seen.tell(std.err)
	return o.tell(std.err, end, &report, outs.judged())
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

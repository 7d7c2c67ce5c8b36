package main

import (
	"context"
	"runtime"

	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/capture/pcapfile"
	"prescap/cmd/prescap/internal/render"
	"prescap/decode/sip"
)

// run reads the captures, shows what it finds, and says what that is worth.
func (o *options) run(ctx context.Context, std stdio, args []string, formats []render.Format) error {
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	outs, err := o.open(std.out, inputs, formats)
	if err != nil {
		outs.close()
		return err
	}
	if o.maxTime > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.maxTime, errMaxTime)
		defer cancel()
	}
	src := pcapfile.Open(inputs, std.in)
	defer src.Close()
	return o.follow(ctx, std, src, outs)
}

// follow shows what a source brings in outs, and closes them.
func (o *options) follow(ctx context.Context, std stdio, src capture.Source, outs outputs) error {
	seen := newWitness(src)
	acc, err := pipeline.Run(ctx, seen, o.config(outs.flush), outs.item)
	for _, end := range []func() error{outs.finish, outs.close} {
		if e := end(); err == nil {
			err = e
		}
	}
	seen.tell(std.err)
	return o.conclude(ctx, std.err, acc, err)
}

func (o *options) config(flush func() error) pipeline.Config {
	shards := o.shards
	if shards <= 0 {
		shards = runtime.GOMAXPROCS(0)
	}
	return pipeline.Config{Shards: shards, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Flush: flush}
}

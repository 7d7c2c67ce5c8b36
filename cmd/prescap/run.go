package main

import (
	"bufio"
	"context"
	"errors"
	"io"
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
	var flushes []func() error
	outs, err := o.outputs(std, inputs, formats, &flushes)
	defer func() {
		for _, out := range outs {
			out.close()
		}
	}()
	if err != nil {
		return err
	}
	flush := func() error {
		var errs []error
		for _, f := range flushes {
			errs = append(errs, f())
		}
		return errors.Join(errs...)
	}
	if o.maxTime > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, o.maxTime, errMaxTime)
		defer cancel()
	}

	src := pcapfile.Open(inputs, std.in)
	defer src.Close()
	acc, err := pipeline.Run(ctx, src, o.config(flush), func(it *pipeline.Item) error {
		for _, out := range outs {
			if err := out.Item(it); err != nil {
				return err
			}
		}
		return nil
	})
	errs := []error{err}
	for _, out := range outs {
		errs = append(errs, out.Renderer.Close())
	}
	errs = append(errs, flush())
	return o.conclude(ctx, std.err, acc, errors.Join(errs...))
}

func (o *options) config(flush func() error) pipeline.Config {
	shards := o.shards
	if shards <= 0 {
		shards = runtime.GOMAXPROCS(0)
	}
	return pipeline.Config{Shards: shards, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Flush: flush}
}

func newBuffer(w io.Writer) *bufio.Writer { return bufio.NewWriterSize(w, 64<<10) }

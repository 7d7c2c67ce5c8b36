package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"prescap/capture"
	"prescap/decode"
	"prescap/decode/sip"
)

// Config says how a run is done. Nothing in it changes what comes out, but for
// the limits.
type Config struct {
	Shards  int // Goroutines that decode; at least 1.
	Batch   int // Packets to a batch; 0 for the usual number.
	Capture capture.Limits
	SIP     sip.Limits

	// Decode, unless nil, has presence decoded, within these limits.
	Decode *decode.Limits

	// Clock has the run tell of every step of the capture clock, and of the end.
	Clock bool

	// Flush, unless nil, is called from the calling goroutine after the items of
	// each batch: whoever follows live wants to see them now.
	Flush func() error
}

// InternalError is a bug of ours that was caught: a panic in the run.
type InternalError struct {
	Where string // The part of the run, and the frame it was at.
	Value any
	Stack []byte
}

// Error says where it happened, for people.
func (e *InternalError) Error() string { return fmt.Sprintf("%s: %v", e.Where, e.Value) }

// Run reads src to its end and calls sink with every item, in order, from the
// calling goroutine. It returns when all its goroutines have ended, also when
// ctx ends or sink returns an error, which it then returns.
//
// The account is of what was read until then. An input that could not be read
// to its end is told in Account.Inputs and is no error. Run does not close src.
func Run(ctx context.Context, src capture.Source, cfg Config, sink func(*Item) error) (Account, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cfg.Shards = max(1, cfg.Shards)

	free := make(chan *batch, inFlight)
	for range inFlight {
		free <- newBatch(cfg.Shards)
	}
	queued := make(chan *batch, inFlight)
	in, out := make([]chan *part, cfg.Shards), make([]chan struct{}, cfg.Shards)
	for i := range in {
		in[i], out[i] = make(chan *part, inFlight), make(chan struct{}, inFlight)
	}

	r := newReader(src, cfg, free, func(b *batch) {
		for i := range b.parts {
			in[i] <- &b.parts[i]
		}
		queued <- b
	})
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(queued)
		defer func() {
			for _, c := range in {
				close(c)
			}
		}()
		defer caught(cancel, func() string { return fmt.Sprintf("reading, after frame %d", r.frames) })
		readErr = r.run(ctx)
	})
	for i := range in {
		s := newShard(cfg, i == 0)
		wg.Go(func() {
			for p := range in[i] {
				s.work(p, cancel)
				out[i] <- struct{}{}
			}
		})
	}

	t := tally{}
	at := make([]int, cfg.Shards)
	consume := func(it *Item) error {
		t.add(it)
		return sink(it)
	}
	var sinkErr error
	for b := range queued {
		for i := range out {
			<-out[i]
		}
		if sinkErr == nil && !internal(ctx) {
			sinkErr = merge(b.parts, at, consume)
			if sinkErr == nil && cfg.Flush != nil {
				sinkErr = cfg.Flush()
			}
			if sinkErr != nil {
				cancel(sinkErr)
			}
		}
		b.reset()
		free <- b
	}
	wg.Wait()

	acc := t.account(src.Inputs(), r.frames, r.loss)
	var bug *InternalError
	switch {
	case errors.As(context.Cause(ctx), &bug):
		return acc, bug
	case sinkErr != nil:
		return acc, sinkErr
	}
	return acc, readErr
}

// internal reports whether the run is over because of a bug.
func internal(ctx context.Context) bool {
	var bug *InternalError
	return errors.As(context.Cause(ctx), &bug)
}

// caught turns a panic into the end of the run.
func caught(cancel context.CancelCauseFunc, where func() string) {
	if v := recover(); v != nil {
		cancel(&InternalError{Where: where(), Value: v, Stack: debug.Stack()})
	}
}

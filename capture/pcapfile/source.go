package pcapfile

import (
	"context"
	"errors"
	"fmt"
	"time"

	"prescap/capture"
)

// source merges inputs by time.
type source struct {
	inputs []*input
	pool   *pool
	idle   bool // The last answer was Idle.
	closed bool

	// Secrets behind the last record of inputs that are over: the next answer but Idle
	// brings them.
	secrets []capture.Secret
}

// input is one file or pipe, with its next record.
type input struct {
	account capture.Input
	index   int
	feed    *feed  // Nil once it is over.
	format  format // Nil before the first bytes are read.
	head    capture.Record
	loaded  bool
	last    capture.Frame // That of the record read last.
	shift   time.Duration // Of its clock.
	written int           // Bytes of comments in the account.
	unkept  int           // Comments that found no room there.
}

// Next implements capture.Source.
func (s *source) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	r.Secrets = nil
	if ctx.Err() != nil {
		return capture.End, context.Cause(ctx)
	}
	var first *input
	wait := s.idle
	s.idle = false
	for _, in := range s.inputs {
		if !in.loaded && in.feed != nil {
			in.feed.wait = wait
			switch in.load(ctx) {
			case capture.Idle:
				s.idle = true
				return capture.Idle, nil
			case capture.End:
				if in.format != nil {
					s.secrets = append(s.secrets, in.format.left()...)
				}
			}
		}
		if in.loaded && (first == nil || in.head.Frame.Time.Before(first.head.Frame.Time)) {
			first = in
		}
	}
	if ctx.Err() != nil {
		return capture.End, context.Cause(ctx)
	}
	if first == nil {
		r.Secrets, s.secrets = s.secrets, nil
		return capture.End, nil
	}
	*r = first.head
	if len(s.secrets) > 0 {
		r.Secrets, s.secrets = append(s.secrets, r.Secrets...), nil
	}
	first.handed()
	return capture.Ready, nil
}

// handed notes that the next record was handed out.
func (in *input) handed() {
	in.loaded = false
	in.account.Packets++
	for _, text := range in.head.Comments {
		if len(in.account.Comments) == maxComments || in.written+len(text) > maxCommentBytes {
			in.unkept++
			continue
		}
		in.written += len(text)
		in.account.Comments = append(in.account.Comments, capture.Comment{Frame: in.head.Frame.Num, Text: text})
	}
}

// load reads the next record into in.head. It answers End after the last.
func (in *input) load(ctx context.Context) capture.Status {
	if in.format == nil {
		b, status := in.feed.need(ctx, pcapFileHeader)
		if status == capture.Idle {
			return status
		}
		format, err := recognise(b[:min(len(b), pcapFileHeader)])
		if err != nil {
			if ctx.Err() != nil {
				in.fail(nil)
				return capture.End
			}
			if in.feed.err != nil {
				err = plain(in.feed.err)
			}
			in.fail(fmt.Errorf("%w: %s", capture.ErrUnreadable, err))
			return capture.End
		}
		if _, ok := format.(*pcap); ok {
			in.feed.use(pcapFileHeader)
		}
		in.format = format
	}
	r := &in.head
	r.Frame.Untimed, r.Interface = false, 0
	r.Comments, r.Secrets = nil, nil
	status, err := in.format.next(ctx, in.feed, r)
	switch status {
	case capture.Idle:
		return status
	case capture.End:
		in.fail(in.why(ctx, err))
		return status
	}
	r.Frame.File, r.Frame.Num = in.index, in.last.Num+1
	if r.Frame.Untimed {
		r.Frame.Time = in.last.Time
	} else {
		r.Frame.Time = r.Frame.Time.Add(in.shift)
	}
	in.last = r.Frame
	r.Block = in.feed.block
	in.loaded = true
	return capture.Ready
}

// why says why the input ended, where it should not have.
func (in *input) why(ctx context.Context, err error) error {
	if in.feed.err != nil && ctx.Err() == nil {
		err = plain(in.feed.err)
	}
	switch {
	case ctx.Err() != nil, err == nil:
		return nil
	}
	return fmt.Errorf("%w in frame %d, at byte %d: %s", capture.ErrCutShort, in.last.Num+1, in.feed.offset, err)
}

// fail ends the input.
func (in *input) fail(err error) {
	in.account.Err = err
	in.settle()
	if in.feed != nil {
		in.feed.close()
		in.feed = nil
	}
}

// settle brings the account up to date.
func (in *input) settle() {
	if in.feed != nil {
		in.account.Bytes = in.feed.taken()
	}
	if in.format != nil {
		in.format.settle(&in.account)
		in.account.Skipped += in.unkept
	}
}

// Inputs implements capture.Source.
func (s *source) Inputs() []capture.Input {
	all := make([]capture.Input, len(s.inputs))
	for i, in := range s.inputs {
		in.settle()
		all[i] = in.account
	}
	return all
}

// Close implements capture.Source.
func (s *source) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	var errs []error
	for _, in := range s.inputs {
		if in.feed != nil {
			in.settle()
			errs = append(errs, in.feed.close())
			in.feed = nil
		}
	}
	return errors.Join(errs...)
}

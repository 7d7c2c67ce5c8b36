package pcapfile

import (
	"context"
	"errors"
	"io"

	"prescap/capture"
)

const (
	blockSize = 1 << 20
	// maxRecord bounds a record; the largest that anybody writes has 256 KiB, and
	// offloading hardware may join more.
	maxRecord = 16<<20 + 256<<10
)

// filler puts more bytes of an input into p. It answers Idle when there are none
// yet and wait is false.
type filler interface {
	fill(ctx context.Context, p []byte, wait bool) (int, capture.Status, error)
	Close() error
}

// feed gives contiguous bytes of one input.
type feed struct {
	from       filler
	pool       *pool
	block      *capture.Block
	start, end int   // What was read and not used yet, in block.Data.
	offset     int64 // Of start in the input.
	wait       bool  // The next call for more waits.
	over       bool  // Nothing more will come.
	err        error // Why the input ended, unless it was at its end.
}

// need returns at least n bytes without using them up. It answers Idle when they
// are not there yet, and End with fewer bytes when there will never be more. The
// bytes are valid while the feed's block is held.
func (f *feed) need(ctx context.Context, n int) ([]byte, capture.Status) {
	for f.end-f.start < n {
		if f.over {
			return f.rest(), capture.End
		}
		f.room(n)
		got, status, err := f.from.fill(ctx, f.block.Data[f.end:], f.wait)
		f.end += got
		switch {
		case status == capture.Idle:
			return nil, capture.Idle
		case err != nil || status == capture.End:
			f.over = true
			if !errors.Is(err, io.EOF) {
				f.err = err
			}
		}
	}
	return f.rest(), capture.Ready
}

// taken is how many bytes of the input were used; of a packed one, as it is stored.
func (f *feed) taken() int64 {
	if p, ok := f.from.(*pipe); ok {
		if u, ok := p.r.(*unpacker); ok && u.packed.Load() {
			return u.took.Load()
		}
	}
	return f.offset
}

func (f *feed) rest() []byte {
	if f.block == nil {
		return nil
	}
	return f.block.Data[f.start:f.end]
}

// room makes room for more bytes behind those that are there, so that in the end
// n fit. Memory grows with what has arrived, not with what was announced: a block
// that begins with the record is filled before a larger one is asked for.
func (f *feed) room(n int) {
	if f.block != nil && f.end < len(f.block.Data) && (f.start == 0 || f.start+n <= len(f.block.Data)) {
		return
	}
	have := f.rest()
	size := blockSize
	for size < 2*len(have) {
		size *= 2
	}
	old := f.block
	f.block = f.pool.get(size)
	copy(f.block.Data, have)
	f.start, f.end = 0, len(have)
	old.Release()
}

// use says that the next n bytes are done with. They were needed before.
func (f *feed) use(n int) {
	f.start += n
	f.offset += int64(n)
}

// discard uses up n bytes that may be more than fit in memory. It answers Idle
// with how many are left to go.
func (f *feed) discard(ctx context.Context, n int64) (int64, capture.Status) {
	for n > 0 {
		b, status := f.need(ctx, int(min(n, blockSize/2)))
		if status == capture.Idle {
			return n, capture.Idle
		}
		k := int(min(n, int64(len(b))))
		f.use(k)
		n -= int64(k)
		if status == capture.End {
			return n, capture.End
		}
	}
	return 0, capture.Ready
}

func (f *feed) close() error {
	f.block.Release()
	f.block = nil
	return f.from.Close()
}

// file is a filler that never has to wait.
type file struct{ io.ReadCloser }

func (r file) fill(ctx context.Context, p []byte, _ bool) (int, capture.Status, error) {
	if ctx.Err() != nil {
		return 0, capture.End, context.Cause(ctx)
	}
	n, err := r.Read(p)
	return n, capture.Ready, err
}

// pool keeps blocks for use again. They come back from other goroutines.
type pool struct{ free chan []byte }

func newPool() *pool { return &pool{make(chan []byte, 64)} }

func (p *pool) get(size int) *capture.Block {
	if size != blockSize {
		return capture.NewBlock(make([]byte, size), nil)
	}
	var data []byte
	select {
	case data = <-p.free:
	default:
		data = make([]byte, blockSize)
	}
	return capture.NewBlock(data, p.put)
}

func (p *pool) put(b *capture.Block) {
	select {
	case p.free <- b.Data:
	default:
	}
}

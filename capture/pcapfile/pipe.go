package pcapfile

import (
	"context"
	"io"

	"prescap/capture"
)

// pipe is a filler for what may keep us waiting. Its goroutine reads ahead, by a
// few chunks; it ends with the input, or at the first chunk after Close.
type pipe struct {
	r      io.ReadCloser
	chunks chan chunk
	free   chan []byte
	done   chan struct{}
	cur    chunk
}

type chunk struct {
	buf  []byte // The whole buffer.
	data []byte // What of it is still to be handed out.
	err  error
}

const (
	chunkSize  = 128 << 10
	chunkCount = 8
)

func newPipe(r io.ReadCloser) *pipe {
	p := &pipe{r: r, chunks: make(chan chunk, chunkCount), free: make(chan []byte, chunkCount+1), done: make(chan struct{})}
	go p.read()
	return p
}

func (p *pipe) read() {
	defer close(p.chunks)
	for {
		var buf []byte
		select {
		case buf = <-p.free:
		default:
			buf = make([]byte, chunkSize)
		}
		n, err := p.r.Read(buf)
		select {
		case p.chunks <- chunk{buf, buf[:n], err}:
		case <-p.done:
			return
		}
		if err != nil {
			return
		}
	}
}

func (p *pipe) fill(ctx context.Context, dst []byte, wait bool) (int, capture.Status, error) {
	if len(p.cur.data) == 0 {
		if err := p.cur.err; err != nil {
			return 0, capture.End, err
		}
		if status := p.next(ctx, wait); status != capture.Ready {
			return 0, status, context.Cause(ctx)
		}
	}
	n := copy(dst, p.cur.data)
	p.cur.data = p.cur.data[n:]
	return n, capture.Ready, nil
}

// next takes the next chunk, waiting for it only if it is to.
func (p *pipe) next(ctx context.Context, wait bool) capture.Status {
	if p.cur.buf != nil {
		select {
		case p.free <- p.cur.buf:
		default:
		}
		p.cur = chunk{}
	}
	if ctx.Err() != nil {
		return capture.End
	}
	var c chunk
	var ok bool
	select {
	case c, ok = <-p.chunks:
	default:
		if !wait {
			return capture.Idle
		}
		select {
		case c, ok = <-p.chunks:
		case <-ctx.Done():
			return capture.End
		}
	}
	if !ok {
		return capture.End
	}
	p.cur = c
	return capture.Ready
}

func (p *pipe) Close() error {
	close(p.done)
	return p.r.Close()
}

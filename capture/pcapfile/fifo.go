package pcapfile

import (
	"io/fs"
	"os"
	"sync"
	"syscall"
)

// fifo is a named pipe. Opening one waits for its writer, so it is opened by
// whoever reads first: the goroutine that reads ahead.
type fifo struct {
	name string

	mu     sync.Mutex
	file   *os.File
	closed bool
}

// Read waits for a writer, and then for bytes.
func (p *fifo) Read(b []byte) (int, error) {
	if p.file == nil {
		if p.isClosed() {
			return 0, fs.ErrClosed
		}
		f, err := os.Open(p.name)
		if err != nil {
			return 0, err
		}
		if !p.opened(f) {
			return 0, fs.ErrClosed
		}
	}
	return p.file.Read(b)
}

func (p *fifo) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// opened keeps the file, unless nobody wants it any more.
func (p *fifo) opened(f *os.File) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		f.Close()
		return false
	}
	p.file = f
	return true
}

// Close ends Read, also one that still waits for a writer: for a moment we are
// it. Only a Read that is just about to wait is missed; it goes on waiting, and
// holds nothing.
func (p *fifo) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.file != nil {
		return p.file.Close()
	}
	if w, err := os.OpenFile(p.name, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		w.Close()
	}
	return nil
}

package pcapfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

// tailEvery is how often a file is looked at that may have grown.
const tailEvery = 100 * time.Millisecond

// tail reads a file that grows: at its end it waits for more, until it is closed.
type tail struct {
	file   *os.File
	closed chan struct{}
	once   sync.Once
}

func newTail(f *os.File) *tail { return &tail{file: f, closed: make(chan struct{})} }

// Read implements io.Reader. It never answers io.EOF.
func (t *tail) Read(p []byte) (int, error) {
	timer := time.NewTimer(tailEvery)
	defer timer.Stop()
	for {
		n, err := t.file.Read(p)
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		select {
		case <-t.closed:
			return 0, fs.ErrClosed
		case <-timer.C:
			timer.Reset(tailEvery)
		}
	}
}

// Close ends Read.
func (t *tail) Close() error {
	t.once.Do(func() { close(t.closed) })
	return t.file.Close()
}

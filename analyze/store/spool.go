package store

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// ErrNotKept says that there was no room for the bytes of a message.
var ErrNotKept = errors.New("its bytes were not kept, for lack of room")

// blockSize is how much is kept, and written, in one piece.
const blockSize = 1 << 20

// spool keeps bytes: the first of them in memory, then in a file without a name, which is
// written over from its beginning when it is full. It may be read while it is written.
type spool struct {
	mu     sync.Mutex
	limits Limits
	blocks [][]byte // In memory; all but the last are full.
	file   *os.File // Nil until it is needed.
	size   int64    // Bytes written to the file, those that were written over included,
	tail   []byte   // and behind them, not written yet.
	failed bool     // The file takes no more.
	closed bool
}

// put keeps a copy of b, and returns where; -1 where there is no room.
func (s *spool) put(b []byte) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(b) == 0 || s.closed {
		return -1
	}
	if kept := s.inMemory(); s.file == nil && kept+int64(len(b)) <= s.limits.Memory {
		for len(b) > 0 {
			if n := len(s.blocks); n == 0 || len(s.blocks[n-1]) == blockSize {
				s.blocks = append(s.blocks, make([]byte, 0, blockSize))
			}
			last := &s.blocks[len(s.blocks)-1]
			n := min(len(b), blockSize-len(*last))
			*last = append(*last, b[:n]...)
			b = b[n:]
		}
		return kept
	}
	return s.write(b)
}

// inMemory is how many bytes are kept in memory, and so where those in the file begin.
func (s *spool) inMemory() int64 {
	if len(s.blocks) == 0 {
		return 0
	}
	return int64(len(s.blocks)-1)*blockSize + int64(len(s.blocks[len(s.blocks)-1]))
}

// write puts bytes behind those in the file.
func (s *spool) write(b []byte) int64 {
	at := s.size + int64(len(s.tail))
	if s.failed || int64(len(b)) > s.limits.Disk/2 {
		return -1
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "prescap-messages-*")
		if err != nil {
			s.failed = true
			return -1
		}
		os.Remove(f.Name()) // Where that is not possible yet, close does it.
		s.file = f
	}
	s.tail = append(s.tail, b...)
	if int64(len(s.tail)) >= min(blockSize, s.limits.Disk/2) {
		if err := s.around(s.tail, s.size, s.file.WriteAt); err != nil {
			s.failed = true
			s.tail = s.tail[:len(s.tail)-len(b)]
			return -1
		}
		s.size += int64(len(s.tail))
		s.tail = s.tail[:0]
	}
	return s.inMemory() + at
}

// get returns a copy of bytes that were put.
func (s *spool) get(at int64, length int) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at < 0 || s.closed {
		return nil, ErrNotKept
	}
	b := make([]byte, length)
	kept := s.inMemory()
	if at < kept {
		for got := 0; got < length; {
			block := s.blocks[(at+int64(got))/blockSize]
			got += copy(b[got:], block[(at+int64(got))%blockSize:])
		}
		return b, nil
	}
	switch at -= kept; {
	case at >= s.size:
		copy(b, s.tail[at-s.size:])
		return b, nil
	case at < s.size-s.limits.Disk:
		return nil, ErrNotKept // It was written over.
	}
	if err := s.around(b, at, s.file.ReadAt); err != nil {
		return nil, fmt.Errorf("reading its bytes back: %w", err)
	}
	return b, nil
}

// around reads or writes bytes of the file, which goes on at its beginning behind its end.
func (s *spool) around(b []byte, at int64, do func([]byte, int64) (int, error)) error {
	at %= s.limits.Disk
	n := min(int64(len(b)), s.limits.Disk-at)
	if _, err := do(b[:n], at); err != nil {
		return err
	}
	if n == int64(len(b)) {
		return nil
	}
	_, err := do(b[n:], 0)
	return err
}

// close gives everything back.
func (s *spool) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.blocks, s.tail = true, nil, nil
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	os.Remove(s.file.Name()) // It mostly is gone already.
	s.file = nil
	return err
}

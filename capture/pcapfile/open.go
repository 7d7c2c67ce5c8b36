package pcapfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
	"unicode/utf8"

	"prescap/capture"
)

// Open returns a source of the records of all named inputs, merged by time; "-"
// is stdin, once. An input that cannot be opened is told by Inputs, like all trouble
// with inputs, and the others are read.
func Open(names []string, stdin io.Reader) capture.Source { return Config{}.Open(names, stdin) }

// Config says how inputs are read. The zero value is what Open does.
type Config struct {
	// Shifts is by how much the times of each input are moved, before anything is merged.
	// There may be fewer than inputs.
	Shifts []time.Duration

	// Follow has files read on while they grow: they end when the source is closed, or the
	// context of Next.
	Follow bool
}

// Open is Open, the way it is configured.
func (c Config) Open(names []string, stdin io.Reader) capture.Source {
	s := &source{pool: newPool()}
	for i, name := range names {
		in := &input{account: capture.Input{Name: name}, index: i}
		if i < len(c.Shifts) {
			in.shift = c.Shifts[i]
		}
		from, err := c.openOne(name, stdin)
		if name == "-" {
			stdin = nil
		}
		if err != nil {
			in.fail(fmt.Errorf("%w: %s", capture.ErrUnreadable, err))
		} else {
			in.feed = &feed{from: from, pool: s.pool}
		}
		s.inputs = append(s.inputs, in)
	}
	return s
}

func (c Config) openOne(name string, stdin io.Reader) (filler, error) {
	if name == "-" {
		if stdin == nil {
			return nil, errors.New("stdin can be read only once")
		}
		if f, ok := stdin.(*os.File); ok {
			return c.fillerOf(f)
		}
		return newPipe(newUnpacker(io.NopCloser(stdin))), nil
	}
	if info, err := os.Stat(name); err == nil && info.Mode().Type() == fs.ModeNamedPipe {
		return newPipe(newUnpacker(&fifo{name: name})), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	return c.fillerOf(f)
}

// fillerOf tells files that are all there from pipes and devices. What is packed is
// unpacked beside the reading.
func (c Config) fillerOf(f *os.File) (filler, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		f.Close()
		return nil, plain(err)
	case info.IsDir():
		f.Close()
		return nil, errors.New("it is a directory without captures in it")
	case !info.Mode().IsRegular():
		return newPipe(newUnpacker(f)), nil
	case c.Follow:
		return newPipe(newUnpacker(newTail(f))), nil
	}
	first := make([]byte, magicSize)
	if n, _ := f.ReadAt(first, 0); packed(first[:n]) {
		return newPipe(newUnpacker(f)), nil
	}
	return file{f}, nil
}

// plain says what went wrong without naming operation and file again.
func plain(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("no permission to read it")
	}
	return reason(err)
}

// Recognised reports whether a file begins like one that can be read.
func Recognised(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	first := make([]byte, pcapFileHeader)
	n, _ := io.ReadFull(f, first)
	if packed(first[:n]) {
		return true
	}
	_, err = recognise(first[:n])
	return err == nil
}

// recognise tells the format by the first 24 bytes; b is all there is if it has
// fewer.
func recognise(b []byte) (format, error) {
	switch {
	case len(b) == 0:
		return nil, errors.New("it is empty")
	case has(b, "\x0a\x0d\x0d\x0a"):
		if len(b) < 12 {
			return nil, fmt.Errorf("a pcapng file of %d bytes", len(b))
		}
		return &pcapng{}, nil
	case has(b, "\xa1\xb2\xc3\xd4"), has(b, "\xd4\xc3\xb2\xa1"), has(b, "\xa1\xb2\x3c\x4d"), has(b, "\x4d\x3c\xb2\xa1"), has(b, "\xa1\xb2\xcd\x34"), has(b, "\x34\xcd\xb2\xa1"):
		p, ok := newPcap(b)
		if !ok || len(b) < pcapFileHeader {
			return nil, fmt.Errorf("%d bytes of a pcap file header of %d", len(b), pcapFileHeader)
		}
		p.start(b)
		return p, nil
	case packed(b):
		return nil, errors.New("it is packed twice; unpack it once")
	case has(b, "GMBU"), has(b, "RTSS"):
		return nil, errors.New("it is a Network Monitor capture; convert it first: editcap -F pcapng FILE OUT")
	case has(b, "snoop\x00"):
		return nil, errors.New("it is a snoop capture; convert it first: editcap -F pcapng FILE OUT")
	case text(b):
		return nil, errors.New("it is text, neither pcap nor pcapng")
	}
	return nil, fmt.Errorf("neither pcap nor pcapng: it begins with % x", b[:min(len(b), 4)])
}

func has(b []byte, magic string) bool { return len(b) >= len(magic) && string(b[:len(magic)]) == magic }

func text(b []byte) bool {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && utf8.FullRune(b[i:]) || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return false
		}
		i += n
	}
	return true
}

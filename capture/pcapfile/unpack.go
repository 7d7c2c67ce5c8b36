package pcapfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// The first bytes of what is packed with gzip (RFC 1952 2.3.1), and with zstd (RFC 8878
// 3.1.1).
const (
	magicGzip = "\x1f\x8b"
	magicZstd = "\x28\xb5\x2f\xfd"
	magicSize = 4
)

// maxWindow bounds the memory that unpacking zstd takes; it is what zstd --long=27 needs.
const maxWindow = 128 << 20

func packed(b []byte) bool { return has(b, magicGzip) || has(b, magicZstd) }

// unpacker reads what an input unpacks to, or the input itself where it is not packed. It
// looks at the first bytes when it is read, since they may be a long time coming.
type unpacker struct {
	raw    io.ReadCloser
	took   atomic.Int64 // Bytes of raw.
	packed atomic.Bool
	how    string    // "gzip", "zstd", or "" for an input that is not packed.
	from   io.Reader // Nil before the first Read.
}

func newUnpacker(raw io.ReadCloser) *unpacker { return &unpacker{raw: raw} }

// Read implements io.Reader.
func (u *unpacker) Read(p []byte) (int, error) {
	if u.from == nil {
		if err := u.begin(); err != nil {
			return 0, err
		}
	}
	n, err := u.from.Read(p)
	return n, u.told(err)
}

// told says of an error that it is one of unpacking.
func (u *unpacker) told(err error) error {
	switch {
	case u.how == "" || err == nil || errors.Is(err, io.EOF):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("it is packed with %s, and ends too early", u.how)
	}
	return fmt.Errorf("it is packed with %s, which is damaged: %w", u.how, err)
}

// begin finds out how the input is packed.
func (u *unpacker) begin() error {
	raw := bufio.NewReaderSize(counted{u}, 1<<18)
	first, err := raw.Peek(magicSize)
	u.packed.Store(packed(first))
	switch {
	case has(first, magicGzip):
		u.how = "gzip"
		z, err := gzip.NewReader(raw)
		if err != nil {
			return u.told(noEnd(err))
		}
		u.from = z
	case has(first, magicZstd):
		u.how = "zstd"
		z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return u.told(noEnd(err))
		}
		u.from = z
	case len(first) == 0 && err != nil:
		return err
	default:
		u.from = raw
	}
	return nil
}

// noEnd makes an end of something that has only begun an unexpected one.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Close implements io.Closer. It may be called while Read waits.
func (u *unpacker) Close() error { return u.raw.Close() }

// counted reads the input and counts what it takes.
type counted struct{ u *unpacker }

func (c counted) Read(p []byte) (int, error) {
	n, err := c.u.raw.Read(p)
	c.u.took.Add(int64(n))
	return n, err
}

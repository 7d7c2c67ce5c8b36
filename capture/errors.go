package capture

import "errors"

var (
	// ErrUnreadable says that an input gave nothing at all: it is missing, a
	// directory, empty, or not a capture.
	ErrUnreadable = errors.New("not readable as a capture")

	// ErrCutShort says that an input ended in the middle of something, or that
	// the rest of it could not be read. What came before is good.
	ErrCutShort = errors.New("cut short")
)

package main

import (
	"errors"
	"fmt"
	"io"
)

// Exit codes.
const (
	exitFindings     = 1
	exitUsage        = 2
	exitInconclusive = 3
	exitLimit        = 4
	exitInternal     = 70
)

// exitCodes lists the exit codes and what they mean. Where several apply, it is
// the first that counts.
func exitCodes() []struct {
	code int
	doc  string
} {
	return []struct {
		code int
		doc  string
	}{
		{exitInternal, "internal error: a bug of prescap"},
		{exitUsage, "wrong usage, an unreadable input, or an output that cannot be written"},
		{exitLimit, "stopped by --max-time"},
		{exitFindings, "check only: certain findings at or above --fail-on"},
		{exitInconclusive, "inconclusive: nothing decoded, too much missing, hidden or forgotten"},
		{0, "none of these"},
	}
}

// worst returns the first of the list of exit codes that is among the given ones.
func worst(codes ...int) int {
	for _, c := range exitCodes() {
		for _, code := range codes {
			if code == c.code {
				return code
			}
		}
	}
	return 0
}

// exit is the end of a command with an exit code other than 0. What there is to
// say may have been said already; then err is nil.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// usage is the end of a command that was used wrongly, if err says so.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &exit{exitUsage, err}
}

// codeOf tells err, unless it was told, and returns the exit code.
func codeOf(err error, stderr io.Writer) int {
	var e *exit
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &e):
		e = &exit{exitUsage, err} // Cobra's own.
	}
	if e.err != nil {
		tell(stderr, "prescap: %v", e.err)
	}
	return e.code
}

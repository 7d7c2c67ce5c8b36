package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"

	"prescap/decode/printable"
)

// tell writes a line to standard error. Names and values in it may come from
// captures and are made harmless.
func tell(stderr io.Writer, format string, args ...any) {
	fmt.Fprintln(stderr, printable.Text(fmt.Sprintf(format, args...)))
}

// crashed tells of a bug of ours, leaves its details in a file, and returns the
// exit code.
func crashed(stderr io.Writer, where string, value any, stack []byte) int {
	if stack == nil {
		stack = debug.Stack()
	}
	details := fmt.Sprintf("prescap %s\n%s: %v\n\n%s", buildVersion(), where, value, stack)
	at, err := keep(details)
	if err != nil {
		fmt.Fprintln(stderr, details)
		at = "above"
	} else {
		at = "in " + at
	}
	tell(stderr, "prescap: internal error (a bug of prescap) %s; details are %s", where, at)
	return exitInternal
}

// keep writes the details of a crash to a file.
func keep(details string) (name string, err error) {
	f, err := os.CreateTemp("", "prescap-crash-*.txt")
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(details)
	return f.Name(), errors.Join(err, f.Close())
}

// reason is an error without the operation and the name that os puts before it.
func reason(err error) string {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err.Error()
	}
	return err.Error()
}

package bpf

import "fmt"

// Error says why an expression is no filter, or cannot be one where it was to be used.
type Error struct {
	// Pos is where in the expression, in bytes from 0. It is the length of the expression
	// where that ended too early, and -1 where the filter as a whole is meant.
	Pos int
	// Word is what stands there; empty at the end.
	Word string
	// Text says what is wrong with it and, where that is known, what to do.
	Text string
}

// Error tells it to a user. Columns count from 1.
func (e *Error) Error() string {
	switch {
	case e.Pos < 0:
		return "capture filter: " + e.Text
	case e.Word == "":
		return fmt.Sprintf("capture filter: at its end (column %d): %s", e.Pos+1, e.Text)
	}
	return fmt.Sprintf("capture filter: at column %d, %q: %s", e.Pos+1, e.Word, e.Text)
}

// place is where something stands in an expression.
type place struct {
	pos  int
	word string
}

func (p place) fail(format string, args ...any) error {
	return &Error{Pos: p.pos, Word: p.word, Text: fmt.Sprintf(format, args...)}
}

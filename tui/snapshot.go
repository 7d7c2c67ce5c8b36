package tui

import (
	"context"

	"prescap/analyze"
	"prescap/capture"
	"prescap/tui/document"
)

// Snapshot is what a run knows at one moment. It is immutable.
type Snapshot struct {
	analyze.Report // Its account is complete once the run has ended.
	Progress       Progress
}

// Progress says how far a run has come, and, once it has ended, what it is worth.
type Progress struct {
	Bytes, Total int64    // Of the inputs, read and in all; Total is 0 where nobody knows.
	Ended        bool     //
	Trouble      []string // What went wrong with inputs, a line each.
	Inconclusive []string // Why what was found may not be all there is; known at the end.

	Live *Live // Nil unless the run listens to interfaces.
}

// Live says how a capture stands that goes on.
type Live struct {
	Interfaces string  // Their names, "eth0, eth1".
	Filter     string  // The capture filter; "" for none.
	Packets    int64   // So far.
	Rate       float64 // Packets a second, lately.
	Dropped    int64   // Packets that the kernel had no room for.
	Memory     int64   // Bytes in use.
}

// Message is a message with everything it says.
type Message struct {
	document.Source
	Says []Saying // In the order in which it stands there.
}

// Saying is one thing that a message says about presence: what kind of thing, and in
// words.
type Saying struct{ Kind, Text string }

// Config is what a terminal is given to show, and to do it with.
type Config struct {
	Files capture.Names
	Theme string // One of [Themes]; "" is the first.
	Mouse bool

	// Latest returns the newest snapshot; never nil. It has all messages that an earlier
	// one has. It is called often, and must not wait.
	Latest func() *Snapshot

	// Open returns a message of a snapshot, by its place in the list. It may take its
	// time.
	Open func(s *Snapshot, i int) (*Message, error)

	// Save writes a file. Unless told to, it overwrites none.
	Save func(name string, data []byte, overwrite bool) error

	// Done is over when the caller wants the terminal back.
	Done context.Context
}

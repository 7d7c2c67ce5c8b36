package capture

import "time"

// Limits bounds what the capture side keeps. Each bound that bites is counted
// in the account of the run (pipeline.Loss).
type Limits struct {
	// Hold is how long data at the beginning of a joined stream, or data that the
	// receiver has acknowledged beyond a hole, waits for earlier segments.
	Hold time.Duration

	// GapWait is how long a hole in a stream may wait for a retransmission that
	// the receiver still seems to be waiting for too.
	GapWait time.Duration

	// Reorder is the number of bytes of one stream that may wait behind a hole;
	// beyond it the hole is given up at once.
	Reorder int

	// Sniff is the number of bytes in each direction within which a connection
	// must show that it is SIP, TLS or compressed.
	Sniff int

	// Connections is the number of connections remembered, at some 10 KB each for
	// SIP. Beyond it one that has ended is forgotten, or else the one that was
	// silent longest.
	Connections int

	// Idle is after how much silence a TCP connection is forgotten.
	Idle time.Duration

	// Linger is after how much silence a TCP connection that has ended, and a
	// UDP address pair, is forgotten.
	Linger time.Duration

	// Fragments is the number of bytes of IP fragments that may wait for others.
	Fragments int

	// Duplicate is the time within which a second copy of the same packet counts
	// as a duplicate of capturing and not as a retransmission.
	Duplicate time.Duration
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{
		Hold:        Tick,
		GapWait:     5 * time.Second,
		Reorder:     4 << 20,
		Sniff:       64 << 10,
		Connections: 1 << 16,
		Idle:        2 * time.Hour,
		Linger:      time.Minute,
		Fragments:   4 << 20,
		Duplicate:   50 * time.Millisecond,
	}
}

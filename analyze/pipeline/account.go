package pipeline

import "prescap/capture"

// Account says what a run read, what it understood, and what it could not see.
type Account struct {
	Inputs      []capture.Input
	Packets     int // Frames read.
	Connections int
	Messages    int
	KeepAlives  int // Runs of line ends between messages.
	Loss        Loss
}

// Loss counts everything that was not understood, and every bound that bit. A
// zero Loss means that the run saw all there was.
type Loss struct {
	Bytes       int64 // Of streams that carry, or may carry, SIP: missing in the capture.
	Unknown     int   // Holes of unknown size.
	Carried     int64 // Bytes of such streams that were there: what Bytes is a share of.
	Junk        int64 // Bytes of SIP streams that belong to no message.
	Undecrypted int64 // Bytes that TLS or compression hides, of connections that could be SIP.

	Duplicates int // Frames that were captured twice.
	Cut        int // Packets that a snaplen cut.

	NotTransport int // Frames without TCP or UDP: ARP, ICMP, ...
	Fragments    int // IP fragments that could not be put together: others are missing.
	Malformed    int // Packets whose headers make no sense, or were cut off.
	LinkType     int // Frames of a link type that is not supported.

	ClockJumps      int // Time stamps too far ahead to be believed.
	Evicted         int // Connections forgotten because the table was full.
	Reorder         int // Holes given up because too much waited behind them.
	DuplicateWindow int // Duplicates that may have been missed: more packets in the window than fit.
}

// Add adds what another part of the same run counted.
func (l *Loss) Add(o Loss) {
	l.Bytes += o.Bytes
	l.Unknown += o.Unknown
	l.Carried += o.Carried
	l.Junk += o.Junk
	l.Undecrypted += o.Undecrypted
	l.Duplicates += o.Duplicates
	l.Cut += o.Cut
	l.NotTransport += o.NotTransport
	l.Fragments += o.Fragments
	l.Malformed += o.Malformed
	l.LinkType += o.LinkType
	l.ClockJumps += o.ClockJumps
	l.Evicted += o.Evicted
	l.Reorder += o.Reorder
	l.DuplicateWindow += o.DuplicateWindow
}

// Package tcp puts the segments of TCP connections in order. It is the only
// user of gopacket's reassembly.
//
// # Who does what
//
// Most segments arrive in order; they go straight through, without a copy. When
// one does not, a gopacket assembler keeps it, and everything behind it, until
// the hole is filled or given up: an assembler lives from the first byte out of
// order to the byte that closes the last hole, and never sees anything but
// payload, counted from where the hole began. So none of its known traps can be
// reached: it sees no SYN, FIN or RST of the wire, no sequence wrap, no used
// port, no overlap, no option, and nobody flushes it but we.
//
// What this package decides itself, and how:
//
//   - Sequence numbers are unwrapped to 64-bit offsets, 0 for the first byte
//     after the SYN, or for the first byte seen.
//   - Of bytes that came twice the first copy counts, also while it waits.
//   - A joined stream (no SYN seen) holds its first data for Limits.Hold, so
//     that segments that overtook each other cannot become its beginning.
//   - A hole is given up when the receiver has acknowledged what is behind it
//     and Limits.Hold has passed, because then the capture missed it and nobody
//     will send it again; without acknowledgement after Limits.GapWait; or when
//     Limits.Reorder bytes wait behind it.
//   - Deadlines are boundaries of the capture clock ([Conn.Due]); nothing else
//     moves with time.
//   - RST ends a connection only if it is not stale, and after Limits.Hold.
//   - A packet far outside the window changes nothing, unless a second one goes
//     on where it ended: then the capture missed a long stretch (or a SYN), and
//     the stream goes on there with an unknown loss.
//
// Every byte comes with the frames that brought it ([capture.Mark]), from the
// spans that are kept here.
package tcp

package capture

// Figures is what was counted of one direction of a connection.
type Figures struct {
	Frames     int   // Captured frames, duplicates included.
	Bytes      int64 // Transport payload that went by, cut and retransmitted bytes included, duplicates not.
	Duplicates int   // Frames that were captured twice (Packet.Duplicate).
	Cut        int   // Frames that a snaplen cut.

	Retransmitted int   // Packets that brought only or partly what had been seen.
	Lost          int64 // Bytes missing in the capture, as far as their number is known.
	Holes         int   // Stretches of missing bytes.
	Unknown       int   // Holes of unknown size.
	GivenUp       int   // Holes given up because Limits.Reorder bytes waited behind them.

	Start Start   // Opened or Joined; Continues when nothing was seen of this direction.
	End   EndKind // How the direction ended.
}

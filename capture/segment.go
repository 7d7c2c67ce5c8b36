package capture

// Start says how much of a stream's beginning was seen.
type Start uint8

// The ways a segment can relate to the beginning of its stream.
const (
	Continues Start = iota // Not the first segment.
	Opened                 // The first, and the SYN (or the datagram's beginning) was seen.
	Joined                 // The first that was seen; the capture, or our interest, began later.
)

// EndKind says how a stream or connection ended.
type EndKind uint8

// The ways to end.
const (
	Open    EndKind = iota // It has not ended.
	ByFIN                  // FIN: both sides for a connection.
	ByRST                  // Reset.
	Reused                 // Its port pair was opened anew without an end having been seen.
	ByIdle                 // Nothing came for longer than Limits allow.
	Evicted                // The table of connections was full and this one the longest silent.
	ByEOF                  // The input ended first.
)

// String returns the word for reports: "open", "fin", "rst", "reused", "idle", "evicted", "eof".
func (e EndKind) String() string {
	return [...]string{"open", "fin", "rst", "reused", "idle", "evicted", "eof"}[e]
}

// Mark says which frames brought the bytes from Offset on, up to the next mark.
type Mark struct {
	Offset int // Into Segment.Data.
	Frames []Frame
}

// Layer is a transforming layer between transport and SIP that the bytes came
// through, such as TLS or compression.
type Layer struct {
	Name   string // "tls", "sipcomp".
	Detail string // Version and suite, or algorithm; may be empty.
}

// Segment is a run of bytes of one stream, in order. A stage gives each byte of
// a stream exactly once.
//
// Data, Marks and their frames are valid only during the call that delivers the
// segment. Layers is immutable and may be kept.
type Segment struct {
	Stream StreamID
	Flow   Flow
	Start  Start
	Lost   int    // Bytes missing directly before Data; 0 none, -1 some, nobody knows how many.
	Data   []byte // May be empty: to tell of an end or of a loss at the end.
	Marks  []Mark // Ascending; the first has Offset 0. Empty when Data is.
	Layers []Layer
	End    EndKind // Not Open on the last segment of a stream.
}

// Stage turns segments into segments. There is one for each connection, because
// TLS and compression need both directions; it is called from one goroutine.
type Stage interface {
	// Push takes the next segment of either stream.
	Push(s Segment, emit func(Segment))
	// Step tells that the clock moved or that keys arrived.
	Step(c Control, emit func(Segment))
	// Close tells that nothing more will come, and gives what is left.
	Close(emit func(Segment))
}

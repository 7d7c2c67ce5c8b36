package capture

import "time"

// Tick is the grain of the capture clock: the distance between two boundaries.
const Tick = 250 * time.Millisecond

// Boundary numbers the multiples of Tick since 1970 (UTC). The zero value
// stands for "never".
type Boundary int64

// BoundaryAt returns the last boundary at or before t.
func BoundaryAt(t time.Time) Boundary {
	ns := t.UnixNano()
	b := ns / int64(Tick)
	if ns%int64(Tick) < 0 {
		b--
	}
	return Boundary(b)
}

// BoundaryAfter returns the first boundary at or after t.
func BoundaryAfter(t time.Time) Boundary { return BoundaryAt(t.Add(Tick - 1)) }

// Time returns the moment of the boundary.
func (b Boundary) Time() time.Time { return time.Unix(0, int64(b)*int64(Tick)).UTC() }

// Control is what the reader tells all shards at once, in its place among the
// packets. It has a Seq of its own, so that what it releases is ordered.
type Control struct {
	Seq uint64

	// From and To say that the clock moved from one boundary to a later one. A
	// jump over many is one Control. From is zero when the clock starts.
	From, To Boundary

	Secrets []Secret // Key material that arrived.
	End     bool     // The input ended.
}

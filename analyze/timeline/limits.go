package timeline

// Limits bounds what a Log keeps.
type Limits struct {
	Presentities int // Beyond it, further ones are counted only.
	Entries      int // Of one presentity; the oldest give way. 0 keeps none at all.
	Gaps         int // Of one presentity, and of all; the oldest give way.
}

// DefaultLimits returns the limits of commands that show timelines.
func DefaultLimits() Limits { return Limits{Presentities: 1 << 14, Entries: 1 << 12, Gaps: 1 << 8} }

package pipeline

import (
	"time"

	"prescap/capture"
)

// unlikely is how far ahead of both its neighbours a time stamp must be not to
// be believed.
const unlikely = time.Hour

// clock is the capture clock. It never goes back.
type clock struct {
	now     capture.Boundary // 0 until it starts.
	high    time.Time        // The latest time believed.
	suspect time.Time        // A time far ahead, not believed yet; zero for none.
	seen    bool
	jumps   int // Times that were not believed.
}

// advance takes the time of the next frame and returns the step the clock makes
// because of it: to is 0 when it makes none.
//
// A time far ahead of the one before it moves nothing until the next frame
// confirms it; the first of all is on trial in the same way.
func (c *clock) advance(t time.Time) (from, to capture.Boundary) {
	if !c.seen {
		c.seen, c.suspect = true, t
		return 0, 0
	}
	if !c.suspect.IsZero() {
		if t.After(c.suspect.Add(-unlikely)) {
			c.believe(c.suspect)
		} else {
			c.jumps++
		}
		c.suspect = time.Time{}
	}
	if !c.high.IsZero() && t.Sub(c.high) > unlikely {
		c.suspect = t
	} else {
		c.believe(t)
	}
	return c.step()
}

func (c *clock) believe(t time.Time) {
	if c.high.IsZero() || t.After(c.high) {
		c.high = t
	}
}

// step moves now to high.
func (c *clock) step() (from, to capture.Boundary) {
	if b := capture.BoundaryAt(c.high); !c.high.IsZero() && b > c.now {
		from, c.now = c.now, b
		return from, b
	}
	return 0, 0
}

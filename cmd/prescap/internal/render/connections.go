package render

import (
	"cmp"
	"slices"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

// connections gathers the accounts of connections, which come in the order of
// their ends, to show them in the order of their beginnings.
type connections struct{ all []*pipeline.Connection }

// Item keeps an account for Close.
func (c *connections) Item(it *pipeline.Item) error {
	if it.Connection != nil {
		c.all = append(c.all, it.Connection)
	}
	return nil
}

func (c *connections) sorted() []*pipeline.Connection {
	slices.SortFunc(c.all, func(a, b *pipeline.Connection) int { return cmp.Compare(a.ID, b.ID) })
	return c.all
}

// counted reports whether loss and retransmissions were counted: not for UDP,
// and not to the end of what turned out to be none of our business.
func counted(c *pipeline.Connection) bool {
	return !c.Dismissed && c.Flow.Transport == capture.TCP
}

// begin says whether the beginning was seen.
func begin(c *pipeline.Connection) string {
	switch f, b := c.Sides[0].Start, c.Sides[1].Start; {
	case c.Flow.Transport == capture.UDP:
		return "-"
	case f == capture.Opened || b == capture.Opened:
		return "opened"
	default:
		return "joined"
	}
}

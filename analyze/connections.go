package analyze

import (
	"maps"
	"slices"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

// Connection is what a connection is and how much of it was seen; while it goes on,
// what is known so far.
type Connection struct {
	pipeline.Connection
	Over bool // Its account is final.
}

// connections keeps the accounts of a run's connections, as many as there is room for.
type connections struct {
	most   int
	all    map[capture.ConnID]*Connection
	missed int // Beyond the limit.
}

// take takes what an item tells of its connection.
func (c *connections) take(it *pipeline.Item) {
	if c.most == 0 {
		return
	}
	switch {
	case it.Opened != nil:
		if len(c.all) >= c.most {
			c.missed++
			return
		}
		c.all[it.Conn] = &Connection{Connection: pipeline.Connection{ID: it.Conn, Flow: it.Opened.Flow}}
		for dir := range c.all[it.Conn].Sides {
			c.all[it.Conn].Sides[dir].Start = it.Opened.Start
		}
	case it.Connection != nil:
		if c.all[it.Conn] != nil {
			c.all[it.Conn] = &Connection{*it.Connection, true}
		}
	default:
		if known := c.all[it.Conn]; known != nil && !known.Over {
			known.take(it)
		}
	}
}

// take counts what is told of a connection that goes on.
func (c *Connection) take(it *pipeline.Item) {
	switch {
	case it.Message != nil:
		c.Kind = pipeline.SIP
		c.Sides[it.Message.Dir].Messages++
	case it.KeepAlive != nil:
		c.Sides[it.KeepAlive.Stream.Dir].KeepAlives++
	case it.Gap != nil:
		side := &c.Sides[it.Gap.Stream.Dir]
		side.Holes++
		if it.Gap.Lost < 0 {
			side.Unknown++
		} else {
			side.Lost += int64(it.Gap.Lost)
		}
	case it.Undecrypted != nil:
		c.Kind, c.ServerName = it.Undecrypted.Kind, it.Undecrypted.ServerName
	case it.Ended != nil:
		c.How = it.Ended.How
	}
}

// list returns them by number. What it returns is the caller's.
func (c *connections) list() []Connection {
	var list []Connection
	for _, id := range slices.Sorted(maps.Keys(c.all)) {
		list = append(list, *c.all[id])
	}
	return list
}

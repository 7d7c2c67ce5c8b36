package pipeline

import (
	"net/netip"
	"strings"

	"prescap/capture"
)

// tally counts what goes by, for the account of the run.
type tally struct {
	acc    Account
	peers  map[netip.AddrPort]bool  // That spoke SIP.
	hidden map[netip.AddrPort]int64 // Bytes hidden on connections with whoever may yet turn out to speak it.
}

// maxPeers bounds each of the maps; peers beyond it are told by port and name only.
const maxPeers = 1 << 16

func (t *tally) add(it *Item) {
	switch {
	case it.Message != nil:
		t.acc.Messages++
	case it.Connection != nil:
		t.connection(it.Connection)
	}
}

func (t *tally) connection(c *Connection) {
	t.acc.Connections++
	l := &t.acc.Loss
	peer := c.Flow.Dst
	if c.Kind == SIP && len(t.peers) < maxPeers {
		if t.peers == nil {
			t.peers = map[netip.AddrPort]bool{}
		}
		t.peers[peer] = true
	}
	known := c.Kind == SIP || couldBeSIP(c)
	for d := range c.Sides {
		s := &c.Sides[d]
		t.acc.KeepAlives += s.KeepAlives // Those before the first message too.
		l.Reorder += s.GivenUp
		l.Junk += s.Junk
		if known {
			l.Bytes += s.Lost
			l.Unknown += s.Unknown
			l.Carried += s.Bytes
			l.Undecrypted += s.Hidden
		} else if s.Hidden > 0 {
			if t.hidden == nil {
				t.hidden = map[netip.AddrPort]int64{}
			}
			if _, ok := t.hidden[peer]; ok || len(t.hidden) < maxPeers {
				t.hidden[peer] += s.Hidden
			}
		}
	}
}

// account returns the sum.
func (t *tally) account(inputs []capture.Input, frames int, loss Loss) Account {
	a := t.acc
	for peer, n := range t.hidden { // A sum: the order does not matter.
		if t.peers[peer] {
			a.Loss.Undecrypted += n
			a.Loss.Carried += n
		}
	}
	a.Loss.Add(loss)
	a.Inputs, a.Packets = inputs, frames
	return a
}

// couldBeSIP reports whether a connection that was not read may carry SIP, by
// its port or by the name its client asked for. What showed itself to be
// something else is not.
func couldBeSIP(c *Connection) bool {
	if c.Kind == Other || c.Kind == Silent {
		return false
	}
	name := strings.ToLower(c.ServerName)
	return c.Kind == Compressed || sipPort(c.Flow.Src.Port()) || sipPort(c.Flow.Dst.Port()) ||
		strings.HasPrefix(name, "sip") || strings.HasPrefix(name, "lync") || strings.Contains(name, ".sip.")
}

func sipPort(p uint16) bool { return p == 5060 || p == 5061 }

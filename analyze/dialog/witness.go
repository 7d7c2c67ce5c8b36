package dialog

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/table"
	"prescap/capture"
)

// witness knows how much of each connection, and so of each user, the capture shows.
// Moments are ordinals of items; 0 is before the first.
type witness struct {
	limits Limits
	conns  map[capture.ConnID]*connection // As many as the pipeline remembers.
	users  *table.Table[string, user]
	hidden map[netip.Addr]bool // Hosts with connections that may be SIP and cannot be read.
	all    mark                // The last gap that may concern everybody.
	apart  bool                // Disorder concerns everybody.
}

// mark is a point in a run: the ordinal of an item, and its capture time. A message
// that was held back behind missing bytes has a late ordinal and an early time.
type mark struct {
	moment uint64 // 0 is before everything.
	at     time.Time
}

// after reports whether a gap may have come behind a point. The zero mark is no gap.
func (g mark) after(from mark) bool {
	return g.moment > from.moment || !from.at.IsZero() && g.at.After(from.at)
}

// connection is what is known of a connection while it is open.
type connection struct {
	flow    capture.Flow
	apart   bool    // An answer was captured before its request.
	joined  bool    // Its beginning was not captured.
	heard   [2]bool // It is captured, by direction,
	from    [2]mark // and from where on.
	gap     [2]mark // The last gap, by direction.
	users   map[string]bool
	many    bool                // More users than are remembered.
	over    bool                // It ended.
	waiting [2][]transactionKey // Requests that are overdue, by the direction that should have answered.
	leaving []transactionKey    // REGISTERs that sign out.
}

// user is what is known of the connections of a user.
type user struct {
	gap   mark      // The last gap on any of them.
	late  mark      // The last message that was told behind one that is newer; its time is that of the newer one.
	last  time.Time // Of the newest message.
	apart bool      // One of the connections is.
	hosts []netip.Addr
}

// maxHosts bounds the hosts remembered of a user, and maxHidden those that hide
// something: beyond it, all do.
const (
	maxHosts  = 8
	maxHidden = 1 << 12
)

func newWitness(l Limits) *witness {
	return &witness{limits: l, conns: map[capture.ConnID]*connection{}, users: table.New[string, user](l.Users, l.Idle), hidden: map[netip.Addr]bool{}}
}

func (w *witness) open(id capture.ConnID, flow capture.Flow, start capture.Start) {
	w.conns[id] = &connection{flow: flow, joined: start != capture.Opened && flow.Transport == capture.TCP, users: map[string]bool{}}
}

func (w *witness) forget(id capture.ConnID) { delete(w.conns, id) }

// heard notes that a stream is captured, at least from a point on.
func (w *witness) heard(s capture.StreamID, from mark) {
	c := w.conns[s.Conn]
	if c == nil {
		return
	}
	if !c.heard[s.Dir] || from.moment == 0 {
		c.from[s.Dir] = from
	}
	c.heard[s.Dir] = true
}

// gap notes missing bytes, for everyone who was seen on the connection, and returns
// who that is; all is true when it may be anybody.
func (w *witness) gap(s capture.StreamID, at mark) (names []string, all bool) {
	c := w.conns[s.Conn]
	if c == nil || c.many {
		w.all = at
		return nil, true
	}
	c.gap[s.Dir] = at
	names = slices.Sorted(maps.Keys(c.users))
	for _, name := range names {
		if u := w.users.Get(name); u != nil {
			u.gap = at
		}
	}
	return names, false
}

// disorder notes that an answer on a connection was captured before its request: its
// directions were captured apart. From then on that is in doubt for everyone who is seen
// there, because the order of anything else may be wrong too, and nothing shows it.
func (w *witness) disorder(id capture.ConnID) {
	c := w.conns[id]
	if c == nil || c.many {
		w.apart = true
		return
	}
	c.apart = true
	for name := range c.users { // A mark for each: the order does not matter.
		if u := w.users.Get(name); u != nil {
			u.apart = true
		}
	}
}

// seen notes that a message of a user was told. One that was held back, because its
// stream was joined or bytes are missing in front of it, is told late: whatever was
// made of what was told before, was made without it.
func (w *witness) seen(id capture.ConnID, name string, at mark) {
	if name == "" {
		return
	}
	u := w.takesPart(id, name)
	switch {
	case u == nil:
	case at.at.Before(u.last):
		u.late = mark{at.moment, u.last}
	default:
		u.last = at.at
	}
}

// takesPart notes that a user takes part in a connection, and returns what is known of
// the user; nil when that is nothing.
func (w *witness) takesPart(id capture.ConnID, name string) *user {
	c := w.conns[id]
	if c == nil || c.users[name] {
		return w.users.Touch(name)
	}
	if len(c.users) >= w.limits.PerConnection {
		c.many = true
		return w.users.Touch(name)
	}
	c.users[name] = true
	u := w.users.Have(name)
	for _, g := range c.gap {
		if g.moment > u.gap.moment {
			u.gap = g
		}
	}
	u.apart = u.apart || c.apart
	for _, h := range []netip.Addr{c.flow.Src.Addr(), c.flow.Dst.Addr()} {
		if len(u.hosts) < maxHosts && !slices.Contains(u.hosts, h) {
			u.hosts = append(u.hosts, h)
		}
	}
	return u
}

// unreadable notes a connection that hides what it carries, if that may be SIP.
func (w *witness) unreadable(id capture.ConnID, name string, kind pipeline.Kind) {
	c := w.conns[id]
	if c == nil {
		return
	}
	name = strings.ToLower(name)
	port := func(p uint16) bool { return p == 5060 || p == 5061 }
	if kind != pipeline.Compressed && !port(c.flow.Src.Port()) && !port(c.flow.Dst.Port()) &&
		!strings.HasPrefix(name, "sip") && !strings.HasPrefix(name, "lync") && !strings.Contains(name, ".sip.") {
		return
	}
	for _, h := range []netip.Addr{c.flow.Src.Addr(), c.flow.Dst.Addr()} {
		if len(w.hidden) < maxHidden {
			w.hidden[h] = true
		}
	}
}

func (w *witness) hides(hosts ...netip.Addr) bool {
	if len(w.hidden) == 0 {
		return false
	}
	if len(w.hidden) >= maxHidden {
		return true
	}
	for _, h := range hosts {
		if w.hidden[h] {
			return true
		}
	}
	return false
}

// upTo returns what may be missing of a subject that a connection tells of, from a
// point on; the zero mark is the beginning.
func (w *witness) upTo(id capture.ConnID, s *fact.Subject, from mark) fact.Knowledge {
	k := w.since(id, s, from)
	if c := w.conns[id]; c != nil {
		if c.joined {
			k |= fact.JoinedLate
		}
		if !c.heard[0] || !c.heard[1] {
			k |= fact.OneSided
		}
	}
	return k
}

// since returns what went missing of a subject from a point on. What was told late
// counts as missing; from the beginning on, it is there. Disorder has no point of time.
func (w *witness) since(id capture.ConnID, s *fact.Subject, from mark) fact.Knowledge {
	var k fact.Knowledge
	if w.all.after(from) {
		k |= fact.Lossy
	}
	apart := w.apart
	if c := w.conns[id]; c != nil {
		if c.gap[0].after(from) || c.gap[1].after(from) {
			k |= fact.Lossy
		}
		apart = apart || c.apart
		if w.hides(c.flow.Src.Addr(), c.flow.Dst.Addr()) {
			k |= fact.Undecrypted
		}
	} else if id != 0 {
		k |= fact.OneSided // It is over: nothing can have come.
	}
	for _, name := range [2]string{s.Presentity, s.Watcher} {
		if name == "" {
			continue
		}
		if u := w.users.Get(name); u != nil {
			if u.gap.after(from) || from != (mark{}) && u.late.after(from) {
				k |= fact.Lossy
			}
			apart = apart || u.apart
			if w.hides(u.hosts...) {
				k |= fact.Undecrypted
			}
		}
	}
	if apart {
		k |= fact.Disordered
	}
	return k
}

// whole reports whether a stream brought everything since a point: nothing is missing,
// and it is captured from there on.
func (w *witness) whole(s capture.StreamID, from mark) bool {
	c := w.conns[s.Conn]
	return c != nil && c.heard[s.Dir] && !c.from[s.Dir].after(from) && !c.gap[s.Dir].after(from) && !w.all.after(from)
}

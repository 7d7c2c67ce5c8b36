package state

import (
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// instance is one category instance of a presentity.
type instance struct {
	published *fact.Version // What a client published last, accepted or not.
	server    *fact.Version // What the server accepted or stated last; nil when it is not there, or nothing is known.
	known     bool          // The server's word about it is known.
	stated    []statement   // By connection.
}

// statement is the server's word about a key on one connection.
type statement struct {
	conn    capture.ConnID
	moment  uint64
	time    time.Time
	version *fact.Version // Nil when it stated that there is none.
}

// overtaking is within how long what the server says may be older than what it said or
// accepted before. Beyond it a lower version belongs to a key that was made anew.
const overtaking = 5 * time.Second

// newer reports whether more is known of a key than a version that is told now: it was
// under way when the server accepted a later one.
func (i *instance) newer(v *fact.Version, now time.Time) bool {
	s := i.server
	return s != nil && s.HasNumber && v.HasNumber && v.Number < s.Number && now.Sub(s.Time) <= overtaking &&
		(v.PublishTime.IsZero() || s.PublishTime.IsZero() || !v.PublishTime.After(s.PublishTime))
}

// said is the server's word by what told it.
func said(a *fact.About, v *fact.Version) statement {
	return statement{a.Conn, a.Moment, a.Time, v}
}

// maxStatements bounds the connections remembered of a key: as many as a user has
// endpoints, and some (enhanced-presence appendix D).
const maxStatements = 16

// state notes the server's word on a connection.
func (i *instance) state(s statement) { i.stated = noted(i.stated, s) }

// noted replaces the statement of a connection, or the oldest.
func noted(all []statement, s statement) []statement {
	for n := range all {
		if all[n].conn == s.conn {
			all[n] = s
			return all
		}
	}
	if len(all) < maxStatements {
		return append(all, s)
	}
	oldest := 0
	for n := range all {
		if all[n].moment < all[oldest].moment {
			oldest = n
		}
	}
	all[oldest] = s
	return all
}

// on returns the statement of a connection.
func on(all []statement, conn capture.ConnID) (statement, bool) {
	i := slices.IndexFunc(all, func(s statement) bool { return s.conn == conn })
	if i < 0 {
		return statement{}, false
	}
	return all[i], true
}

// instance returns what is known of a key, from now on if nothing was; nil when the
// presentity has too many.
func (m *Model) instance(p *presentity, k presence.InstanceKey) *instance {
	i := p.instances[k]
	if i == nil {
		if len(p.instances) >= m.limits.Instances {
			m.full++
			return nil
		}
		i = &instance{known: len(p.snapshots) > 0}
		p.instances[k] = i
	}
	return i
}

// versionOf is an instance as a document states it, to be kept.
func versionOf(c *presence.CategoryInstance, a *fact.About) *fact.Version {
	return &fact.Version{
		Number: c.Version, HasNumber: c.Has.Has(presence.HasVersion), Value: category.Kept(c.Value),
		Expire: c.Expire, Expires: c.Expires, HasExpires: c.Has.Has(presence.HasExpires),
		PublishTime: c.PublishTime, Time: a.Time, Frames: a.Frames,
	}
}

// same reports whether two versions say the same: to people, that is.
func same(a, b *fact.Version) bool {
	if a == nil || b == nil {
		return a == b
	}
	return category.Equal(a.Value, b.Value)
}

// set makes a version the server's word about a key, and tells if that changes
// something.
func (m *Model) set(a fact.About, i *instance, k presence.InstanceKey, to *fact.Version, cause string) {
	a.Subject.Key, a.Subject.HasKey = k, true
	from, unknown := i.server, !i.known
	if to != nil && same(from, to) {
		to.Value = from.Value // One copy of it.
		if to.Endpoint == "" {
			to.Endpoint = from.Endpoint
		}
		if from.HasNumber && to.HasNumber && from.Number == to.Number { // The same, stated again.
			to.Time, to.Frames = from.Time, from.Frames
		}
	}
	i.server, i.known = to, true
	m.bind(a.Subject.Presentity, k, to)
	if to != nil && (unknown || !same(from, to)) || to == nil && from != nil {
		m.emit(&fact.Change{About: a, Layer: fact.ByServer, From: from, To: to, Unknown: unknown, Cause: cause})
	}
}

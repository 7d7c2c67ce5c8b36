package state

import (
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/table"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Model is the state of all presentities. It belongs to one goroutine.
type Model struct {
	limits Limits
	emit   func(fact.Fact)
	since  func(*fact.About) fact.Knowledge
	people *table.Table[string, presentity]
	views  *table.Table[viewKey, view]
	asked  *table.Table[*sip.Message, request]
	timed  *table.Table[timedKey, *fact.Version] // Instances bound in time.
	homes  map[capture.ConnID][]home             // Who is signed in on a connection.
	lives  *table.Table[home, life]              // For how long.
	ended  *table.Table[fact.DialogID, fact.Ending]
	moment uint64
	now    time.Time
	full   int // What was not kept because a presentity had too much of it.
}

// presentity is what is known of one user.
type presentity struct {
	instances  map[presence.InstanceKey]*instance
	endpoints  map[string]*endpoint
	containers map[presence.ContainerID][]presence.Member
	edited     map[presence.ContainerID]string // By which endpoint, until the server tells the members.
	snapshots  []statement                     // Where and when the server stated everything.
}

// New returns a Model that tells its facts to emit. since answers what the capture
// may not show of a fact's subject from the fact to now.
func New(l Limits, emit func(fact.Fact), since func(*fact.About) fact.Knowledge) *Model {
	m := &Model{
		limits: l, emit: emit, since: since,
		people: table.New[string, presentity](l.Presentities, l.Idle),
		views:  table.New[viewKey, view](l.Views, l.Idle),
		asked:  table.New[*sip.Message, request](l.Pending, l.Answer),
		timed:  table.New[timedKey, *fact.Version](l.Views, l.Idle),
		homes:  map[capture.ConnID][]home{},
		lives:  table.New[home, life](l.Presentities, l.Idle),
		ended:  table.New[fact.DialogID, fact.Ending](l.Views, l.Idle),
	}
	m.asked.Room(l.Waiting)
	m.timed.OnDue(m.expired)
	m.lives.OnDue(m.lapsed)
	m.asked.OnForgotten(func(_ *sip.Message, r *request) { m.proposed(r) })
	return m
}

// Take takes the next fact.
func (m *Model) Take(f fact.Fact) {
	m.moment = f.Common().Moment
	switch f := f.(type) {
	case *fact.Published:
		m.published(f)
	case *fact.PublishAnswered:
		m.answered(f)
	case *fact.RequestUnanswered:
		m.unanswered(f)
	case *fact.SelfNotified:
		m.selfNotified(f)
	case *fact.SelfSnapshot:
		if complete(f.Message) {
			m.snapshot(f)
		}
	case *fact.Notified:
		m.notified(f)
	case *fact.DialogEnded:
		m.ended.Put(dialogOf(f.Subscription.Dialog), f.Subscription.Ended)
	case *fact.Subscribed:
		m.ended.Delete(dialogOf(f.Subscription.Dialog))
	case *fact.ContainersAnswered:
		m.edited(f)
	case *fact.Registered:
		m.registered(f)
	case *fact.Deregistered:
		m.deregistered(f)
	case *fact.ConnectionEnded:
		m.connectionEnded(f)
	}
}

// Clock moves the capture clock.
func (m *Model) Clock(now time.Time) {
	if !now.After(m.now) {
		return
	}
	m.now = now
	m.people.Clock(now)
	m.views.Clock(now)
	m.asked.Clock(now)
	m.timed.Clock(now)
	m.lives.Clock(now)
	m.ended.Clock(now)
}

// Forgotten returns how many things were forgotten, or not kept, for lack of room.
func (m *Model) Forgotten() int {
	return m.people.Evicted() + m.views.Evicted() + m.asked.Evicted() + m.timed.Evicted() + m.lives.Evicted() + m.ended.Evicted() + m.full
}

// person returns what is known of a user, from now on if nothing was. It is valid
// until the next call.
func (m *Model) person(name string) *presentity {
	if p := m.people.Touch(name); p != nil {
		return p
	}
	return m.people.Put(name, presentity{
		instances:  map[presence.InstanceKey]*instance{},
		endpoints:  map[string]*endpoint{},
		containers: map[presence.ContainerID][]presence.Member{},
		edited:     map[presence.ContainerID]string{},
	})
}

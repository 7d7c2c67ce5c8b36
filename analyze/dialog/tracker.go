package dialog

import (
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/table"
	"prescap/capture"
	"prescap/decode/sip"
	"prescap/decode/words"
)

// Tracker turns items into facts. It belongs to one goroutine.
type Tracker struct {
	limits Limits
	emit   func(fact.Fact)
	uris   *sip.Memo
	words  *words.Words

	moment uint64    // Ordinal of the item at hand.
	now    time.Time // The capture clock; zero before it starts.

	witness       *witness
	hops          *table.Table[copyKey, original]
	transactions  *table.Table[transactionKey, transaction]
	early         *table.Table[transactionKey, early] // Final answers that came before their requests.
	subscriptions *table.Table[subscriptionKey, subscription]
}

// New returns a Tracker that tells its facts to emit.
func New(l Limits, emit func(fact.Fact)) *Tracker {
	t := &Tracker{
		limits: l, emit: emit, uris: sip.NewMemo(l.URIs), words: words.New(l.Words),
		witness:       newWitness(l),
		hops:          table.New[copyKey, original](l.Hops, l.Hop),
		transactions:  table.New[transactionKey, transaction](l.Transactions, l.Idle),
		early:         table.New[transactionKey, early](l.Answers, l.Answer),
		subscriptions: table.New[subscriptionKey, subscription](l.Subscriptions, l.Idle),
	}
	t.transactions.Room(l.Waiting)
	t.early.Room(l.Waiting)
	t.transactions.OnDue(t.overdue)
	t.early.OnDue(func(_ transactionKey, e *early) { e.answer = nil })
	t.subscriptions.OnDue(t.expired)
	return t
}

// Take takes the next item of the run.
func (t *Tracker) Take(it *pipeline.Item) {
	t.moment++
	switch {
	case it.Message != nil:
		t.message(it)
	case it.KeepAlive != nil:
		k := it.KeepAlive
		t.witness.heard(k.Stream, t.here(it.Time, false))
		a := fact.About{Time: it.Time, Frames: k.Frames}
		t.emit(&fact.KeepAlive{About: t.on(a, k.Stream), Bytes: k.Bytes})
		t.answerable(k.Stream, k.Frames)
	case it.Quiet != nil:
		q := it.Quiet
		t.witness.heard(q.Stream, t.here(it.Time, q.Opened))
		t.emit(&fact.Quiet{About: t.on(fact.About{Time: it.Time, Frames: q.Frames}, q.Stream)})
		t.answerable(q.Stream, q.Frames)
	case it.Gap != nil:
		users, all := t.witness.gap(it.Gap.Stream, mark{t.moment, it.Time})
		t.emit(&fact.Gap{About: t.on(fact.About{Time: it.Time}, it.Gap.Stream), Lost: it.Gap.Lost, Users: users, Everybody: all})
	case it.Opened != nil:
		t.witness.open(it.Conn, it.Opened.Flow, it.Opened.Start)
		t.emit(&fact.ConnectionOpened{About: t.on(fact.About{Time: it.Time}, capture.StreamID{Conn: it.Conn}), Flow: it.Opened.Flow, Start: it.Opened.Start})
	case it.Ended != nil:
		t.hangup(it)
		t.emit(&fact.ConnectionEnded{About: t.on(fact.About{Time: it.Time}, capture.StreamID{Conn: it.Conn}), How: it.Ended.How})
	case it.Undecrypted != nil:
		u := it.Undecrypted
		t.witness.unreadable(it.Conn, u.ServerName, u.Kind)
		t.emit(&fact.Unreadable{About: t.on(fact.About{Time: it.Time}, capture.StreamID{Conn: it.Conn}), Why: u.Kind.String(), ServerName: u.ServerName})
	case it.Connection != nil:
		t.witness.forget(it.Conn)
	case it.Clock != nil:
		t.clock(it.Clock.Now)
	}
}

// clock moves the capture clock.
func (t *Tracker) clock(now time.Time) {
	if !now.After(t.now) {
		return
	}
	t.now = now
	t.hops.Clock(now)
	t.transactions.Clock(now)
	t.early.Clock(now)
	t.subscriptions.Clock(now)
	t.witness.users.Clock(now)
}

// here is the point at which a stream was first heard: now, or its beginning.
func (t *Tracker) here(now time.Time, opened bool) mark {
	if opened {
		return mark{}
	}
	return mark{t.moment, now}
}

// Since returns what the capture may not show of a fact's subject between the fact
// and now: bytes missing on the connection that told it or on another of its users,
// something that became unreadable.
func (t *Tracker) Since(a *fact.About) fact.Knowledge {
	return t.witness.since(a.Conn, &a.Subject, mark{a.Moment, a.Time})
}

// Forgotten returns how many things were forgotten for lack of room.
func (t *Tracker) Forgotten() int {
	return t.transactions.Evicted() + t.early.Evicted() + t.hops.Evicted() + t.subscriptions.Evicted() + t.witness.users.Evicted()
}

// on completes what is known of a fact that a stream told.
func (t *Tracker) on(a fact.About, s capture.StreamID) fact.About {
	a.Moment, a.Conn, a.Dir = t.moment, s.Conn, s.Dir
	a.Knowledge = t.witness.upTo(s.Conn, &a.Subject, mark{})
	return a
}

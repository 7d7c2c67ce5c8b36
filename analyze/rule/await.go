package rule

import (
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// Await puts off judging a case until the capture is known to have shown what matters
// for it: until the streams of a connection went on behind a point of time. By then,
// what went missing in front of that point is known ([Pass.Checked] asks for it), and
// what was captured in the wrong order was told. A rule that judges by what was not
// said, or that accuses by what was said last, needs that:
//
//	waiting := rule.NewAwait(h, func(p *rule.Pass, c *refusal, went rule.Went) {
//		if c.repaired == nil && p.Checked(&c.about) {
//			p.Report(...)
//		}
//	})
//	rule.On(h, func(p *rule.Pass, f *fact.PublishAnswered) {
//		...
//		waiting.Put(c, rule.Until{Stream: c.stream, Both: true, After: f.Time.Add(within)})
//	})
//
// A message or keep-alive shows that its stream goes on, and so does an acknowledgement
// that it has said nothing. The case is judged behind everything that this means, so
// that the rule knows of it already; then the case is forgotten. Where nothing shows that
// until the connection, or the capture, ends at that time or later, it is judged then, and
// whatever is reported is only possible. Before that time it is forgotten, and so are
// cases of which there are too many (Coverage.Evicted).
type Await[T comparable] struct {
	judge func(*Pass, T, Went)
	conns *Table[capture.ConnID, []awaited[T]]
	full  int       // Cases that were not kept for lack of room.
	last  time.Time // Of all that was heard.
}

// Until is what must have been seen before a case is judged.
type Until struct {
	Stream capture.StreamID // That is to go on.
	Both   bool             // And the other direction of its connection too.
	Aloud  bool             // By saying something; else acknowledged silence is as good.
	After  time.Time        // Behind this time.
}

// Went is what showed that the streams went on, by their direction; nil for one that
// was not waited for. Where nothing did, it is the end of the connection, without frames.
type Went [2]*fact.About

// awaited is a case that waits.
type awaited[T comparable] struct {
	the   T
	until Until
	went  Went
}

// done reports whether all that it waits for was seen.
func (a *awaited[T]) done() bool {
	d := a.until.Stream.Dir
	return a.went[d] != nil && (!a.until.Both || a.went[d.Other()] != nil)
}

// maxAwaited bounds the cases that wait for one connection.
const maxAwaited = 256

// NewAwait returns an Await without cases, which lives as long as the run.
func NewAwait[T comparable](h *Hooks, judge func(p *Pass, the T, went Went)) *Await[T] {
	a := &Await[T]{judge: judge, conns: NewTable[capture.ConnID, []awaited[T]](h)}
	h.tables = append(h.tables, a)
	On(h, func(p *Pass, f *fact.MessageSeen) { a.wentOn(p, &f.About, true) })
	On(h, func(p *Pass, f *fact.HopSeen) { a.wentOn(p, &f.About, true) })
	On(h, func(p *Pass, f *fact.KeepAlive) { a.wentOn(p, &f.About, true) })
	On(h, func(p *Pass, f *fact.Quiet) { a.wentOn(p, &f.About, false) })
	On(h, func(p *Pass, f *fact.ConnectionEnded) { a.ended(p, &f.About) })
	return a
}

// Put has a case judged once that was seen. One that waits for the connection already
// waits anew.
func (a *Await[T]) Put(the T, until Until) {
	conn := until.Stream.Conn
	all := a.conns.Have(conn)
	n := slices.IndexFunc(*all, func(w awaited[T]) bool { return w.the == the })
	switch {
	case n >= 0:
		(*all)[n] = awaited[T]{the: the, until: until}
	case len(*all) < maxAwaited:
		*all = append(*all, awaited[T]{the: the, until: until})
	default:
		a.full++
	}
}

// wentOn notes that a stream went on, aloud or in silence.
func (a *Await[T]) wentOn(p *Pass, f *fact.About, aloud bool) {
	if f.Time.After(a.last) {
		a.last = f.Time
	}
	if a.conns.Len() == 0 {
		return
	}
	all := a.conns.Get(f.Conn)
	if all == nil {
		return
	}
	done := false
	for n := range *all {
		w := &(*all)[n]
		if w.went[f.Dir] == nil && (aloud || !w.until.Aloud) && f.Time.After(w.until.After) && (w.until.Both || w.until.Stream.Dir == f.Dir) {
			w.went[f.Dir] = f
			done = done || w.done()
		}
	}
	if done {
		p.engine.later = append(p.engine.later, later{p, a, f.Conn})
	}
}

// ended judges the cases of a connection that has ended before they could be sure.
func (a *Await[T]) ended(p *Pass, end *fact.About) {
	all := a.conns.Get(end.Conn)
	if all == nil {
		return
	}
	cases := slices.Clone(*all)
	a.conns.Delete(end.Conn)
	p.unsure = true
	for _, w := range cases {
		if a.last.Before(w.until.After) && end.Time.Before(w.until.After) {
			continue
		}
		for d := range w.went {
			if w.went[d] == nil {
				w.went[d] = end
			}
		}
		a.judge(p, w.the, w.went)
	}
	p.unsure = false
}

// settle judges the cases of a connection that have been waiting long enough.
func (a *Await[T]) settle(p *Pass, conn capture.ConnID) {
	all := a.conns.Get(conn)
	if all == nil {
		return
	}
	var done []awaited[T]
	*all = slices.DeleteFunc(*all, func(w awaited[T]) bool {
		if w.done() {
			done = append(done, w)
		}
		return w.done()
	})
	if len(*all) == 0 {
		a.conns.Delete(conn)
	}
	for _, w := range done {
		a.judge(p, w.the, w.went)
	}
}

// clock implements keeper: its Table follows the clock by itself.
func (a *Await[T]) clock(*Pass) {}

// Evicted returns how many cases were not kept for lack of room.
func (a *Await[T]) Evicted() int { return a.full }

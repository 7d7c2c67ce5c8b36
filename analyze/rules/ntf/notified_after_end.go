package ntf

import (
	"fmt"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
)

func notifiedAfterEnd() *rule.Rule {
	return &rule.Rule{
		ID: "NTF005", Name: "notified-after-end", Area: rule.NTF, Severity: rule.Warning,
		Title: "A watcher is notified of a subscription that has ended",
		Basis: []rule.Citation{
			{Doc: "receiving-presence-category-instances", Tier: 2, Row: "EP-714"},
			{Doc: "RFC 6665", Tier: 1, Row: "NTF-16"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Contacts that were removed go on changing; a client that signed out goes on being
sent presence; the server's load does not go down when people leave.`,
			Bad: `BENOTIFY  subscription-state: terminated;expires=0
(one minute)
BENOTIFY  subscription-state: active;expires=23903`,
			Good: `BENOTIFY  subscription-state: terminated;expires=0`,
			Fix: `Notifier and watcher disagree about the subscription. Look at how it ended: a server
that still notifies after a 481 or after its own "terminated" keeps state that it says
it has not; after an unsubscription that it confirmed, it did not carry it out. Where the time of
the subscription ran out, the watcher did not refresh it, and the server did not notice.`,
			Harmless: `What was under way when the subscription ended, within the grace time; and the one
notification that follows a query (Expires: 0).`,
		},
		Needs: rule.NoLoss | rule.BothDirections | rule.Readable,
		Wants: rule.InOrder,
		Options: []rule.Option{
			{Name: "grace", Default: 5 * time.Second, Doc: "how long after the end notifications may still arrive"},
			{Name: "lapse", Default: time.Minute, Doc: "the same, where the subscription's time ran out"},
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTable[start, *rule.Finding](h)
			queried := rule.NewTable[start, time.Time](h) // The end of each that was notified of once.
			renewed := rule.NewTable[start, time.Time](h)
			// A SUBSCRIBE that the notification followed is known once the watcher went on.
			waiting := rule.NewAwait(h, func(p *rule.Pass, f *fact.NotificationSeen, _ rule.Went) {
				if !since(renewed, f) {
					late(p, told, f)
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Subscribed) {
				if f.Expires != 0 {
					renewed.Put(startOf(&f.About), f.Time)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.NotificationSeen) {
				end := f.Subscription.Ended
				switch {
				case !f.Known:
				case end.End == fact.Alive, end.End == fact.Refused, // It may be asked for again.
					f.Time.Sub(end.Time) <= p.Duration("grace"),
					end.End == fact.RanOut && f.Time.Sub(end.Time) <= p.Duration("lapse"):
					p.Checked(&f.About)
				case since(renewed, f): // And not answered so far.
				case number(f) <= f.Subscription.Before.CSeq: // Sent before the end, perhaps.
				case end.End == fact.SingleQuery && !again(queried, startOf(&f.About), end.Time):
					p.Checked(&f.About)
				default:
					waiting.Put(f, rule.Until{Stream: capture.StreamID{Conn: f.Conn, Dir: f.Dir.Other()}, After: f.Time})
				}
			})
		},
	}
}

// since reports whether the watcher subscribed anew since the end of its subscription.
func since(renewed *rule.Table[start, time.Time], f *fact.NotificationSeen) bool {
	t := renewed.Get(startOf(&f.About))
	return t != nil && t.After(f.Subscription.Ended.Time)
}

// number is the place of a notification in its notifier's order.
func number(f *fact.NotificationSeen) uint32 {
	cseq, _ := f.Message.Header.CSeq()
	return cseq.Number
}

// again reports whether a query that ended then was notified of before, and notes that
// it is.
func again(queried *rule.Table[start, time.Time], k start, end time.Time) bool {
	if t := queried.Touch(k); t != nil && t.Equal(end) {
		return true
	}
	queried.Put(k, end)
	return false
}

// late reports a notification after the end of its subscription.
func late(p *rule.Pass, told *rule.Table[start, *rule.Finding], f *fact.NotificationSeen) {
	if !p.Checked(&f.About) {
		return
	}
	end, k := f.Subscription.Ended, startOf(&f.About)
	proof := rule.Evidence{Role: "the notification", Frames: f.Frames, Path: "Subscription-State", Quote: f.Message.Header.Get("Subscription-State")}
	if finding := told.Touch(k); finding != nil && len((*finding).Evidence) > 1 && (*finding).Evidence[1].Frames[0] == end.Frames[0] {
		(*finding).Again(&f.About, proof)
		return
	}
	message := fmt.Sprintf("%s gets a %s for %s %.0f s after the subscription ended (%s)",
		f.Subject.Watcher, f.Message.Method, f.Subscription.Event, f.Time.Sub(end.Time).Seconds(), end.How)
	told.Put(k, p.Report(&f.About, message, proof, rule.Evidence{Role: "the end", Frames: end.Frames, Quote: end.How}))
}

package timeline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// watching is a subscription to the presence of some, while it goes on.
type watching struct {
	targets map[string]bool        // Who is watched.
	asked   []presence.BatchAction // What the SUBSCRIBE asks for that has no answer yet.
	once    bool                   // It asks once, and watches nobody.
}

// watchKey is a subscription from its SUBSCRIBE on.
type watchKey struct{ callID, localTag string }

func watchKeyOf(s *fact.Subscription) watchKey { return watchKey{s.Dialog.CallID, s.Dialog.LocalTag} }

// subscribes notes what a SUBSCRIBE to presence asks for.
func (l *Log) subscribes(f *fact.Subscribed) {
	if f.Subscription.Event != "presence" || l.limits.Entries == 0 {
		return
	}
	k := watchKeyOf(&f.Subscription)
	w := l.watches[k]
	if w == nil {
		if len(l.watches) >= l.limits.Presentities {
			l.unwatched++
			return
		}
		w = &watching{targets: map[string]bool{}}
		l.watches[k] = w
	}
	w.asked, w.once = nil, f.Expires == 0 && !f.Refresh
	switch {
	case f.Expires == 0 && f.Refresh:
	case f.Batch != nil:
		w.asked = f.Batch.Actions
	case !f.Refresh && f.Subscription.Target != "":
		w.asked = []presence.BatchAction{{Name: "subscribe", Resources: []string{f.Subscription.Target}}}
	}
}

// subscribed logs whom a watcher watches from the answer on, on the timelines of both.
func (l *Log) subscribed(f *fact.SubscribeAnswered) {
	w := l.watches[watchKeyOf(&f.Subscription)]
	if w == nil {
		return
	}
	asked, s := w.asked, &f.Subscription
	w.asked = nil
	if f.Answer.Status >= 300 || w.once {
		if len(w.targets) == 0 {
			delete(l.watches, watchKeyOf(s))
		}
		to := "asked once"
		if f.Answer.Status >= 300 {
			to = fmt.Sprintf("subscription refused with %d", f.Answer.Status)
		}
		l.add(s.Watcher, &f.About, Entry{Lane: "watching", To: to + named(whom(asked)), Cause: "SUBSCRIBE by " + name(s.Endpoint), Refused: f.Answer.Status >= 300})
		return
	}
	cause := "SUBSCRIBE by " + name(s.Endpoint)
	if f.Granted > 0 {
		cause += ", for " + lasting(f.Granted)
	}
	for _, a := range asked {
		for _, r := range a.Resources {
			l.target(f, w, r, a.Name != "unsubscribe", cause)
		}
	}
	if names := whom(asked); len(names) > 0 {
		to := "subscribed"
		if asked[0].Name == "unsubscribe" {
			to = "no longer subscribed"
		}
		l.add(s.Watcher, &f.About, Entry{Lane: "watching", To: to + named(names), Cause: cause})
	}
}

// target notes that somebody is watched from now on, or no longer.
func (l *Log) target(f *fact.SubscribeAnswered, w *watching, presentity string, watched bool, cause string) {
	if w.targets[presentity] == watched {
		return
	}
	e := Entry{Lane: "watched by " + f.Subscription.Watcher, To: "subscribed", Cause: cause}
	if watched {
		if l.targets >= mostTargets*l.limits.Presentities {
			l.unwatched++
			return
		}
		l.targets++
		w.targets[presentity] = true
	} else {
		l.targets--
		delete(w.targets, presentity)
		e.From, e.To = "subscribed", "unsubscribed"
	}
	l.add(presentity, &f.About, e)
}

// mostTargets bounds those who are watched by one watcher, on the average.
const mostTargets = 8

// unsubscribed logs the end of a subscription on the timelines of whom it watched.
func (l *Log) unsubscribed(f *fact.DialogEnded) {
	k := watchKeyOf(&f.Subscription)
	w := l.watches[k]
	if w == nil {
		return
	}
	delete(l.watches, k)
	l.targets -= len(w.targets)
	var names []string
	for name := range w.targets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		l.add(name, &f.About, Entry{Lane: "watched by " + f.Subscription.Watcher, From: "subscribed", To: f.Subscription.Ended.How, Cause: "dialog " + short(k.callID)})
	}
}

// whom names all who are in some actions.
func whom(actions []presence.BatchAction) (names []string) {
	for _, a := range actions {
		names = append(names, a.Resources...)
	}
	return names
}

// named names the first few of some, behind what is said of them.
func named(names []string) string {
	const few = 3
	if len(names) == 0 {
		return ""
	}
	if len(names) > few {
		return fmt.Sprintf(": %s and %d more", strings.Join(names[:few], ", "), len(names)-few)
	}
	return ": " + strings.Join(names, ", ")
}

// lasting says how long something lasts, to the minute.
func lasting(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	if d < time.Hour {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

package dialog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// subscriptionKey is what a subscription is known by from its SUBSCRIBE on.
type subscriptionKey struct{ callID, localTag string }

// subscription is a subscription and what only the Tracker needs to know of it.
type subscription struct {
	fact.Subscription
	begun      mark        // Its SUBSCRIBE; zero when that was not seen.
	subscribed fact.Notice // The last SUBSCRIBE.
	snapshot   bool        // Its first answer has all of the user's categories.
	extends    bool        // Every notification extends it (com.microsoft.autoextend).
	granted    time.Duration
	source     []capture.Frame // Of what said until when it lasts.
	newest     uint32          // Number of the latest notification told; 0 for none,
	newestAt   time.Time       // and when it was.
}

// watched reports whether an event package is one whose notifications prescap
// follows. That of the registration has no SUBSCRIBE (MS-SIPREGE), and those of calls
// are none of ours.
func watched(event string) bool {
	return event == "presence" || strings.HasPrefix(event, "presence.") || strings.HasPrefix(event, "vnd-microsoft-")
}

// subscribe tells of a SUBSCRIBE.
func (t *Tracker) subscribe(h *heard) {
	k := subscriptionKey{h.callID, h.from.tag}
	sub := t.subscriptions.Touch(k)
	refresh := h.to.tag != ""
	if sub == nil || !refresh && sub.Ended.End != fact.Alive {
		sub = t.subscriptions.Put(k, subscription{Subscription: fact.Subscription{
			Dialog: h.dialogID(), Event: t.words.Of(eventOf(h)), Watcher: h.from.aor, Target: h.to.aor, Endpoint: h.from.epid,
		}})
		if !refresh {
			sub.Seen, sub.Begun, sub.begun = true, h.Frames, h.mark()
		}
	}
	if list := event[*presence.SelfSubscribe](h.events); list != nil {
		for _, set := range list.Sets {
			sub.snapshot = sub.snapshot || set == "categories"
		}
	}
	if refresh && !sub.Until.IsZero() { // It may be answered behind the time that is left.
		t.subscriptions.At(k, later(sub.Until, t.deadline(h.Time)))
	}
	before := sub.subscribed
	sub.subscribed = fact.Notice{CSeq: h.cseq.Number, Frames: h.Frames}
	s := t.parties(h)
	s.Presentity = sub.Target
	t.emit(&fact.Subscribed{
		About: t.ofSub(h, s, sub), Message: h.Message, Subscription: sub.Subscription, Refresh: refresh,
		Batch: event[*presence.BatchSubscribe](h.events), Expires: h.expires(), Before: before,
	})
}

// subscribed tells of the final answer to a SUBSCRIBE, and what it brings.
func (t *Tracker) subscribed(h *heard, x *transaction) {
	k := subscriptionKey{h.callID, h.from.tag}
	sub := t.subscriptions.Touch(k)
	if sub == nil {
		t.told(h, fact.Piggybacked, nil, false)
		return
	}
	if h.to.tag != "" {
		sub.Dialog.RemoteTag = h.to.tag
	}
	initial := x != nil && x.request.to.tag == ""
	ended := fact.Ending{Time: h.Time, Frames: h.Frames}
	late := false
	switch {
	case h.Status < 300:
		t.grant(k, sub, h)
		if state := h.Header.SubscriptionState(); state.Name == "terminated" || x != nil && x.request.expires() == 0 {
			ended.End, ended.How = fact.Unsubscribed, "unsubscribed"
			if initial {
				ended.End, ended.How = fact.SingleQuery, "answered as a single query"
			}
		}
		if initial {
			if n, err := strconv.ParseUint(h.Header.Get("ms-piggyback-cseq"), 10, 32); err == nil {
				if late = sub.late(uint32(n), h.Time); !late {
					sub.Before = fact.Notice{CSeq: uint32(n), Frames: h.Frames}
				}
			}
		}
	case h.Status == 481:
		ended.End, ended.How = fact.NoDialog, "refused with 481"
	case initial:
		ended.End, ended.How = fact.Refused, fmt.Sprintf("refused with %d", h.Status)
	}
	s := t.parties(h)
	s.Presentity = sub.Target
	exchange := fact.Exchange{Request: x.message(), Answer: h.Message}
	t.emit(&fact.SubscribeAnswered{About: t.ofSub(h, s, sub), Exchange: exchange, Subscription: sub.Subscription, Granted: h.expires()})
	t.told(h, fact.Piggybacked, sub, late)
	sub.snapshot = false // Later answers are refreshes.
	if ended.End != fact.Alive {
		t.end(h, sub, ended)
	}
}

// grant notes how long a subscription lasts.
func (t *Tracker) grant(k subscriptionKey, sub *subscription, h *heard) {
	sub.extends = h.supports("com.microsoft.autoextend")
	granted := h.expires()
	if d, ok := seconds(h.Header.SubscriptionState(), "expires"); ok {
		granted = d
	}
	if granted < 0 {
		return
	}
	sub.granted = granted
	sub.Ended = fact.Ending{}
	t.lasts(k, sub, h, granted)
}

// lasts notes until when a subscription lasts by what a message says.
func (t *Tracker) lasts(k subscriptionKey, sub *subscription, h *heard, d time.Duration) {
	sub.Until, sub.source = h.Time.Add(d), h.Frames
	t.subscriptions.At(k, sub.Until)
	if sub.Ended.End == fact.RanOut {
		sub.Ended = fact.Ending{} // The server goes on with it.
	}
}

// overtaking is within how long a later notification may overtake another. Beyond it a
// lower number is a new order.
const overtaking = 5 * time.Second

// late reports whether a notification of that number was overtaken by a later one, and
// notes its number if not.
func (s *subscription) late(number uint32, at time.Time) bool {
	if number < s.newest && at.Sub(s.newestAt) <= overtaking {
		return true
	}
	s.newest, s.newestAt = number, at
	return false
}

func seconds(v sip.Typed, param string) (time.Duration, bool) {
	s, ok := v.Params.Get(param)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return time.Duration(n) * time.Second, err == nil
}

// expired notes that a subscription's time ran out.
func (t *Tracker) expired(_ subscriptionKey, sub *subscription) {
	if sub.Ended.End != fact.Alive {
		return
	}
	sub.Ended = fact.Ending{End: fact.RanOut, Time: sub.Until, How: "ran out", Frames: sub.source}
	a := fact.About{Time: t.now, Moment: t.moment, Subject: fact.Subject{
		Presentity: sub.Target, Watcher: sub.Watcher, Dialog: sub.Dialog, Endpoint: sub.Endpoint,
	}}
	a.Knowledge = t.witness.upTo(0, &a.Subject, sub.begun)
	if !sub.Seen {
		a.Knowledge |= fact.JoinedLate
	}
	t.emit(&fact.Expiry{About: a, What: "subscription to " + sub.Event})
	t.emit(&fact.DialogEnded{About: a, Subscription: sub.Subscription})
}

// notify tells of a notification, and what it brings.
func (t *Tracker) notify(h *heard) {
	if d := event[*presence.Deregistered](h.events); d != nil {
		t.deregistered(h, d)
		return
	}
	by := fact.ByNotify
	if h.Method == "BENOTIFY" {
		by = fact.ByBenotify
	}
	id := h.dialogID()
	k := subscriptionKey{id.CallID, id.LocalTag}
	sub := t.subscriptions.Touch(k)
	known := sub != nil
	name := t.words.Of(eventOf(h))
	if !known && name != "" && !watched(name) {
		t.told(h, by, nil, false)
		return
	}
	if !known {
		sub = t.subscriptions.Put(k, subscription{Subscription: fact.Subscription{
			Dialog: id, Event: name, Watcher: h.to.aor, Endpoint: h.to.epid,
		}})
	}
	if sub.Dialog.RemoteTag == "" {
		sub.Dialog.RemoteTag = id.RemoteTag
	}
	if watched(sub.Event) {
		s := t.parties(h)
		t.emit(&fact.NotificationSeen{About: t.ofSub(h, s, sub), Message: h.Message, Carrier: by, Known: known, Subscription: sub.Subscription})
	}
	late := sub.late(h.cseq.Number, h.Time)
	if !late {
		sub.Before = fact.Notice{CSeq: h.cseq.Number, Frames: h.Frames}
	}
	t.told(h, by, sub, late)
	state := h.Header.SubscriptionState()
	if d, ok := seconds(state, "expires"); ok && state.Name == "active" {
		t.lasts(k, sub, h, d)
	} else if sub.extends && sub.granted > 0 {
		t.lasts(k, sub, h, sub.granted)
	}
	if state.Name == "terminated" && sub.Ended.End == fact.Alive {
		how := "terminated by the server"
		if reason, ok := state.Params.Get("reason"); ok {
			how += " (" + reason + ")"
		}
		t.end(h, sub, fact.Ending{End: fact.Terminated, Time: h.Time, How: how, Frames: h.Frames})
	}
}

// end ends a subscription.
func (t *Tracker) end(h *heard, sub *subscription, e fact.Ending) {
	sub.Ended = e
	s := t.parties(h)
	s.Presentity = sub.Target
	t.emit(&fact.DialogEnded{About: t.ofSub(h, s, sub), Subscription: sub.Subscription})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// eventOf returns the event package of a message, in lower case.
func eventOf(h *heard) string { return strings.ToLower(h.Header.Event().Name) }

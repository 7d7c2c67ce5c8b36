package ntf

import (
	"fmt"
	"strings"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/sip"
)

// client is an endpoint of a user on a connection.
type client struct {
	conn           capture.ConnID
	user, endpoint string
}

// registration is how it signed in.
type registration struct {
	about  fact.About
	added  bool // The registrar says that it is new,
	silent bool // or says nothing of that.
}

// start is a subscription as its SUBSCRIBE names it.
type start struct{ callID, localTag string }

func startOf(f *fact.About) start { return start{f.Subject.Dialog.CallID, f.Subject.Dialog.LocalTag} }

// stray is a notification of no subscription, and how its receiver had signed in.
type stray struct {
	seen   *fact.NotificationSeen
	signIn registration
}

func notificationWithoutSubscription() *rule.Rule {
	return &rule.Rule{
		ID: "NTF004", Name: "notification-without-subscription", Area: rule.NTF, Severity: rule.Warning,
		Title: "A watcher is notified although it did not subscribe",
		Basis: []rule.Citation{
			{Doc: "receiving-presence-category-instances", Tier: 2, Row: "EP-710"},
			{Doc: "MS-SIPREGE", Section: "2.2.1.4", Tier: 1, Row: "EP-710"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `A client drops notifications, or shows the presence of somebody who is not in its
contact list. The server works for dialogs that nobody has.`,
			Bad: `REGISTER  → 200, register-action="added"
BENOTIFY  Event: presence   (no SUBSCRIBE with that Call-ID)`,
			Good: `REGISTER  → 200, register-action="added"
SUBSCRIBE Event: presence → 200
BENOTIFY  Event: presence   (with the Call-ID of the SUBSCRIBE)`,
			Fix: `A registration that is added leaves no dialog of an earlier one. Look for a server that
keeps dialogs of an endpoint that is gone, for two clients with the same epid, and for
devices that rewrite Call-ID or tags in one direction only.`,
			Harmless: `A few notifications right behind a sign-in that were under way before it. Where the
registrar did not say that the registration is new, an older subscription is as
likely, and this is information, and possible only.`,
		},
		Needs: rule.FromStart | rule.NoLoss | rule.BothDirections | rule.Readable,
		Wants: rule.InOrder,
		Watch: func(h *rule.Hooks) {
			clients := rule.NewTable[client, registration](h)
			starts := rule.NewTable[start, struct{}](h)
			// Its SUBSCRIBE is known once the watcher went on.
			waiting := rule.NewAwait(h, func(p *rule.Pass, s *stray, _ rule.Went) {
				if starts.Get(startOf(&s.seen.About)) == nil {
					unsubscribed(p, s.seen, &s.signIn, starts.Evicted() == 0)
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Registered) {
				k := client{f.Conn, f.Subject.Presentity, f.Subject.Endpoint}
				if k.endpoint != "" && (f.Added || clients.Touch(k) == nil) {
					clients.Put(k, registration{f.About, f.Added, f.Register.State == ""})
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Subscribed) {
				starts.Put(startOf(&f.About), struct{}{})
			})
			rule.On(h, func(p *rule.Pass, f *fact.NotificationSeen) {
				event := f.Subscription.Event
				if event != "presence" && !strings.HasPrefix(event, "vnd-microsoft-roaming-") {
					return
				}
				if f.Known {
					if f.Subscription.Seen {
						p.Checked(&f.About)
					}
					return
				}
				r := clients.Touch(client{f.Conn, f.Subject.Watcher, f.Subject.Endpoint})
				if r == nil || !r.added && !r.silent {
					if f.Knowledge&(fact.JoinedLate|fact.Lossy|fact.OneSided|fact.Undecrypted) != 0 {
						p.Checked(&f.About) // Something is missing, and that is why.
					}
					return
				}
				waiting.Put(&stray{f, *r}, rule.Until{Stream: capture.StreamID{Conn: f.Conn, Dir: f.Dir.Other()}, After: f.Time})
			})
		},
	}
}

// unsubscribed reports a notification that belongs to no subscription since the
// endpoint registered. certain is false where subscriptions were forgotten.
func unsubscribed(p *rule.Pass, f *fact.NotificationSeen, r *registration, certain bool) {
	if !p.Checked(&r.about) {
		return
	}
	message := fmt.Sprintf("%s gets a %s for %s, and did not subscribe since it signed in", f.Subject.Watcher, f.Message.Method, f.Subscription.Event)
	evidence := []rule.Evidence{
		{Role: "the notification", Frames: f.Frames, Path: sip.HeaderCallID, Quote: f.Subject.Dialog.CallID},
		{Role: "the sign-in", Frames: r.about.Frames},
	}
	if r.added {
		evidence[1].Path = "presence-state"
	}
	switch {
	case !r.added:
		p.Suspect(&f.About, message, evidence...).Lower(rule.Info, "the registrar does not say that the registration is new")
	case !certain:
		p.Suspect(&f.About, message, evidence...)
	default:
		p.Report(&f.About, message, evidence...)
	}
}

package reg

import (
	"fmt"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
)

// endpoint is a signed-in client of a user. Those without epid are told apart by their
// connection.
type endpoint struct {
	user, epid string
	conn       capture.ConnID
}

func endpointOf(user, epid string, conn capture.ConnID) endpoint {
	if epid != "" {
		conn = 0
	}
	return endpoint{user, epid, conn}
}

// ending is a registration that the server ended.
type ending struct {
	deregistered *fact.Deregistered
	trying       bool // The endpoint asked to sign in again, and was not refused so far.
	finding      *rule.Finding
}

func usedAfterSignOut() *rule.Rule {
	return &rule.Rule{
		ID: "REG001", Name: "used-after-sign-out", Area: rule.REG, Severity: rule.Warning,
		Title: "An endpoint goes on although the server ended its registration",
		Basis: []rule.Citation{
			{Doc: "MS-SIPREGE", Section: "4.1.3", Tier: 1, Row: "REG-10"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `A client looks signed in, but its state does not change for others, and contacts
stay as they were; signing in again by hand helps.`,
			Bad: `09:00:00 NOTIFY   Event: registration-notify
         deregistered;event=unregistered
09:00:20 SERVICE  ... publishes as if nothing had happened`,
			Good: `09:00:00 NOTIFY   Event: registration-notify
         deregistered;event=unregistered
09:00:01 REGISTER ... or the connection is closed`,
			Fix: `After that NOTIFY the client is to give up all its subscriptions and publications,
and to sign in again where the event allows it (deactivated: at another pool;
unregistered: only if the user wants that; rejected: not at all).`,
			Harmless: `When the request was under way as the NOTIFY came; see the option grace.`,
		},
		Needs: rule.BothDirections | rule.NoLoss | rule.Readable,
		Wants: rule.InOrder,
		Options: []rule.Option{
			{Name: "grace", Default: 5 * time.Second, Doc: "how long requests that were under way may still arrive"},
		},
		Watch: func(h *rule.Hooks) {
			ended := rule.NewTable[endpoint, ending](h)
			rule.On(h, func(p *rule.Pass, f *fact.Deregistered) {
				if f.ByServer {
					ended.Put(endpointOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), ending{deregistered: f})
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Registered) {
				ended.Delete(endpointOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
			})
			rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) {
				if f.Message.Method == "REGISTER" && f.Message.IsRequest() && ended.Len() > 0 {
					if e := ended.Get(endpointOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn)); e != nil {
						e.trying = true
					}
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.ResponseSeen) {
				if s := f.Answer.Status; f.Answer.Method != "REGISTER" || s < 400 || s == 401 || s == 407 || ended.Len() == 0 {
					return
				}
				if e := ended.Get(endpointOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn)); e != nil {
					e.trying = false
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				if ended.Len() > 0 && f.Message.Lost == 0 {
					used(p, ended, endpointOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), &f.About, published(f.Publish))
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Subscribed) {
				if ended.Len() > 0 && f.Message.Lost == 0 {
					used(p, ended, endpointOf(f.Subject.Watcher, f.Subject.Endpoint, f.Conn), &f.About, subscribed(f))
				}
			})
		},
	}
}

// published says what an endpoint published; "" when it did nothing but delete, as one
// does that tidies up.
func published(p *presence.Publish) string {
	for i := range p.Instances {
		switch c := &p.Instances[i]; {
		case c.Deletes():
		case len(p.Instances) == 1:
			return fmt.Sprintf("published %s", c.Key)
		default:
			return fmt.Sprintf("published %s and %d more", c.Key, len(p.Instances)-1)
		}
	}
	return ""
}

// subscribed says what an endpoint subscribed to; "" when it unsubscribed.
func subscribed(f *fact.Subscribed) string {
	switch {
	case f.Expires == 0:
		return ""
	case f.Refresh:
		return "refreshed its subscription to " + f.Subscription.Event
	}
	return "subscribed to " + f.Subscription.Event
}

// used judges something that an endpoint did; what is "" when it is harmless.
func used(p *rule.Pass, ended *rule.Table[endpoint, ending], who endpoint, f *fact.About, what string) {
	e := ended.Touch(who)
	if e == nil {
		return
	}
	d := e.deregistered
	after := f.Time.Sub(d.Time)
	at := *f // Of either connection, from the NOTIFY on.
	at.Knowledge, at.Moment = d.Knowledge|f.Knowledge&^fact.Lossy, d.Moment
	at.Subject = fact.Subject{Presentity: who.user, Endpoint: who.epid}
	if !p.Checked(&at) || e.trying || what == "" || after <= p.Duration("grace") {
		return
	}
	proof := rule.Evidence{Role: "what the endpoint did", Frames: f.Frames}
	if e.finding != nil {
		e.finding.Again(&at, proof)
		return
	}
	reason := d.Reason
	if reason == "" {
		reason = "no reason given"
	}
	e.finding = p.Report(&at, fmt.Sprintf("the server ended the registration of %s (%s), and %v later the endpoint %s without having signed in again",
		name(who), reason, after.Truncate(time.Second), what),
		proof,
		rule.Evidence{Role: "the end of the registration", Frames: d.Frames, Quote: reason},
	)
}

// name names an endpoint for people.
func name(e endpoint) string {
	if e.epid == "" {
		return e.user
	}
	return e.user + " (epid " + e.epid + ")"
}

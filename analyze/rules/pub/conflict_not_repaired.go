package pub

import (
	"fmt"
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

func conflictNotRepaired() *rule.Rule {
	return &rule.Rule{
		ID: "PUB002", Name: "conflict-not-repaired", Area: rule.PUB, Severity: rule.Warning,
		Title: "A publication refused for its version was not published again",
		Basis: []rule.Citation{
			{Doc: "MS-PRES, 409 example of setDelegate", Tier: 1, Row: "EP-406"},
			{Doc: "enhanced-presence-category-instances", Tier: 2, Row: "EP-406"},
			{Doc: "tieto/sipe", Tier: 4, Row: "EP-406"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The user sets a state or a note, the client shows it, and nobody else sees it: the
server kept what it had.`,
			Bad: `SERVICE  state/2/536870912 version="7"
409      <operation index="1" version="7" curVersion="8"/>
         ... nothing more of state/2/536870912 for 30 s, while the client goes on`,
			Good: `SERVICE  state/2/536870912 version="7"
409      <operation index="1" version="7" curVersion="8"/>
SERVICE  state/2/536870912 version="8"`,
			Fix: `The client is to publish again what it wanted, with curVersion out of the fault. Look
for how it treats a 409: for whether it reads every operation of the fault, and not
only the first.`,
			Harmless: `When the user changed their mind, or the client took over what another endpoint
had published meanwhile. Sending the refused version again is reported as PUB001
only.`,
		},
		Needs: rule.BothDirections | rule.NoLoss | rule.Readable,
		Options: []rule.Option{
			{Name: "within", Default: 30 * time.Second, Doc: "how long a client may take to publish again"},
		},
		Watch: func(h *rule.Hooks) {
			open := newOpenConflicts(h)
			last := rule.NewTable[capture.ConnID, publisher](h) // With a conflict on a connection.
			rule.On(h, func(p *rule.Pass, f *fact.PublishAnswered) {
				who := publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Request.Conn)
				if f.Answer.Status < 300 {
					open.accepted(who, f.Publish)
					return
				}
				for _, c := range conflicts(f) {
					before := open.of(who, c.key())
					c.stale = before != nil && before.stale && before.sent == c.sent
					open.add(who, c)
					last.Put(f.Request.Conn, who)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				who := publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn)
				open.settle(who, func(c *conflict) bool {
					s := stated(f.Publish.Instances, c.key())
					if s != nil {
						p.Checked(&c.about) // Published again, one way or other.
					}
					if s != nil && !s.Deletes() && s.Has.Has(presence.HasVersion) && s.Version == c.sent {
						c.stale = true // PUB001.
						return false
					}
					return s != nil
				})
				if f.Message.Lost == 0 {
					wentOn(p, open, who, &f.About)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				open.settle(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), func(c *conflict) bool {
					s := stated(f.Data.Instances, c.key())
					if s == nil || !category.Equal(s.Value, c.asked.Value) {
						return false
					}
					p.Checked(&c.about) // What it wanted is there.
					return true
				})
			})
			rule.On(h, func(p *rule.Pass, f *fact.Registered) {
				open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
			})
			rule.On(h, func(p *rule.Pass, f *fact.Deregistered) {
				open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
			})
			rule.On(h, func(p *rule.Pass, f *fact.ConnectionEnded) {
				if who := last.Get(f.Conn); who != nil {
					open.settle(*who, func(c *conflict) bool { return c.request.Conn == f.Conn })
					last.Delete(f.Conn)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) {
				if open.Len() == 0 || f.Message.Lost != 0 || leaves(f.Message) || publishes(f.Events) {
					return
				}
				user := f.Subject.Presentity
				if user == "" {
					user = f.Subject.Watcher
				}
				wentOn(p, open, publisherOf(user, f.Subject.Endpoint, f.Conn), &f.About)
			})
			rule.On(h, func(p *rule.Pass, f *fact.KeepAlive) {
				if who := last.Get(f.Conn); who != nil {
					wentOn(p, open, *who, &f.About)
				}
			})
		},
	}
}

// leaves reports whether a message belongs to a sign-out, in which a client gives up
// what it wanted.
func leaves(m *sip.Message) bool {
	d, ok := m.Header.Expires()
	return ok && d == 0
}

// publishes reports whether a message publishes; what that settles is seen first.
func publishes(events []presence.Event) bool {
	return slices.ContainsFunc(events, func(e presence.Event) bool {
		_, ok := e.(*presence.Publish)
		return ok
	})
}

// wentOn takes something that an endpoint sent for a sign that its stream was seen up
// to there: what should have been repaired before was not.
func wentOn(p *rule.Pass, open openConflicts, who publisher, at *fact.About) {
	within := p.Duration("within")
	open.settle(who, func(c *conflict) bool {
		if at.Conn != c.request.Conn || at.Dir != c.request.Dir || at.Moment <= c.about.Moment || at.Time.Sub(c.about.Time) <= within {
			return false
		}
		if !c.stale && p.Checked(&c.about) {
			notRepaired(p, c, at)
		}
		return true
	})
}

// notRepaired reports a conflict that was not repaired.
func notRepaired(p *rule.Pass, c *conflict, at *fact.About) {
	p.Report(&c.about, fmt.Sprintf("%s: version %d was refused, the server has %d, and in the %v after that it was not published again",
		c.key(), c.sent, c.current, at.Time.Sub(c.about.Time).Truncate(time.Second)),
		refusedBy(c),
		rule.Evidence{Role: "the refused publication", Frames: c.request.Frames, Path: c.asked.Where(), Quote: fmt.Sprintf("version=\"%d\"", c.sent)},
		rule.Evidence{Role: "the client went on", Frames: slices.Clone(at.Frames)},
	)
}

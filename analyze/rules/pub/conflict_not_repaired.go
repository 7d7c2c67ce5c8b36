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
         ... nothing more of it for 30 s, while the client goes on`,
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
		Wants: rule.InOrder,
		Options: []rule.Option{
			{Name: "within", Default: 30 * time.Second, Doc: "how long a client may take to publish again"},
		},
		Watch: func(h *rule.Hooks) {
			open := newOpenConflicts(h)
			// Neither a repair nor what makes it needless is missing once both streams went on.
			waiting := rule.NewAwait(h, func(p *rule.Pass, k slot, went rule.Went) {
				c := open.of(k.who, k.key)
				if c == nil || c.stale || went[c.request.Dir].Conn != c.request.Conn {
					return
				}
				first := *c
				var keys []presence.InstanceKey
				open.settle(k.who, func(x *conflict) bool {
					same := !x.stale && x.like(&first)
					if same && p.Checked(&x.about) {
						keys = append(keys, x.key())
					}
					return same
				})
				if len(keys) > 0 {
					first.notRepaired(p, keys, went[first.request.Dir])
				}
			})
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
					client := capture.StreamID{Conn: c.request.Conn, Dir: c.request.Dir}
					waiting.Put(slot{who, c.key()}, rule.Until{Stream: client, Both: true, After: f.Time.Add(p.Duration("within"))})
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				open.settle(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), func(c *conflict) bool {
					s := stated(f.Publish.Instances, c.key())
					if s == nil {
						return false
					}
					p.Checked(&c.about)                                                             // Published again, one way or other.
					c.stale = !s.Deletes() && s.Has.Has(presence.HasVersion) && s.Version == c.sent // PUB001.
					return !c.stale
				})
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
			// Who leaves gives up what it wanted.
			rule.On(h, func(_ *rule.Pass, f *fact.MessageSeen) {
				if open.Len() > 0 && leaves(f.Message) {
					user := f.Subject.User()
					open.Delete(publisherOf(user, f.Subject.Endpoint, f.Conn))
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Registered) {
				if f.Added { // A refresh goes on with what was.
					open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Deregistered) {
				open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
			})
		},
	}
}

// leaves reports whether a message belongs to a sign-out: of the endpoint, or of one of
// its subscriptions.
func leaves(m *sip.Message) bool {
	if d, ok := m.Header.Expires(); !ok || d != 0 || !m.IsRequest() {
		return false
	}
	to, _ := m.Header.To()
	return m.Method == "REGISTER" || m.Method == "SUBSCRIBE" && to.Tag() != ""
}

// notRepaired reports a conflict that was not repaired, in all containers.
func (c *conflict) notRepaired(p *rule.Pass, keys []presence.InstanceKey, wentOn *fact.About) {
	p.Report(&c.about, fmt.Sprintf("%s: version %d was refused, the server has %d, and in the %v after that it was not published again",
		rule.Keys(keys), c.sent, c.current, wentOn.Time.Sub(c.about.Time).Truncate(time.Second)),
		refusedBy(c),
		rule.Evidence{Role: "the refused publication", Frames: c.request.Frames, Path: c.asked.Where(), Quote: fmt.Sprintf("version=\"%d\"", c.sent)},
		rule.Evidence{Role: "the client went on", Frames: slices.Clone(wentOn.Frames)},
	)
}

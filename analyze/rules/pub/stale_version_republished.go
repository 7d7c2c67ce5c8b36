package pub

import (
	"fmt"
	"slices"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
)

// retry is a publication that has a refused version again.
type retry struct {
	slot
	instance *presence.CategoryInstance
	refused  conflict
}

// retries is those of a request that are one to people, in several containers.
type retries struct {
	published *fact.Published
	all       []retry
}

func staleVersionRepublished() *rule.Rule {
	return &rule.Rule{
		ID: "PUB001", Name: "stale-version-republished", Area: rule.PUB, Severity: rule.Warning,
		Title: "A publication refused for its version was sent again with that version",
		Basis: []rule.Citation{
			{Doc: "MS-PRES, 409 example of setDelegate", Tier: 1, Row: "PUB-07"},
			{Doc: "enhanced-presence-category-instances", Tier: 2, Row: "PUB-07"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The user's state does not change, or changes late; the client and the server
exchange the same publication and the same 409 over and over.`,
			Bad: `SERVICE  state/2/536870912 version="7"
409      <operation index="1" version="7" curVersion="8"/>
SERVICE  state/2/536870912 version="7"`,
			Good: `SERVICE  state/2/536870912 version="7"
409      <operation index="1" version="7" curVersion="8"/>
SERVICE  state/2/536870912 version="8"`,
			Fix: `The client is to take curVersion out of the fault, for every operation that the
fault lists, and to publish with that. A client that keeps versions by itself has
to read its own data again after a 409.`,
			Harmless: `When the second publication was under way before the 409 arrived; such pairs are
not reported.`,
		},
		Needs: rule.BothDirections,
		Wants: rule.NoLoss | rule.InOrder,
		Watch: func(h *rule.Hooks) {
			open := newOpenConflicts(h)
			told := rule.NewTold[slot](h)
			// What the server said before is known once its stream went on: that the version
			// is the current one by now, perhaps, or that it accepts it.
			waiting := rule.NewAwait(h, func(p *rule.Pass, r *retries, _ rule.Went) {
				r.all = slices.DeleteFunc(r.all, func(x retry) bool {
					return !p.Checked(&x.refused.about) || open.of(x.who, x.key) == nil || told.Again(x.slot, &r.published.About, r.again(&x))
				})
				if len(r.all) > 0 {
					r.report(p, told)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.PublishAnswered) {
				who := publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Request.Conn)
				if f.Answer.Status < 300 {
					open.accepted(who, f.Publish)
					return
				}
				for _, c := range conflicts(f) {
					if before := open.of(who, c.key()); before == nil || before.sent != c.sent || before.current != c.current {
						open.add(who, c) // Else it is the same conflict, still.
					}
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				who := publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn)
				if open.Get(who) == nil {
					return
				}
				var again []retry
				for i := range f.Publish.Instances {
					c := &f.Publish.Instances[i]
					switch refused := open.of(who, c.Key); {
					case refused == nil || !identified(c) || c.Deletes():
					case c.Version == refused.sent && behind(f, refused):
						again = append(again, retry{slot{who, c.Key}, c, *refused})
					default:
						p.Checked(&refused.about)
					}
				}
				for _, same := range rule.Together(again, func(a, b *retry) bool { return a.refused.like(&b.refused) }) {
					server := capture.StreamID{Conn: f.Conn, Dir: f.Dir.Other()}
					waiting.Put(&retries{f, same}, rule.Until{Stream: server, Aloud: true, After: f.Time})
				}
			})
			// The server says that the refused version is the current one by now, or that
			// the key is gone, so that it begins anew.
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				open.settle(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), func(c *conflict) bool {
					s := stated(f.Data.Instances, c.key())
					if s == nil {
						return f.Carrier != fact.InAnswer && named(f.Data.Instances, c.key())
					}
					return s.Has.Has(presence.HasVersion) && s.Version == c.sent
				})
			})
			// Who signs in reads what there is, and who signs out takes it away.
			rule.On(h, func(p *rule.Pass, f *fact.Registered) {
				if f.Added { // A refresh goes on with what was.
					open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Deregistered) {
				open.Delete(publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn))
			})
		},
	}
}

// behind reports whether a publication began behind the end of the 409, so that its
// sender can have known it.
func behind(f *fact.Published, c *conflict) bool {
	first, last := f.Frames[0], c.about.Frames[len(c.about.Frames)-1]
	return first.Time.After(last.Time) && f.Moment > c.about.Moment
}

// again is the proof that a refused version was sent again.
func (r *retries) again(x *retry) rule.Evidence {
	return rule.Evidence{Role: "the same version again", Frames: r.published.Frames, Path: x.instance.Where(), Quote: fmt.Sprintf("version=\"%d\"", x.instance.Version)}
}

// report reports that a refused version was sent again.
func (r *retries) report(p *rule.Pass, told rule.Told[slot]) {
	var slots []slot
	var keys []presence.InstanceKey
	for _, x := range r.all {
		slots, keys = append(slots, x.slot), append(keys, x.key)
	}
	first := &r.all[0]
	refused := &first.refused
	at := r.published.About
	at.Subject.Key, at.Subject.HasKey = first.key, true
	at.Knowledge = refused.about.Knowledge | p.Since(&refused.about) // What went before the refusal does not matter.
	told.Put(p.Report(&at, fmt.Sprintf("%s: version %d was refused, the server has %d, and version %d was sent again", rule.Keys(keys), refused.sent, refused.current, first.instance.Version),
		r.again(first),
		refusedBy(refused),
		rule.Evidence{Role: "the refused publication", Frames: refused.request.Frames, Path: refused.asked.Where()},
	), &at, slots...)
}

// refusedBy is the proof of a refusal.
func refusedBy(c *conflict) rule.Evidence {
	return rule.Evidence{Role: "the refusal", Frames: c.about.Frames, Path: fmt.Sprintf("Fault/details/operation[@index=%d]", c.asked.Index),
		Quote: fmt.Sprintf("version=\"%d\" curVersion=\"%d\"", c.sent, c.current)}
}

package pub

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/presence"
)

// conflict is a key that a server refused with a conflict, for one publisher.
type conflict struct {
	publisher string // Address of record.
	endpoint  string
	key       presence.InstanceKey
}

// refusal is what the server said, and what came of it.
type refusal struct {
	answered *fact.InstanceAnswered
	sent     uint32        // The version that was refused.
	current  uint32        // The version that the server has.
	finding  *rule.Finding // Nil until it was sent again.
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
		Watch: func(h *rule.Hooks) {
			refused := rule.NewTable[conflict, refusal](h)
			rule.On(h, func(p *rule.Pass, f *fact.InstanceAnswered) {
				k := conflict{f.Subject.Presentity, f.Subject.Endpoint, f.Subject.Key}
				switch {
				case f.Answer.Status < 300:
					refused.Delete(k)
				case f.Refused != nil && f.Refused.HasCurrentVersion && f.Refused.CurrentVersion != f.Asked.Version:
					if r := refused.Get(k); r != nil && r.current == f.Refused.CurrentVersion {
						return // The same conflict, still.
					}
					refused.Put(k, refusal{answered: f, sent: f.Asked.Version, current: f.Refused.CurrentVersion})
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				for i := range f.Publish.Instances {
					c := &f.Publish.Instances[i]
					k := conflict{f.Subject.Presentity, f.Subject.Endpoint, c.Key}
					r := refused.Get(k)
					if r == nil || !p.Checked(&r.answered.About) {
						continue
					}
					if !c.Has.Has(presence.HasVersion) || c.Version != r.sent || !behind(f, r.answered) {
						continue
					}
					again(p, f, c, r)
				}
			})
		},
	}
}

// behind reports whether a publication began behind the end of an answer, so that its
// sender can have known it.
func behind(f *fact.Published, answer *fact.InstanceAnswered) bool {
	first, last := f.Frames[0], answer.Frames[len(answer.Frames)-1]
	return first.Time.After(last.Time) && f.Moment > answer.Moment
}

// again reports that the refused version was sent again, or counts that it was.
func again(p *rule.Pass, f *fact.Published, c *presence.CategoryInstance, r *refusal) {
	sent := rule.Evidence{Role: "the same version again", Frames: f.Frames, Path: c.Where(), Quote: fmt.Sprintf("version=%q", fmt.Sprint(c.Version))}
	if r.finding != nil {
		r.finding.Again(&f.About, sent)
		return
	}
	at := f.About
	at.Subject.Key, at.Subject.HasKey = c.Key, true
	r.finding = p.Report(&at, fmt.Sprintf("%s: version %d was refused, the server has %d, and version %d was sent again", c.Key, r.sent, r.current, c.Version),
		sent,
		rule.Evidence{Role: "the refusal", Frames: r.answered.Frames, Path: "Fault/details/operation", Quote: fmt.Sprintf("version=\"%d\" curVersion=\"%d\"", r.sent, r.current)},
		rule.Evidence{Role: "the refused publication", Frames: r.answered.Request.Frames},
	)
}

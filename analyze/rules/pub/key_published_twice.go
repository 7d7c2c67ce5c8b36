package pub

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/presence"
)

func keyPublishedTwice() *rule.Rule {
	return &rule.Rule{
		ID: "PUB004", Name: "key-published-twice", Area: rule.PUB, Severity: rule.Error,
		Title: "A request publishes the same category instance twice",
		Basis: []rule.Citation{
			{Doc: "enhanced-presence-category-instances", Tier: 2, Row: "PUB-03"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The server refuses the whole request: nothing of what the client wanted to publish
takes effect.`,
			Bad: `SERVICE  <publication categoryName="state" container="2" instance="536870912" .../>
         <publication categoryName="state" container="2" instance="536870912" .../>`,
			Good: `SERVICE  <publication categoryName="state" container="2" instance="536870912" .../>
         <publication categoryName="state" container="3" instance="536870912" .../>`,
			Fix: `Category, container and instance together must be unique within a request. Of two
values for one key the client is to send the newer one; a deletion and a new
publication of one key take two requests.`,
			Harmless: `Never: what a server makes of it is not defined where it does not refuse it.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTable[slot, *rule.Finding](h)
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				all := f.Publish.Instances
				if !p.CheckedAlone(f.Message.Lost == 0) || len(all) < 2 {
					return
				}
				first := make(map[presence.InstanceKey]int, len(all)) // Negative once it was reported.
				for i := range all {
					c := &all[i]
					if c.Key.Category == "" || !c.Has.Has(presence.HasInstance|presence.HasContainer) || c.Cut {
						continue
					}
					n, known := first[c.Key]
					switch {
					case !known:
						first[c.Key] = i
					case n >= 0:
						first[c.Key] = -1
						publishedTwice(p, told, f, &all[n], c)
					}
				}
			})
		},
	}
}

// publishedTwice reports the first two publications of a key in a request, or counts
// them where the publisher did so before.
func publishedTwice(p *rule.Pass, told *rule.Table[slot, *rule.Finding], f *fact.Published, a, b *presence.CategoryInstance) {
	k := slot{publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn), a.Key}
	if before := told.Touch(k); before != nil {
		(*before).Again(&f.About, rule.Evidence{Role: "again", Frames: f.Frames, Path: b.Where()})
		return
	}
	at := f.About
	at.Subject.Key, at.Subject.HasKey = a.Key, true
	told.Put(k, p.Report(&at, fmt.Sprintf("%s is in the request twice, as %s and as %s", a.Key, a.Where(), b.Where()),
		rule.Evidence{Role: "the second publication", Frames: f.Frames, Path: b.Where(), Quote: fmt.Sprintf("version=\"%d\"", b.Version)},
		rule.Evidence{Role: "the first publication", Frames: f.Frames, Path: a.Where(), Quote: fmt.Sprintf("version=\"%d\"", a.Version)},
	))
}

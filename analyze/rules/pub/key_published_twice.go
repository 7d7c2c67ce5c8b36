package pub

import (
	"fmt"
	"slices"

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
			Bad: `SERVICE
  <publication categoryName="state" container="2" instance="536870912" .../>
  <publication categoryName="state" container="2" instance="536870912" .../>`,
			Good: `SERVICE
  <publication categoryName="state" container="2" instance="536870912" .../>
  <publication categoryName="state" container="3" instance="536870912" .../>`,
			Fix: `Category, container and instance together must be unique within a request. Of two
values for one key the client is to send the newer one; a deletion and a new
publication of one key take two requests.`,
			Harmless: `Never: what a server makes of it is not defined where it does not refuse it.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTold[slot](h)
			rule.On(h, func(p *rule.Pass, f *fact.Published) {
				all := f.Publish.Instances
				if !p.CheckedAlone(f.Message.Lost == 0) || len(all) < 2 {
					return
				}
				for _, same := range rule.Together(twice(all), func(a, b *pair) bool { return rule.SameInstance(a.first.Key, b.first.Key) }) {
					publishedTwice(p, told, f, same)
				}
			})
		},
	}
}

// pair is the first two publications of a key in a request.
type pair struct{ first, second *presence.CategoryInstance }

// twice returns the keys that a request publishes more than once.
func twice(all []presence.CategoryInstance) []pair {
	if !repeats(all) {
		return nil
	}
	var pairs []pair
	first := make(map[presence.InstanceKey]int, len(all)) // Negative once it is among the pairs.
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
			pairs = append(pairs, pair{&all[n], c})
		}
	}
	return pairs
}

// repeats reports whether there may be a key twice. It answers for the many requests
// that are short and right.
func repeats(all []presence.CategoryInstance) bool {
	const short = 64
	for i := range all {
		if i >= short {
			return true
		}
		for j := range i {
			if all[i].Key == all[j].Key {
				return true
			}
		}
	}
	return false
}

// publishedTwice reports an instance that is in a request twice, in all containers, or
// counts it where the publisher did so before.
func publishedTwice(p *rule.Pass, told rule.Told[slot], f *fact.Published, same []pair) {
	who := publisherOf(f.Subject.Presentity, f.Subject.Endpoint, f.Conn)
	same = slices.DeleteFunc(same, func(x pair) bool {
		return told.Again(slot{who, x.first.Key}, &f.About, rule.Evidence{Role: "again", Frames: f.Frames, Path: x.second.Where()})
	})
	if len(same) == 0 {
		return
	}
	var slots []slot
	var keys []presence.InstanceKey
	for _, x := range same {
		slots, keys = append(slots, slot{who, x.first.Key}), append(keys, x.first.Key)
	}
	a, b := same[0].first, same[0].second
	at := f.About
	at.Subject.Key, at.Subject.HasKey = a.Key, true
	told.Put(p.Report(&at, fmt.Sprintf("%s is in the request twice, as %s and as %s", rule.Keys(keys), a.Where(), b.Where()),
		rule.Evidence{Role: "the second publication", Frames: f.Frames, Path: b.Where(), Quote: fmt.Sprintf("version=\"%d\"", b.Version)},
		rule.Evidence{Role: "the first publication", Frames: f.Frames, Path: a.Where(), Quote: fmt.Sprintf("version=\"%d\"", a.Version)},
	), &f.About, slots...)
}

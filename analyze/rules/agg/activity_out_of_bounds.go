package agg

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// stray is an activity beside an availability that it does not admit, as somebody is
// told it. It is told again with every notification, and in several containers.
type stray struct {
	presentity, watcher string
	availability        uint32
	activity            string // With its bounds.
}

func activityOutOfBounds() *rule.Rule {
	return &rule.Rule{
		ID: "AGG001", Name: "activity-out-of-bounds", Area: rule.AGG, Severity: rule.Warning,
		Title: "An aggregate state has an activity that its availability excludes",
		Basis: []rule.Citation{
			{Doc: "MS-PRES", Section: "3.8.5.1.2.3", Tier: 1, Row: "EP-617"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Contacts see a text that contradicts the colour: "In a call" beside Available, or
a meeting that is over.`,
			Bad: `<state xsi:type="aggregateState"><availability>3500</availability>
  <activity token="on-the-phone" minAvailability="6500"
    maxAvailability="8999"/></state>`,
			Good: `<state xsi:type="aggregateState"><availability>6500</availability>
  <activity token="on-the-phone" minAvailability="6500"
    maxAvailability="8999"/></state>`,
			Fix: `The server drops every activity whose bounds exclude the aggregated availability,
and takes the one with the highest minAvailability of those that are left. Look at
what computes the aggregate: the server, an application that publishes aggregates by
itself, or a device between server and watcher that rewrites presence.`,
			Harmless: `A client that checks the bounds itself shows only the availability. Applications
that publish aggregates of their own need not follow the server's algorithm.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTable[stray, *rule.Finding](h)
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				strays(p, told, &f.About, f.Data.Presentity, "", f.Message.Lost == 0, f.Data.Instances)
			})
			rule.On(h, func(p *rule.Pass, f *fact.Notified) {
				strays(p, told, &f.About, f.Notify.Presentity, f.Subject.Watcher, f.Message.Lost == 0, f.Notify.Instances)
			})
		},
	}
}

// strays reports the aggregates among instances whose activity is out of bounds.
func strays(p *rule.Pass, told *rule.Table[stray, *rule.Finding], a *fact.About, presentity, watcher string, whole bool, all []presence.CategoryInstance) {
	for i := range all {
		c := &all[i]
		s, ok := c.Value.(*category.State)
		if !ok || c.Key.Category != "state" || s.Type != category.AggregateState || !s.Availability.Set {
			continue
		}
		for _, act := range s.Activities {
			if !p.CheckedAlone(whole && !c.Cut) || act.Admits(s.Availability.N) {
				continue
			}
			proof := rule.Evidence{
				Role: "the aggregate state", Frames: a.Frames, Path: c.Where() + "/state/activity",
				Quote: fmt.Sprintf("availability %d, %s for %s", s.Availability.N, name(act), bounds(act)),
			}
			k := stray{presentity, watcher, s.Availability.N, name(act) + " " + bounds(act)}
			if f := told.Touch(k); f != nil {
				(*f).Again(a, proof)
				continue
			}
			at := *a
			at.Subject.Key, at.Subject.HasKey = c.Key, true
			message := fmt.Sprintf("%s has availability %d and the activity %s, which is for %s", whose(presentity, watcher), s.Availability.N, name(act), bounds(act))
			told.Put(k, p.Report(&at, message, proof))
		}
	}
}

// whose names the aggregate.
func whose(presentity, watcher string) string {
	if watcher == "" || watcher == presentity {
		return "the aggregate state of " + presentity
	}
	return "the state of " + presentity + " that " + watcher + " is told"
}

// name is what people call an activity.
func name(a category.Activity) string {
	if a.Token == "" {
		return fmt.Sprintf("%q", a.CustomText())
	}
	return a.Token
}

// bounds says which availabilities an activity admits.
func bounds(a category.Activity) string {
	switch {
	case a.Min.Set && a.Max.Set:
		return fmt.Sprintf("%d to %d", a.Min.N, a.Max.N)
	case a.Max.Set:
		return fmt.Sprintf("%d at most", a.Max.N)
	}
	return fmt.Sprintf("%d at least", a.Min.N)
}

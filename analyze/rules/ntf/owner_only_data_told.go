package ntf

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// leak is something that a watcher is told and is not to know.
type leak struct {
	presentity, watcher string
	what                string
}

// pair is two users.
type pair struct{ presentity, watcher string }

func ownerOnlyDataTold() *rule.Rule {
	return &rule.Rule{
		ID: "NTF003", Name: "owner-only-data-told", Area: rule.NTF, Severity: rule.Error,
		Title: "A watcher is told data that are for their owner only",
		Basis: []rule.Citation{
			{Doc: "local-access-only-category-instances", Tier: 2, Row: "NTF-07"},
			{Doc: "routing-preamble-element", Tier: 2, Row: "EP-702"},
			{Doc: "state-element_3", Tier: 2, Row: "EP-703"},
			{Doc: "enhanced-presence-category-instances", Tier: 2, Row: "NTF-07"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Others see what is nobody's business: each device of a user, whether it is in use,
call forwarding targets, home numbers, options.`,
			Bad: `BENOTIFY to bob  <categories uri="sip:alice@contoso.com">
  <category name="state" instance="805306369">
    <state xsi:type="machineState">`,
			Good: `BENOTIFY to bob  <categories uri="sip:alice@contoso.com">
  <category name="state" instance="1">
    <state xsi:type="aggregateState">`,
			Fix: `Of states, watchers are to be told the aggregate only; of the categories alerts,
contacts, device, dndState, groups, mwi, otherOptions, rccOptions, routing,
userInformation, userProperties and workingHours, nothing. Find out into which
container it was published (publication by a client into one that others read, or by
an application), and who granted the watcher that container.`,
			Harmless: `A user may subscribe to the user's own presence; that is not reported. A watcher who
is known as the owner's delegate may be told more: that is information. A container
number alone, which watchers are not told as a rule, is a warning.`,
		},
		Watch: func(h *rule.Hooks) {
			told := rule.NewTable[leak, *rule.Finding](h)
			delegates := rule.NewTable[pair, struct{}](h)
			rule.On(h, func(_ *rule.Pass, f *fact.SelfNotified) {
				for _, d := range f.Data.Delegates {
					delegates.Put(pair{f.Subject.Presentity, d.User}, struct{}{})
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Notified) {
				who := pair{f.Subject.Presentity, f.Subject.Watcher}
				if who.presentity == "" || who.watcher == "" || who.presentity == who.watcher {
					return
				}
				if !p.CheckedAlone(f.Message.Lost == 0) {
					return
				}
				for i := range f.Notify.Instances {
					c := &f.Notify.Instances[i]
					if what, sort := ownersOnly(c); what != "" && !c.Cut {
						finding := report(p, told, f, c, what)
						switch {
						case delegates.Touch(who) != nil:
							finding.Lower(rule.Info, "the watcher is a delegate, who may be told more")
						case sort == placeOnly:
							finding.Lower(rule.Warning, "only the container is told; the schema allows it")
						}
					}
				}
			})
		},
	}
}

// sort says what is wrong with what a watcher is told.
type sort uint8

const (
	contents  sort = iota // It is the owner's only.
	placeOnly             // It says in which of the owner's containers it is.
)

// ownersOnly says what of an instance is for its owner only; "" for nothing.
func ownersOnly(c *presence.CategoryInstance) (string, sort) {
	switch c.Key.Category {
	case "alerts", "contacts", "device", "dndState", "groups", "mwi", "otherOptions", "rccOptions",
		"routing", "userInformation", "userProperties", "workingHours":
		if c.Value != nil {
			return "category " + string(c.Key.Category), contents
		}
	case "state":
		if s, ok := c.Value.(*category.State); ok {
			switch s.Type {
			case category.UserState, category.MachineState, category.PhoneState, category.CalendarState, category.AggregateMachineState:
				return "a " + string(s.Type), contents
			}
		}
	}
	if c.Has.Has(presence.HasContainer) && c.Key.Container >= 1 && c.Key.Container <= 3 {
		return fmt.Sprintf("that a %s is in container %d", c.Key.Category, c.Key.Container), placeOnly
	}
	return "", contents
}

// report reports a leak, or counts it again.
func report(p *rule.Pass, told *rule.Table[leak, *rule.Finding], f *fact.Notified, c *presence.CategoryInstance, what string) *rule.Finding {
	proof := rule.Evidence{Role: "the notification", Frames: f.Frames, Path: c.Where(), Quote: c.Key.String()}
	k := leak{f.Subject.Presentity, f.Subject.Watcher, what}
	if finding := told.Touch(k); finding != nil {
		(*finding).Again(&f.About, proof)
		return *finding
	}
	at := f.About
	at.Subject.Key, at.Subject.HasKey = c.Key, true
	finding := p.Report(&at, fmt.Sprintf("%s is told %s of %s", f.Subject.Watcher, what, f.Subject.Presentity), proof)
	told.Put(k, finding)
	return finding
}

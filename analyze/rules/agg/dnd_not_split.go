package agg

import (
	"fmt"
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// What the split is made of (enhanced-presence 5.3).
const (
	colleagues presence.ContainerID = 2 // Whose aggregate goes to 100, 200 and 400.
	workgroup  presence.ContainerID = 3 // Whose aggregate goes to 300.

	dndFrom, dndTo = 9000, 11999 // Do not disturb.

	softened = 6900 // What the workgroup is told instead, with
	urgent   = "urgent-interruptions-only"

	staticUser = 536870912 // Instance of a user state that never ends by itself.
)

// owner is what is known of a user's do-not-disturb.
type owner struct {
	dnd       []input    // Manual, and in force in container 2.
	workgroup []input    // Do not disturb of any kind, in force in container 3.
	began     fact.About // When the first of dnd came into force.
	last      time.Time  // When anything of this changed last.
	told      [2]aggregate
	publishes bool // Somebody publishes aggregates for the user.
	judged    bool // Since it began, and since the aggregates are what they are.
	reported  bool // Since it began.
}

// input is a state that the server takes into account.
type input struct {
	instance uint32
	version  *fact.Version
	state    *category.State
}

// aggregate is the server's word about an aggregate state; the zero value is none.
type aggregate struct {
	about        fact.About
	element      string // Where it stands: the index-th of these.
	index        int
	container    presence.ContainerID
	instance     uint32
	availability uint32
	urgent       bool
}

// maxInputs bounds the inputs remembered of a container.
const maxInputs = 16

func dndNotSplit() *rule.Rule {
	return &rule.Rule{
		ID: "AGG002", Name: "dnd-not-split", Area: rule.AGG, Severity: rule.Warning,
		Title: "Do not disturb is not told to colleagues and workgroup as it is to be",
		Basis: []rule.Citation{
			{Doc: "publication-behaviors-of-category-instances", Tier: 2, Row: "EP-606"},
			{Doc: "aggregation-containers", Tier: 2, Row: "EP-606"},
			{Doc: "MS-PRES", Section: "3.8.5.1.2.3", Tier: 1, Row: "AGG-08"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `The user's team cannot reach a user who is in do not disturb although the team may
interrupt; or colleagues see and disturb a user who asked not to be.`,
			Bad: `publication  state/2/603979776 userState manual="true" 9500
publication  state/3/603979776 userState manual="true" 9500
category     state/2/1 aggregateState 9500
category     state/3/1 aggregateState 9500`,
			Good: `publication  state/2/603979776 userState manual="true" 9500
publication  state/3/603979776 userState manual="true" 6900
             urgent-interruptions-only
category     state/2/1 aggregateState 9500
category     state/3/1 aggregateState 6900 urgent-interruptions-only`,
			Fix: `The client is to publish a manual do not disturb twice: as it is into container 2, and
softened to 6900 with the activity urgent-interruptions-only into container 3. Look
at its publications; if they are right, at what the server aggregates.`,
			Harmless: `Clients other than Lync do not split, by design: a static user state with the same
number in both containers is reported as information only, and so is a user for whom
an application publishes aggregates. An administrator can provision another grammar
than Lync's, and privacy mode brings its own; prescap reads neither yet.`,
		},
		Needs: rule.NoLoss | rule.BothDirections,
		Wants: rule.InOrder,
		Options: []rule.Option{
			{Name: "settle", Default: 5 * time.Second, Doc: "how long nothing must have changed before the aggregates are judged"},
		},
		Watch: func(h *rule.Hooks) {
			owners := rule.NewTable[string, owner](h)
			waiting := rule.NewAwait(h, func(p *rule.Pass, name string, went rule.Went) {
				if o := owners.Get(name); o != nil {
					o.judge(p, went)
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.Published) {
				for i := range f.Publish.Instances {
					if s, ok := f.Publish.Instances[i].Value.(*category.State); ok && s.Type == category.AggregateState {
						owners.Have(f.Subject.Presentity).publishes = true
					}
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.SelfNotified) {
				var o *owner
				for i := range f.Data.Instances {
					if c := &f.Data.Instances[i]; c.Key.Category == "state" && (c.Key.Container == colleagues || c.Key.Container == workgroup) {
						if o == nil {
							o = owners.Have(f.Subject.Presentity)
						}
						o.aggregated(f, c)
					}
				}
				if o != nil {
					o.wait(p, waiting, f.Subject.Presentity)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Change) {
				if k := f.Subject.Key; f.Layer == fact.ByServer && k.Category == "state" && (k.Container == colleagues || k.Container == workgroup) {
					o := owners.Have(f.Subject.Presentity)
					o.changed(f)
					o.wait(p, waiting, f.Subject.Presentity)
				}
			})
		},
	}
}

// aggregated takes a state of container 2 or 3 that the server tells of.
func (o *owner) aggregated(f *fact.SelfNotified, c *presence.CategoryInstance) {
	s, ok := c.Value.(*category.State)
	if !ok || c.Cut || s.Type != category.AggregateState || !s.Availability.Set {
		return
	}
	if f.Carrier == fact.InAnswer && !freshest(c, f.Data) {
		return // From before the publication that is answered.
	}
	told := &o.told[c.Key.Container-colleagues]
	softly := slices.ContainsFunc(s.Activities, func(a category.Activity) bool { return a.Token == urgent })
	if told.element == "" || told.availability != s.Availability.N || told.urgent != softly {
		o.judged = o.reported
	}
	*told = aggregate{f.About, c.Element, c.Index, c.Key.Container, c.Key.Instance, s.Availability.N, softly}
	o.last = f.Time
}

// freshest reports whether nothing in a document was published later.
func freshest(c *presence.CategoryInstance, data *presence.SelfData) bool {
	return c.Has.Has(presence.HasPublishTime) && !slices.ContainsFunc(data.Instances, func(x presence.CategoryInstance) bool {
		return x.PublishTime.After(c.PublishTime)
	})
}

// changed takes what the server accepted or told as new.
func (o *owner) changed(f *fact.Change) {
	k := f.Subject.Key
	o.last = f.Time
	if f.To == nil && f.From != nil {
		if s, ok := f.From.Value.(*category.State); ok && s.Type == category.AggregateState {
			o.told[k.Container-colleagues] = aggregate{}
		}
	}
	var in *input
	if f.To != nil {
		s, ok := f.To.Value.(*category.State)
		if ok && s.Availability.Set && s.Availability.N >= dndFrom && s.Availability.N <= dndTo && s.Type != category.AggregateState {
			in = &input{k.Instance, f.To, s}
		}
	}
	if k.Container == workgroup {
		o.workgroup = replaced(o.workgroup, k.Instance, in)
		return
	}
	if in != nil && !manual(in.state) {
		in = nil
	}
	before := len(o.dnd)
	o.dnd = replaced(o.dnd, k.Instance, in)
	if before == 0 && len(o.dnd) > 0 {
		o.began, o.judged, o.reported = f.About, false, false
	}
}

// replaced returns the inputs with that instance as it is now; in is nil when it is
// none any more.
func replaced(all []input, instance uint32, in *input) []input {
	all = slices.DeleteFunc(all, func(x input) bool { return x.instance == instance })
	if in != nil && len(all) < maxInputs {
		all = append(all, *in)
	}
	return all
}

// ready returns the stream that told both aggregates since do not disturb came into
// force; ok is false where none did, or they were judged.
func (o *owner) ready() (s capture.StreamID, ok bool) {
	if len(o.dnd) == 0 || o.judged {
		return s, false
	}
	for i := range o.told {
		if a := &o.told[i]; a.element == "" || a.about.Moment < o.began.Moment {
			return s, false
		}
	}
	two, three := &o.told[0].about, &o.told[1].about
	return capture.StreamID{Conn: two.Conn, Dir: two.Dir}, two.Conn == three.Conn && two.Dir == three.Dir
}

// wait has the aggregates judged once they have settled and their stream went on.
func (o *owner) wait(p *rule.Pass, waiting *rule.Await[string], name string) {
	if s, ok := o.ready(); ok {
		waiting.Put(name, rule.Until{Stream: s, After: o.last.Add(p.Duration("settle"))})
	}
}

// judge looks at the aggregates.
func (o *owner) judge(p *rule.Pass, went rule.Went) {
	s, ok := o.ready()
	if !ok || went[s.Dir] == nil || went[s.Dir].Conn != s.Conn {
		return
	}
	dnd := o.dnd[len(o.dnd)-1]
	if over(dnd.version, went[s.Dir].Time) {
		return
	}
	o.judged = true
	if !p.Checked(&o.began) {
		return
	}
	two, three := &o.told[0], &o.told[1]
	number := dnd.state.Availability.N
	switch {
	case two.availability > dndTo: // Something else outweighs it.
	case two.availability < dndFrom:
		o.report(p.Report, two, fmt.Sprintf("%d is in force in container 2, and the aggregate of container 2 is %d", number, two.availability))
	case three.availability > dndTo: // Likewise.
	case three.availability >= dndFrom:
		switch {
		case slices.ContainsFunc(o.workgroup, func(i input) bool { return !manual(i.state) }): // It may be the reason.
		case len(o.workgroup) > 0:
			o.report(p.Report, three, fmt.Sprintf("%d is in force in container 2, and in container 3 too: the workgroup is told %d, not %d", number, three.availability, softened))
		default:
			o.report(p.Suspect, three, fmt.Sprintf("%d is in force in container 2, and the workgroup is told %d, not %d", number, three.availability, softened))
		}
	case three.availability < softened:
		o.report(p.Report, three, fmt.Sprintf("%d is in force in container 2, and the workgroup is told %d, not %d", number, three.availability, softened))
	case three.availability == softened && !three.urgent:
		o.report(p.Report, three, fmt.Sprintf("%d is in force in container 2, and the workgroup is told %d without %s", number, softened, urgent))
	}
}

// manual reports whether the user set the state.
func manual(s *category.State) bool { return s.Type == category.UserState && s.Manual }

// over reports whether a version's time ran out.
func over(v *fact.Version, now time.Time) bool {
	return v.Expire == presence.Timed && v.HasExpires && now.After(v.Time.Add(v.Expires))
}

// report reports an aggregate that is not as it is to be.
func (o *owner) report(tell func(*fact.About, string, ...rule.Evidence) *rule.Finding, a *aggregate, message string) {
	at := a.about
	at.Subject.Key, at.Subject.HasKey = presence.InstanceKey{Category: "state", Container: a.container, Instance: a.instance}, true
	f := tell(&at, at.Subject.Presentity+" does not want to be disturbed: "+message,
		rule.Evidence{Role: "the aggregate", Frames: a.about.Frames, Path: fmt.Sprintf("%s[%d]", a.element, a.index), Quote: fmt.Sprint(a.availability)},
		rule.Evidence{Role: "do not disturb comes into force", Frames: o.began.Frames},
	)
	o.reported = true
	static := func(i input) bool { return i.instance == staticUser && i.state.Type == category.UserState }
	switch {
	case o.publishes:
		f.Lower(rule.Info, "an application publishes aggregates for this user")
	case slices.ContainsFunc(o.dnd, static) && slices.ContainsFunc(o.workgroup, static):
		f.Lower(rule.Info, "one static user state in both containers: a client like SIPE, which never splits")
	}
}

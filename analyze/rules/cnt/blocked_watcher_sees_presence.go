package cnt

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

// blocked is the container of those who are to see nothing.
const blocked presence.ContainerID = 32000

// offline is the availability from which on it says nothing.
const offline = 18000

// owner is whom a user blocks, by the server's word.
type owner struct {
	blocks []*block
	home   capture.ConnID // Where the user is told of changes by whatever endpoint.
	filled bool           // Container 32000 has a state, so that there is something to tell the blocked.
}

// block is a user who is a member of the container of the blocked.
type block struct {
	watcher string
	since   fact.About
	role    string
	over    bool
	finding *rule.Finding
}

// maxBlocks bounds the users remembered that one user blocks.
const maxBlocks = 256

// told is that a blocked watcher was told something.
type told struct {
	block        *block
	notified     *fact.Notified
	instance     *presence.CategoryInstance
	availability uint32
	certain      bool
}

func blockedWatcherSeesPresence() *rule.Rule {
	return &rule.Rule{
		ID: "CNT002", Name: "blocked-watcher-sees-presence", Area: rule.CNT, Severity: rule.Warning,
		Title: "A watcher who is blocked is told that the user is not offline",
		Basis: []rule.Citation{
			{Doc: "blocked-contacts-container", Tier: 2, Row: "CNT-05"},
			{Doc: "controlling-access-to-presence-publications", Tier: 2, Row: "EP-706"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `A user blocked somebody, who goes on seeing whether the user is there.`,
			Bad: `container 32000 of alice: user bob@contoso.com
(one minute)
BENOTIFY to bob  alice: aggregateState 3500`,
			Good: `container 32000 of alice: user bob@contoso.com
BENOTIFY to bob  alice: aggregateState 18500`,
			Fix: `A blocked watcher is to be told what container 32000 holds: an aggregate state of 18500
and empty documents. An explicit entry in 32000 outweighs any other membership. Look at
whether the server notified the watcher again when the entry was made, and at other
pools that keep an older membership.`,
			Harmless: `While the change was on its way, within the grace time. Only members by name are
judged: whether an entry for a domain or a class of users outweighs an entry by name
elsewhere, the sources do not agree on.`,
		},
		Needs: rule.NoLoss | rule.BothDirections | rule.Readable,
		Wants: rule.InOrder,
		Options: []rule.Option{
			{Name: "grace", Default: 5 * time.Second, Doc: "how long after the block a watcher may still be told"},
		},
		Watch: func(h *rule.Hooks) {
			owners := rule.NewTable[string, owner](h)
			// What ended the block before is known once both streams of the owner went on.
			waiting := rule.NewAwait(h, func(p *rule.Pass, t *told, _ rule.Went) {
				if !t.block.over {
					t.judge(p)
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.SelfNotified) { owners.Have(f.Subject.Presentity).stated(f) })
			rule.On(h, func(_ *rule.Pass, f *fact.SelfSnapshot) {
				if !slices.ContainsFunc(f.Data.Containers, func(c presence.Container) bool { return c.ID == blocked }) {
					owners.Have(f.Subject.Presentity).members(nil, &f.About)
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.ContainersEdited) {
				owners.Have(f.Subject.Presentity).edited(f.Edit, presence.RemoveMember, &f.About)
			})
			rule.On(h, func(_ *rule.Pass, f *fact.ContainersAnswered) {
				if f.Answer.Status < 300 {
					owners.Have(f.Subject.Presentity).edited(f.Edit, presence.AddMember, &f.About)
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.Notified) {
				if o := owners.Touch(f.Subject.Presentity); o != nil && f.Subject.Watcher != f.Subject.Presentity {
					o.notified(p, waiting, f)
				}
			})
		},
	}
}

// stated takes the server's word about a user's own data.
func (o *owner) stated(f *fact.SelfNotified) {
	if f.Carrier != fact.InAnswer {
		o.home = f.Conn
	}
	for i := range f.Data.Instances {
		k := f.Data.Instances[i].Key
		o.filled = o.filled || k.Category == "state" && k.Container == blocked && f.Data.Instances[i].Value != nil
	}
	for _, c := range f.Data.Containers {
		if c.ID == blocked {
			o.members(c.Members, &f.About)
		}
	}
}

// members takes the complete membership of the blocked.
func (o *owner) members(all []presence.Member, a *fact.About) {
	o.blocks = slices.DeleteFunc(o.blocks, func(b *block) bool {
		b.over = !slices.ContainsFunc(all, func(m presence.Member) bool { return m.Type == "user" && m.Value == b.watcher })
		return b.over
	})
	for _, m := range all {
		if m.Type == "user" {
			o.block(m.Value, a, "the server states the block")
		}
	}
}

// edited takes the edits of one kind of the blocked.
func (o *owner) edited(e *presence.ContainerEdit, action presence.MemberAction, a *fact.About) {
	for _, c := range e.Containers {
		if c.ID != blocked {
			continue
		}
		for _, m := range c.Members {
			switch {
			case m.Type != "user" || m.Action != action:
			case action == presence.AddMember:
				o.block(m.Value, a, "the server accepts the block")
			default: // Asked for, and perhaps done before the answer is seen.
				o.blocks = slices.DeleteFunc(o.blocks, func(b *block) bool {
					b.over = b.over || b.watcher == m.Value
					return b.over
				})
			}
		}
	}
}

// block notes that a watcher is blocked.
func (o *owner) block(watcher string, a *fact.About, role string) {
	if o.of(watcher) == nil && len(o.blocks) < maxBlocks {
		b := &block{watcher: watcher, since: *a, role: role}
		b.since.Subject.Watcher = watcher
		o.blocks = append(o.blocks, b)
	}
}

// of returns the block of a watcher; nil when the watcher is not blocked.
func (o *owner) of(watcher string) *block {
	i := slices.IndexFunc(o.blocks, func(b *block) bool { return b.watcher == watcher })
	if i < 0 {
		return nil
	}
	return o.blocks[i]
}

// notified takes what a watcher is told.
func (o *owner) notified(p *rule.Pass, waiting *rule.Await[*told], f *fact.Notified) {
	b := o.of(f.Subject.Watcher)
	if b == nil || f.Time.Sub(b.since.Time) <= p.Duration("grace") {
		return
	}
	for i := range f.Notify.Instances {
		c := &f.Notify.Instances[i]
		s, ok := c.Value.(*category.State)
		if !ok || c.Key.Category != "state" || c.Cut || s.Type != category.AggregateState || !s.Availability.Set {
			continue
		}
		if s.Availability.N >= offline {
			p.Checked(&b.since)
			continue
		}
		waiting.Put(&told{b, f, c, s.Availability.N, o.filled && o.home == b.since.Conn}, rule.Until{
			Stream: capture.StreamID{Conn: b.since.Conn, Dir: b.since.Dir}, Both: true, After: f.Time.Add(p.Duration("grace")),
		})
	}
}

// judge reports what a blocked watcher was told.
func (t *told) judge(p *rule.Pass) {
	if !p.Checked(&t.block.since) {
		return
	}
	f := t.notified
	proof := rule.Evidence{Role: "the notification", Frames: f.Frames, Path: t.instance.Where() + "/state/availability", Quote: fmt.Sprint(t.availability)}
	if t.block.finding != nil {
		t.block.finding.Again(&f.About, proof)
		return
	}
	at := f.About
	at.Subject.Key, at.Subject.HasKey = t.instance.Key, true
	tell := p.Report
	if !t.certain {
		tell = p.Suspect
	}
	t.block.finding = tell(&at, fmt.Sprintf("%s is told availability %d of %s, and is a member of container %d by what the server said %.0f s before",
		f.Subject.Watcher, t.availability, f.Subject.Presentity, blocked, f.Time.Sub(t.block.since.Time).Seconds()),
		proof, rule.Evidence{Role: t.block.role, Frames: t.block.since.Frames, Quote: "user " + t.block.watcher})
}

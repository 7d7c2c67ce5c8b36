package pub

import (
	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// publisher is an endpoint that publishes for a user. Endpoints without epid are told
// apart by their connection.
type publisher struct {
	presentity, endpoint string
	conn                 capture.ConnID
}

// publisherOf returns the endpoint of a user that a message on a connection is from,
// or for.
func publisherOf(user, endpoint string, conn capture.ConnID) publisher {
	if endpoint != "" {
		conn = 0
	}
	return publisher{user, endpoint, conn}
}

// slot is a key of a publisher.
type slot struct {
	who publisher
	key presence.InstanceKey
}

// conflict is an instance that a server refused because its version was not the
// current one.
type conflict struct {
	about         fact.About   // Of the 409; its subject has the key.
	request       *sip.Message // That was refused.
	asked         *presence.CategoryInstance
	sent, current uint32 // The version that was refused, and the one that the server has.
	stale         bool   // The refused version was sent again.
}

// key is the key of the instance.
func (c *conflict) key() presence.InstanceKey { return c.asked.Key }

// like reports whether two conflicts are one to people, in two containers.
func (c *conflict) like(o *conflict) bool {
	return c.about.Moment == o.about.Moment && rule.SameInstance(c.key(), o.key()) && c.sent == o.sent && c.current == o.current
}

// conflicts returns the instances that an answer refuses for their versions. Whether
// a fault counts from 1 is seen by the versions that it repeats. Deletions are left
// out: which version one is to have is disputed.
func conflicts(f *fact.PublishAnswered) []conflict {
	if f.Answer.Status != 409 || f.Fault == nil {
		return nil
	}
	var all []conflict
	operations := map[int][]presence.FaultOperation{}
	for _, o := range f.Fault.Operations {
		operations[o.Index] = append(operations[o.Index], o)
	}
	for i := range f.Publish.Instances {
		c := &f.Publish.Instances[i]
		for _, o := range operations[c.Index] {
			if !o.HasCurrentVersion || o.CurrentVersion == c.Version || o.HasVersion && o.Version != c.Version ||
				!identified(c) || c.Deletes() {
				continue
			}
			a := f.About
			a.Subject.Key, a.Subject.HasKey = c.Key, true
			all = append(all, conflict{about: a, request: f.Request, asked: c, sent: c.Version, current: o.CurrentVersion})
			break
		}
	}
	return all
}

// identified reports whether a publication says which instance it is of, and in which
// version.
func identified(c *presence.CategoryInstance) bool {
	return c.Key.Category != "" && c.Has.Has(presence.HasInstance|presence.HasContainer|presence.HasVersion)
}

// maxOpen bounds the conflicts remembered of one publisher.
const maxOpen = 256

// openConflicts is what servers refused, by publisher, until it is settled.
type openConflicts struct {
	*rule.Table[publisher, []conflict]
}

func newOpenConflicts(h *rule.Hooks) openConflicts {
	return openConflicts{rule.NewTable[publisher, []conflict](h)}
}

// of returns the conflict of a key, nil when there is none.
func (o openConflicts) of(who publisher, k presence.InstanceKey) *conflict {
	if all := o.Get(who); all != nil {
		for i := range *all {
			if (*all)[i].key() == k {
				return &(*all)[i]
			}
		}
	}
	return nil
}

// add remembers a conflict, in place of an earlier one of its key.
func (o openConflicts) add(who publisher, c conflict) {
	if before := o.of(who, c.key()); before != nil {
		*before = c
		o.Touch(who)
		return
	}
	all := o.Have(who)
	if len(*all) >= maxOpen {
		*all = append((*all)[:0], (*all)[1:]...)
	}
	*all = append(*all, c)
}

// settle forgets the conflicts of a publisher that are settled.
func (o openConflicts) settle(who publisher, settled func(*conflict) bool) {
	all := o.Get(who)
	if all == nil {
		return
	}
	left := (*all)[:0]
	for i := range *all {
		if !settled(&(*all)[i]) {
			left = append(left, (*all)[i])
		}
	}
	clear((*all)[len(left):])
	if *all = left; len(left) == 0 {
		o.Delete(who)
	}
}

// accepted forgets the conflicts of what a server accepted since.
func (o openConflicts) accepted(who publisher, p *presence.Publish) {
	o.settle(who, func(c *conflict) bool { return stated(p.Instances, c.key()) != nil })
}

// stated returns what a document says of a key, nil when it says nothing.
func stated(all []presence.CategoryInstance, k presence.InstanceKey) *presence.CategoryInstance {
	for i := range all {
		if all[i].Key == k && all[i].Has.Has(presence.HasInstance|presence.HasContainer) {
			return &all[i]
		}
	}
	return nil
}

// named reports whether self data name the pair of category and container of a key,
// which they then state as a whole (MS-PRES 1.3.1.5).
func named(all []presence.CategoryInstance, k presence.InstanceKey) bool {
	for i := range all {
		if all[i].Key.Category == k.Category && (all[i].Key.Container == k.Container || all[i].Key.Container == presence.NoContainer) {
			return true
		}
	}
	return false
}

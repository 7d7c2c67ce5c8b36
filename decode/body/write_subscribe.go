package body

import (
	"slices"

	"prescap/decode/presence"
)

// batch writes a batch subscription.
func (m *markup) batch(e *presence.BatchSubscribe) {
	space, root := batchSpace, "batchSub"
	if e.Adhoc {
		space, root = adhocSpace, "adhoclist"
	}
	m.begin(space, root)
	m.given("uri", addressOf(e.URI, e.Watcher))
	m.given("name", e.Name)
	for i := range e.Actions {
		if a := &e.Actions[i]; e.Adhoc {
			m.begin(adhocSpace, verb(a))
			m.resources(adhocSpace, a)
			m.end()
		} else {
			m.action(a)
		}
	}
	m.end()
}

// verb names an action of an adhoclist.
func verb(a *presence.BatchAction) string {
	switch {
	case a.Verb != "":
		return a.Verb
	case a.Name == "unsubscribe":
		return "delete"
	}
	return "add"
}

// action writes an action of a batchSub.
func (m *markup) action(a *presence.BatchAction) {
	m.begin(batchSpace, "action")
	m.attr("name", a.Name)
	m.given("id", a.ID)
	m.begin(batchSpace, "adhocList")
	m.resources(batchSpace, a)
	m.end()
	if a.Categories != nil {
		m.begin(categoryListSpace, "categoryList")
		for _, name := range a.Categories {
			m.begin(categoryListSpace, "category")
			m.attr("name", string(name))
			m.end()
		}
		m.end()
	}
	m.end()
}

// resources writes the resources of an action.
func (m *markup) resources(space string, a *presence.BatchAction) {
	for i, r := range a.Resources {
		m.begin(space, "resource")
		m.attr("uri", address(r))
		var c *presence.SubscriptionContext
		if i < len(a.Subscriptions) {
			c = a.Subscriptions[i]
		}
		m.context(space, i < len(a.Context) && a.Context[i], c)
		m.end()
	}
}

// resourceList writes the state of subscriptions. Entries that may be instances of one
// resource are.
func (m *markup) resourceList(e *presence.ResourceList) {
	m.begin(rlmiSpace, "list")
	m.given("uri", e.URI)
	m.number("version", e.Version, e.HasVersion)
	m.boolean("fullState", e.FullState, e.HasFullState)
	m.given("cid", e.ContentID)
	m.labels(e.Names)
	for all := e.Resources; len(all) > 0; {
		r := &all[0]
		m.begin(rlmiSpace, "resource")
		m.attr("uri", address(r.URI))
		m.labels(r.Names)
		n := 0
		for n < len(all) && (n == 0 || all[n].URI == r.URI && slices.Equal(all[n].Names, r.Names) && isInstance(&all[n-1]) && isInstance(&all[n])) {
			m.resourceState(&all[n])
			n++
		}
		m.end()
		all = all[n:]
	}
	m.end()
}

// isInstance reports whether an entry is an instance of a resource.
func isInstance(r *presence.Resource) bool {
	return r.ID+r.State+r.Reason+r.StatusCode+r.PoolFQDN+r.ContentID != ""
}

// resourceState writes an instance of a resource.
func (m *markup) resourceState(r *presence.Resource) {
	if !isInstance(r) {
		return
	}
	m.begin(rlmiSpace, "instance")
	m.given("id", r.ID)
	m.given("state", r.State)
	m.given("reason", r.Reason)
	m.given("statusCode", r.StatusCode)
	m.given("cid", r.ContentID)
	m.given("poolFqdn", r.PoolFQDN)
	m.end()
}

// labels writes names for people.
func (m *markup) labels(all []presence.Label) {
	for _, l := range all {
		m.begin(rlmiSpace, "name")
		m.given("xml:lang", l.Lang)
		m.text(l.Text)
		m.end()
	}
}

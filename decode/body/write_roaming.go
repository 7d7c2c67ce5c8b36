package body

import "prescap/decode/presence"

// roamingList writes the request for one's own data.
func (m *markup) roamingList(e *presence.SelfSubscribe) {
	m.begin(roamingSpace, "roamingList")
	for _, set := range e.Sets {
		m.begin(roamingSpace, "roaming")
		m.attr("type", set)
		m.end()
	}
	m.end()
}

// roamingData writes the sets that there are of one's own data.
func (m *markup) roamingData(e *presence.SelfData) {
	m.begin(roamingSpace, "roamingData")
	if e.URI != "" || e.Presentity != "" || len(e.Instances) > 0 {
		m.categories(e.URI, e.Presentity, e.Instances)
	}
	if e.Containers != nil {
		m.containers("containers", e.Containers)
	}
	if e.Subscribers != nil {
		m.subscribers("subscribers", e.Subscribers)
	}
	if e.Delegates != nil {
		m.begin(delegatesSpace, "delegates")
		m.number("version", e.DelegatesVersion, e.HasDelegatesVersion)
		for _, d := range e.Delegates {
			m.delegate(d, true)
		}
		m.end()
	}
	m.end()
}

// containers writes containers with their members, or with edits of them.
func (m *markup) containers(name string, all []presence.Container) {
	m.begin(containersSpace, name)
	for _, c := range all {
		m.begin(containersSpace, "container")
		m.number("id", uint32(c.ID), c.ID != presence.NoContainer)
		m.number("version", c.Version, c.HasVersion)
		for _, member := range c.Members {
			m.begin(containersSpace, "member")
			m.given("action", string(member.Action))
			m.given("type", member.Type)
			m.given("value", member.Value)
			m.end()
		}
		m.end()
	}
	m.end()
}

// subscribers writes records about who asked for presence.
func (m *markup) subscribers(name string, all []presence.Subscriber) {
	m.begin(subscribersSpace, name)
	for _, s := range all {
		m.begin(subscribersSpace, "subscriber")
		m.given("user", s.User)
		m.given("displayName", s.DisplayName)
		m.boolean("acknowledged", s.Acknowledged, s.HasAcknowledged)
		m.given("type", s.Type)
		m.context(subscribersSpace, s.HasContext, s.Context)
		m.end()
	}
	m.end()
}

// context writes the context of a subscription, when there is one.
func (m *markup) context(space string, has bool, c *presence.SubscriptionContext) {
	if !has {
		return
	}
	m.begin(space, "context")
	if c != nil {
		m.begin(contextSpace, "subscriptionContext")
		m.given("majorVersion", c.Major)
		m.given("minorVersion", c.Minor)
		if c.ContactList {
			m.begin(contextSpace, "watcher")
			m.begin(contextSpace, "contactList")
			m.end()
			m.end()
		}
		m.end()
	}
	m.end()
}

// delegateEdit writes a change of delegates.
func (m *markup) delegateEdit(e *presence.DelegateEdit) {
	m.begin(delegatesSpace, "setDelegates")
	m.number("version", e.Version, e.HasVersion)
	for _, d := range e.Delegates {
		m.delegate(d, false)
	}
	m.end()
}

// delegate writes a delegate of a list, with booleans for what it may do; or an edit of
// one, with elements for it.
func (m *markup) delegate(d presence.Delegate, list bool) {
	plain := func(a presence.Authorization) bool { return list && (a == presence.Allow || a == presence.Deny) }
	m.begin(delegatesSpace, "delegate")
	m.given("action", d.Action)
	m.given("uri", d.User)
	m.boolean("publish", d.Publish == presence.Allow, plain(d.Publish))
	m.boolean("redelegate", d.Redelegate == presence.Allow, plain(d.Redelegate))
	m.operation("publishOperation", d.Publish, !plain(d.Publish))
	m.operation("redelegateOperation", d.Redelegate, !plain(d.Redelegate))
	m.end()
}

// operation writes an authorization as an element, when there is one.
func (m *markup) operation(name string, a presence.Authorization, has bool) {
	if has && a != "" {
		m.begin(delegatesSpace, name)
		m.attr("authorization", string(a))
		m.end()
	}
}

package store

import (
	"fmt"
	"strings"

	"prescap/analyze/fact"
	"prescap/decode/presence"
)

// few is how many things of a kind are named.
const few = 3

// list names the first few of some things.
func list[T ~string](all []T) string {
	var parts []string
	for i, s := range all {
		if i == few {
			parts = append(parts, fmt.Sprintf("+%d more", len(all)-few))
			break
		}
		parts = append(parts, string(s))
	}
	return strings.Join(parts, ", ")
}

// subscribes says what a SUBSCRIBE asks for.
func (m *meaning) subscribes(f *fact.Subscribed) {
	who := f.Subscription.Watcher
	switch {
	case f.Expires == 0 && f.Refresh:
		m.say("%s ends the subscription to %s", who, subject(f))
		return
	case f.Batch != nil:
		for _, a := range f.Batch.Actions {
			m.users = append(m.users, a.Resources...)
			verb := "subscribes to"
			if a.Name == "unsubscribe" {
				verb = "no longer subscribes to"
			}
			m.say("%s %s %s%s", who, verb, list(a.Resources), behind(": ", list(a.Categories), ""))
		}
	default:
		m.say("%s subscribes to %s", who, subject(f))
	}
	if f.Refresh {
		m.more = append(m.more, "refresh")
	}
}

// subject is what a subscription is to.
func subject(f *fact.Subscribed) string {
	switch {
	case f.Subscription.Self():
		return "own data"
	case f.Subscription.Event == "presence" && f.Subscription.Target == f.Subscription.Watcher:
		return "presence"
	case f.Subscription.Event == "presence":
		return f.Subscription.Target
	}
	return f.Subscription.Event
}

// resources says what became of single subscriptions of a batch.
func (m *meaning) resources(who string, l *presence.ResourceList) {
	var ended []string
	for _, r := range l.Resources {
		m.users = append(m.users, r.URI)
		if r.State != "active" && r.State != "" {
			ended = append(ended, r.URI+" "+r.State+behind(" (", r.Reason, ")"))
		}
	}
	if len(ended) > 0 {
		m.say("tells %s: %s", who, list(ended))
	}
}

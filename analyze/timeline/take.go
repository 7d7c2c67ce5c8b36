package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"prescap/analyze/fact"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// Unknown is what an entry comes from when nothing is known of what was before.
const Unknown = "?"

// Take takes the next fact.
func (l *Log) Take(f fact.Fact) {
	switch f := f.(type) {
	case *fact.Change:
		l.change(f)
	case *fact.MessageSeen:
		for _, e := range f.Events {
			if list, ok := e.(*presence.ResourceList); ok {
				l.resources(f, list)
			}
		}
	case *fact.Published:
		if p := l.person(f.Subject.Presentity); p != nil {
			p.publications++
		}
	case *fact.PublishAnswered:
		if p := l.person(f.Subject.Presentity); p != nil {
			p.answered(f.Answer.Status)
		}
	case *fact.InstanceAnswered:
		l.refused(f)
	case *fact.Gap:
		l.gap(f)
	case *fact.SelfSnapshot:
		if p := l.person(f.Subject.Presentity); p != nil {
			p.restated(f.Time)
		}
	case *fact.EndpointChanged:
		if p := l.person(f.Subject.Presentity); p != nil {
			p.endpoint(f)
		}
		l.add(f.Subject.Presentity, &f.About, Entry{
			Lane: "endpoint " + name(f.Subject.Endpoint), From: f.From, To: f.To, Cause: f.Cause, Initial: f.From == "",
		})
	case *fact.MembersChanged:
		from := members(f.From)
		if f.Unknown {
			from = Unknown
		}
		l.add(f.Subject.Presentity, &f.About, Entry{
			Lane: "members", Containers: []int32{int32(f.Container)}, From: from, To: members(f.To),
			Cause: f.Cause, Initial: f.Unknown,
		})
	case *fact.Subscribed:
		l.subscribes(f)
	case *fact.SubscribeAnswered:
		l.subscribed(f)
	case *fact.DialogEnded:
		l.unsubscribed(f)
		if f.Subscription.Event == "presence" && f.Subscription.Ended.End != fact.SingleQuery {
			l.add(f.Subject.Watcher, &f.About, Entry{Lane: "watching", From: "subscribed", To: f.Subscription.Ended.How, Cause: "dialog " + short(f.Subject.Dialog.CallID)})
		}
	case *fact.Expiry:
		if f.Version != nil {
			l.add(f.Subject.Presentity, &f.About, Entry{
				Lane: fact.NameOf(f.Subject.Key, f.Version.Value), Containers: containers(f.Subject.Key), From: text(f.Version),
				Cause: "its time ran out, and the server was not seen to say so",
			})
		}
	}
}

// change logs what became what.
func (l *Log) change(f *fact.Change) {
	stated := cmp.Or(f.To, f.From, &fact.Version{})
	e := Entry{
		Lane: fact.NameOf(f.Subject.Key, stated.Value), Containers: containers(f.Subject.Key),
		From: text(f.From), To: text(f.To), Cause: f.Cause, Initial: f.Unknown, Presence: presenceOf(f.To),
	}
	if f.Unknown {
		e.From = Unknown
	}
	e.Detail = !ofPresence(f.Subject.Key.Category)
	if e.From == e.To { // As long, and not the same.
		e.To += ", changed"
	}
	if f.Layer == fact.ToWatcher && f.Subject.Watcher != f.Subject.Presentity {
		e.Cause, e.What = f.Cause+": "+e.Lane, e.Lane
		e.Lane = l.seenBy(f.Subject.Presentity, f.Subject.Watcher, f.Subject.Endpoint)
	}
	l.add(f.Subject.Presentity, &f.About, e)
	if p := l.person(f.Subject.Presentity); p != nil {
		p.now.take(f)
	}
}

// maxWatchers bounds the watchers of a presentity that are told apart.
const maxWatchers = 1 << 10

// seenBy names the lane of what a watcher sees. A second endpoint of the same watcher
// has a view of its own.
func (l *Log) seenBy(presentity, watcher, endpoint string) string {
	lane := "seen by " + watcher
	p := l.person(presentity)
	if p == nil {
		return lane
	}
	first, known := p.watchers[watcher]
	switch {
	case !known && len(p.watchers) < maxWatchers:
		if p.watchers == nil {
			p.watchers = map[string]string{}
		}
		p.watchers[watcher] = endpoint
	case known && first == "":
		p.watchers[watcher] = endpoint
	case known && endpoint != "" && first != endpoint:
		lane += " at " + endpoint
	}
	return lane
}

// resources logs what became of single subscriptions of a batch (RFC 4662).
func (l *Log) resources(f *fact.MessageSeen, list *presence.ResourceList) {
	for _, r := range list.Resources {
		to := ""
		switch r.State {
		case "terminated":
			to = "subscription terminated"
		case "resubscribe":
			to = "to be subscribed elsewhere"
		default:
			continue
		}
		if r.Reason != "" {
			to += " (" + r.Reason + ")"
		}
		l.add(r.URI, &f.About, Entry{Lane: l.seenBy(r.URI, f.Subject.Watcher, f.Subject.Endpoint), To: to, Cause: "resource list, " + r.State})
	}
}

// refused logs what the server did not accept.
func (l *Log) refused(f *fact.InstanceAnswered) {
	if f.Answer.Status < 300 {
		return
	}
	to := fmt.Sprintf("%s refused with %d", text(&fact.Version{Value: f.Asked.Value}), f.Answer.Status)
	if f.Refused != nil && f.Refused.HasCurrentVersion {
		to += fmt.Sprintf(": version %d was sent, the server has %d", f.Asked.Version, f.Refused.CurrentVersion)
	}
	l.add(f.Subject.Presentity, &f.About, Entry{
		Lane: fact.NameOf(f.Subject.Key, f.Asked.Value), Containers: containers(f.Subject.Key),
		To: to, Cause: "published by " + name(f.Subject.Endpoint), Refused: true,
	})
}

// text is a value in words; "" when there is none.
func text(v *fact.Version) string {
	if v == nil {
		return ""
	}
	return category.Text(v.Value)
}

func containers(k presence.InstanceKey) []int32 {
	if k.Container == presence.NoContainer {
		return nil
	}
	return []int32{int32(k.Container)}
}

// members lists the members of a container in words.
func members(all []presence.Member) string {
	var words []string
	for _, m := range all {
		if m.Value != "" {
			words = append(words, m.Value)
		} else {
			words = append(words, m.Type)
		}
	}
	if len(words) == 0 {
		return "nobody"
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

// name names an endpoint.
func name(epid string) string {
	if epid == "" {
		return "without epid"
	}
	return epid
}

// short cuts a Call-ID for people.
func short(callID string) string {
	if len(callID) > 12 {
		return callID[:8] + "…"
	}
	return callID
}

// ofPresence reports whether a category says what somebody does or is reachable by, and
// not only what goes with that.
func ofPresence(name presence.Name) bool {
	switch name {
	case "state", "dndState", "note", "noteHistory", "device":
		return true
	}
	return false
}

package state

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// by both readings, a watcher falls into these containers.
func TestAdmits(t *testing.T) {
	member := func(kind, value string) presence.Member { return presence.Member{Type: kind, Value: value} }
	for _, c := range []struct {
		name, watcher, want string
		members             map[presence.ContainerID][]presence.Member
	}{
		{"nobody", "bob@contoso.com", "0 0", map[presence.ContainerID][]presence.Member{300: {member("user", "carol@contoso.com")}}},
		{"user", "bob@contoso.com", "300 300", map[presence.ContainerID][]presence.Member{200: {member("sameEnterprise", "")}, 300: {member("user", "Bob@contoso.com")}}},
		{"user below", "bob@contoso.com", "200 100", map[presence.ContainerID][]presence.Member{100: {member("user", "bob@contoso.com")}, 200: {member("sameEnterprise", "")}}},
		{"domain", "zoe@fabrikam.com", "400 400", map[presence.ContainerID][]presence.Member{400: {member("domain", "fabrikam.com")}, 200: {member("sameEnterprise", "")}}},
		{"blocked", "bob@contoso.com", "32000 32000", map[presence.ContainerID][]presence.Member{200: {member("sameEnterprise", "")}, 32000: {member("user", "bob@contoso.com")}}},
		{"everyone", "zoe@fabrikam.com", "32000 200", map[presence.ContainerID][]presence.Member{32000: {member("everyone", "")}, 200: {member("user", "zoe@fabrikam.com")}}},
		{"federated", "zoe@fabrikam.com", "0 0", map[presence.ContainerID][]presence.Member{100: {member("federated", "")}}},
	} {
		p := &presentity{containers: c.members}
		a := p.admits("alice@contoso.com", c.watcher)
		if got := fmt.Sprint(a[0].Container, " ", a[1].Container); got != strings.Replace(c.want, " ", " ", 1) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if a := (&presentity{}).admits("alice@contoso.com", "bob@contoso.com"); a != nil {
		t.Errorf("%v where nothing is known", a)
	}
}

// What two endpoints of a watcher were told is kept apart, and told with the owner's own
// data, and with how the subscription ended.
func TestSeen(t *testing.T) {
	lossy := fact.Knowledge(0)
	m := New(DefaultLimits(), func(fact.Fact) {}, func(*fact.About) fact.Knowledge { return lossy })
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	moment := 0
	about := func(watcher, endpoint, dialog string) fact.About {
		moment++
		return fact.About{Time: at.Add(time.Duration(moment) * time.Second), Moment: uint64(moment), Conn: 1, Frames: []capture.Frame{{Num: moment}},
			Subject: fact.Subject{Presentity: "alice@contoso.com", Watcher: watcher, Endpoint: endpoint, Dialog: fact.DialogID{CallID: dialog, LocalTag: "t"}}}
	}
	state := func(container presence.ContainerID, availability uint32) presence.CategoryInstance {
		c := presence.CategoryInstance{Key: presence.InstanceKey{Category: "state", Container: container, Instance: 1}, Has: presence.HasInstance,
			Value: &category.State{Type: category.AggregateState, Availability: category.Number{N: availability, Set: true}}}
		if container != presence.NoContainer {
			c.Has |= presence.HasContainer
		}
		return c
	}
	tell := func(watcher, endpoint, dialog string, all ...presence.CategoryInstance) {
		m.Take(&fact.Notified{About: about(watcher, endpoint, dialog), Message: &sip.Message{}, Carrier: fact.ByBenotify, Notify: &presence.Notify{Instances: all}})
	}
	m.Take(&fact.SelfNotified{About: about("", "e0", "self"), Message: &sip.Message{}, Data: &presence.SelfData{
		Instances:  []presence.CategoryInstance{state(100, 3500), state(200, 6500), state(2, 6500)},
		Containers: []presence.Container{{ID: 200, Members: []presence.Member{{Type: "sameEnterprise"}}}},
	}})
	tell("bob@contoso.com", "e1", "one", state(presence.NoContainer, 6500))
	tell("bob@contoso.com", "e2", "two", state(presence.NoContainer, 9500))
	tell("bob@contoso.com", "e2", "two", presence.CategoryInstance{Key: presence.InstanceKey{Category: "note", Container: presence.NoContainer}})
	tell("carol@contoso.com", "e3", "three", state(presence.NoContainer, 3500))
	d := about("bob@contoso.com", "e2", "two")
	m.Take(&fact.DialogEnded{About: d, Subscription: fact.Subscription{Dialog: d.Subject.Dialog, Ended: fact.Ending{End: fact.Unsubscribed, How: "unsubscribed"}}})
	var got []string
	for _, s := range m.Seen("bob@contoso.com", "") {
		line := fmt.Sprintf("%s %s %d:", s.Endpoint, s.Category, s.Frames[0].Num)
		for _, v := range s.Values {
			line += " " + v.Text
		}
		got = append(got, fmt.Sprintf("%s; in %v of %d; %s; %v", line, s.Containers, len(s.Owner), s.Ended.How, s.Missing))
	}
	want := []string{
		"e1 state 2: busy (6500); in [200] of 2; ; whole",
		"e2 note 4:; in [] of 0; unsubscribed; whole",
		"e2 state 3: do not disturb (9500); in [] of 2; unsubscribed; whole",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if all := m.Seen("", "alice@contoso.com"); len(all) != 4 || len(m.Seen("dave@contoso.com", "")) != 0 {
		t.Errorf("%d views", len(all))
	}
	if lossy = fact.Lossy; m.Seen("carol@contoso.com", "")[0].Missing != fact.Lossy {
		t.Error("what is missing is not told")
	}
}

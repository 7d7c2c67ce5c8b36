package timeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

var epoch = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// state is a change of an aggregate or user state.
func state(moment int, kind category.StateType, container int32, from, to uint32) *fact.Change {
	version := func(availability uint32) *fact.Version {
		if availability == 0 {
			return nil
		}
		return &fact.Version{Value: &category.State{Type: kind, Availability: category.Number{N: availability, Set: true}}}
	}
	return &fact.Change{
		About: fact.About{
			Time: epoch.Add(time.Duration(moment) * time.Second), Moment: uint64(moment), Frames: []capture.Frame{{Num: moment}},
			Subject: fact.Subject{Presentity: "alice@contoso.com", HasKey: true, Key: presence.InstanceKey{Category: "state", Container: presence.ContainerID(container), Instance: 1}},
		},
		Layer: fact.ByServer, From: version(from), To: version(to), Cause: "computed by the server",
	}
}

func lines(l *Log) []string {
	var all []string
	for _, t := range l.All() {
		for _, e := range t.Entries {
			all = append(all, fmt.Sprintf("%d %s %v %s→%s", e.Moment, e.Lane, e.Containers, e.From, e.To))
		}
	}
	return all
}

func TestWhatChangesAlikeIsOneEntry(t *testing.T) {
	l := NewLog(DefaultLimits())
	for _, c := range []int32{400, 100, 200} {
		l.Take(state(1, category.AggregateState, c, 3500, 6500))
	}
	l.Take(state(1, category.AggregateState, 300, 3500, 9500))
	l.Take(state(2, category.AggregateState, 100, 6500, 0))
	told := state(3, category.AggregateState, -1, 0, 3500)
	told.Layer, told.Subject.Watcher = fact.ToWatcher, "bob@contoso.com"
	gone := state(3, category.AggregateState, -1, 18500, 0)
	gone.Layer, gone.Subject.Watcher = fact.ToWatcher, "bob@contoso.com"
	l.Take(told)
	l.Take(gone)
	want := []string{
		"1 aggregate [100 200 400] available (3500)→busy (6500)",
		"1 aggregate [300] available (3500)→do not disturb (9500)",
		"2 aggregate [100] busy (6500)→",
		"3 seen by bob@contoso.com [] offline (18500)→available (3500)",
	}
	if got := lines(l); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestTheNewestEntriesAreKept(t *testing.T) {
	l := NewLog(Limits{Presentities: 1, Entries: 3})
	for i := 1; i <= 20; i++ {
		l.Take(state(i, category.AggregateState, 2, uint32(3000+i), uint32(3001+i)))
	}
	other := state(21, category.AggregateState, 2, 3500, 6500)
	other.Subject.Presentity = "bob@contoso.com"
	l.Take(other)
	all := l.All()
	if len(all) != 1 || len(all[0].Entries) != 3 || all[0].Entries[2].Moment != 20 || all[0].Dropped != 17 || l.Missed() != 1 {
		t.Errorf("%+v, %d missed", all, l.Missed())
	}
	if all[0].State != "available (3021)" || !all[0].Since.Equal(epoch.Add(20*time.Second)) {
		t.Errorf("state %q since %v", all[0].State, all[0].Since)
	}
	none := NewLog(Limits{Presentities: 1})
	none.Take(state(1, category.AggregateState, 2, 3500, 6500))
	if len(none.All()) != 0 {
		t.Error("a log without entries keeps some")
	}
}

// What is known late stands where it belongs.
func TestEntriesAreInOrder(t *testing.T) {
	l := NewLog(DefaultLimits())
	l.Take(state(5, category.UserState, 2, 3500, 6500))
	l.Take(state(3, category.UserState, 3, 3500, 6500))
	if got := lines(l); got[0][0] != '3' || got[1][0] != '5' {
		t.Errorf("got %q", got)
	}
}

// The owner's own aggregate is the state that is shown, whatever watchers are told.
func TestCurrentStateIsOfTheBestSource(t *testing.T) {
	l := NewLog(DefaultLimits())
	told := state(1, category.AggregateState, -1, 0, 18500)
	told.Layer, told.Subject.Watcher = fact.ToWatcher, "bob@contoso.com"
	l.Take(told)
	if s := l.All()[0].State; s != "offline (18500)" {
		t.Error(s)
	}
	l.Take(state(2, category.AggregateState, 2, 3500, 6500))
	later := *told
	later.Moment = 3
	l.Take(&later)
	if s := l.All()[0].State; s != "busy (6500)" {
		t.Error(s)
	}
}

// When nobody is signed in any more, what watchers are told is the last word.
func TestCurrentStateOfWhoHasLeft(t *testing.T) {
	l := NewLog(DefaultLimits())
	endpoint := func(moment int, from, to string) {
		c := &fact.EndpointChanged{From: from, To: to}
		c.Moment, c.Time, c.Subject = uint64(moment), epoch, fact.Subject{Presentity: "alice@contoso.com", Endpoint: "e1"}
		l.Take(c)
	}
	endpoint(1, "", "signed in")
	l.Take(state(2, category.AggregateState, 2, 0, 3500))
	if all := l.All(); all[0].Gone || all[0].State != "available (3500)" {
		t.Errorf("%+v", all)
	}
	endpoint(3, "signed in", "signed out")
	for i, pair := range [][2]uint32{{0, 18500}, {3500, 0}} { // One instance comes, the other goes.
		told := state(4, category.AggregateState, -1, pair[0], pair[1])
		told.Layer, told.Subject.Watcher, told.Subject.Key.Instance = fact.ToWatcher, "bob@contoso.com", uint32(i)
		l.Take(told)
	}
	if all := l.All(); !all[0].Gone || all[0].State != "offline (18500)" {
		t.Errorf("%+v", all)
	}
}

// Whom a watcher watches is on the timelines of both, from the answer to the end.
func TestSubscriptions(t *testing.T) {
	l := NewLog(DefaultLimits())
	moment := 0
	about := func() fact.About {
		moment++
		return fact.About{Time: epoch.Add(time.Duration(moment) * time.Second), Moment: uint64(moment), Frames: []capture.Frame{{Num: moment}}}
	}
	sub := fact.Subscription{Dialog: fact.DialogID{CallID: "c1", LocalTag: "t"}, Event: "presence", Watcher: "bob@contoso.com", Target: "bob@contoso.com", Endpoint: "e1"}
	batch := func(name string, who ...string) *presence.BatchSubscribe {
		return &presence.BatchSubscribe{Actions: []presence.BatchAction{{Name: name, Resources: who}}}
	}
	ask := func(refresh bool, expires time.Duration, b *presence.BatchSubscribe, status int) {
		l.Take(&fact.Subscribed{About: about(), Subscription: sub, Refresh: refresh, Batch: b, Expires: expires})
		l.Take(&fact.SubscribeAnswered{About: about(), Subscription: sub, Exchange: fact.Exchange{Answer: &sip.Message{Status: status}}, Granted: time.Hour})
	}
	ask(false, -1, batch("subscribe", "alice@contoso.com", "carol@contoso.com"), 200)
	ask(true, -1, batch("unsubscribe", "carol@contoso.com"), 200)
	ask(true, -1, nil, 200)
	ended := sub
	ended.Ended = fact.Ending{End: fact.Unsubscribed, How: "unsubscribed"}
	l.Take(&fact.DialogEnded{About: about(), Subscription: ended})
	sub.Dialog.CallID = "c2"
	ask(false, 0, batch("subscribe", "dave@contoso.com"), 200)
	sub.Dialog.CallID = "c3"
	ask(false, -1, batch("subscribe", "dave@contoso.com"), 403)
	var got []string
	for _, p := range l.All() {
		for _, e := range p.Entries {
			if e.Lane == "watching" || strings.HasPrefix(e.Lane, "watched by") {
				got = append(got, fmt.Sprintf("%s %d %s: %s→%s", p.Name, e.Moment, e.Lane, e.From, e.To))
			}
		}
	}
	want := []string{
		"alice@contoso.com 2 watched by bob@contoso.com: →subscribed",
		"alice@contoso.com 7 watched by bob@contoso.com: subscribed→unsubscribed",
		"bob@contoso.com 2 watching: →subscribed: alice@contoso.com, carol@contoso.com",
		"bob@contoso.com 4 watching: →no longer subscribed: carol@contoso.com",
		"bob@contoso.com 9 watching: →asked once: dave@contoso.com",
		"bob@contoso.com 11 watching: →subscription refused with 403: dave@contoso.com",
		"carol@contoso.com 2 watched by bob@contoso.com: →subscribed",
		"carol@contoso.com 4 watched by bob@contoso.com: subscribed→unsubscribed",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if l.targets != 0 || len(l.watches) != 0 {
		t.Errorf("%d targets of %d subscriptions are kept", l.targets, len(l.watches))
	}
}

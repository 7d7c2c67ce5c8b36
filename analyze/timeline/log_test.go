package timeline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
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

package tui

import (
	"fmt"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/analyze/store"
	"prescap/analyze/timeline"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// large is a run of a million messages, ten thousand presentities and findings.
var large = sync.OnceValue(func() *Snapshot {
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	s := store.New(store.Limits{Messages: 1 << 21})
	for n := range 1_000_000 {
		user := fmt.Sprintf("user%d@contoso.com", n%10_000)
		s.Take(&fact.MessageSeen{
			About: fact.About{Moment: uint64(n + 1), Subject: fact.Subject{Presentity: user}},
			Message: &sip.Message{
				Method: "SERVICE", RequestURI: "sip:" + user, Time: start.Add(time.Duration(n) * time.Millisecond), Conn: capture.ConnID(n%997 + 1),
				Frames: []capture.Frame{{Num: n + 1}}, Header: sip.Header{{Name: "Call-ID", Value: fmt.Sprintf("call-%d", n/10)}},
			},
			Events: []presence.Event{&presence.Undecoded{MediaType: "text/plain", Length: 12}},
		})
	}
	snap := &Snapshot{Progress: Progress{Ended: true}}
	snap.Messages, snap.Time = s.List(), start.Add(time.Hour)
	r := &rule.Rule{ID: "PUB901", Name: "a-rule", Title: "A rule"}
	for u := range 10_000 {
		name := fmt.Sprintf("user%05d@contoso.com", u)
		t := timeline.Timeline{Name: name, State: "busy (6500)", Presence: timeline.Busy, Since: start}
		n := 5
		if u == 0 {
			n = 1 << 12
		}
		for i := range n {
			t.Entries = append(t.Entries, timeline.Entry{
				Moment: uint64(i), Time: start.Add(time.Duration(i) * time.Second), Lane: fmt.Sprintf("machine state %08x", i%50), Containers: []int32{2, 3},
				From: "available", To: "busy (6500)", Presence: timeline.Busy, Frames: []capture.Frame{{Num: i + 1}},
			})
		}
		for i := range 256 * min(1, n/4096) {
			t.Gaps = append(t.Gaps, timeline.Gap{Moment: uint64(i * 16), Time: start.Add(time.Duration(i) * 16 * time.Second)})
		}
		snap.Presentities = append(snap.Presentities, t)
		snap.Findings = append(snap.Findings, rule.Finding{
			Rule: r, Severity: rule.Severity(u % 3), Time: start.Add(time.Duration(u) * time.Second), Count: 1,
			Subject: fact.Subject{Presentity: fmt.Sprintf("user%05d@contoso.com", u%5000*2%10000)}, Message: "something with a value of 17",
			Evidence: []rule.Evidence{{Role: "it", Frames: []capture.Frame{{Num: u + 1}}}},
		})
	}
	return snap
})

// A key is answered, and the screen drawn, at 200×60 on a large run.
func BenchmarkKey(b *testing.B) {
	for _, c := range []struct {
		name string
		open []string
		keys [2]string
	}{
		{"presentities", nil, [2]string{"down", "up"}},
		{"presentities sorted", nil, [2]string{">", "<"}},
		{"timeline", []string{"enter"}, [2]string{"left", "right"}},
		{"violations", []string{"tab"}, [2]string{"pgdown", "pgup"}},
		{"violations grouped", []string{"tab"}, [2]string{">", "<"}},
		{"messages", []string{"g", "m"}, [2]string{"G", "home"}},
		{"messages of one", []string{"u"}, [2]string{"down", "up"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := sit(b, large(), "dark", 200, 60)
			r.press(c.open...)
			keys := [2]tea.KeyPressMsg{keyOf(c.keys[0]), keyOf(c.keys[1])}
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				r.r.Update(keys[i%2])
				if r.r.View().Content == "" {
					b.Fatal("nothing is drawn")
				}
			}
		})
	}
}

// A newer snapshot is taken.
func BenchmarkRefresh(b *testing.B) {
	for _, keys := range [][]string{nil, {"enter"}, {"tab"}, {"g", "m"}} {
		b.Run(fmt.Sprint(keys), func(b *testing.B) {
			r := sit(b, large(), "dark", 200, 60)
			r.press(keys...)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				other := *large()
				r.now = &other
				r.r.pull()
			}
		})
	}
}

// What is drawn does not depend on how many rows there are: only those in sight cost
// anything.
func TestOnlyWhatIsInSightCosts(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a million messages")
	}
	cost := func(s *Snapshot, keys ...string) float64 {
		b := sit(t, s, "dark", 200, 60)
		b.press(keys...)
		return testing.AllocsPerRun(10, func() { b.r.Update(keyOf("down")); b.r.View() })
	}
	for _, keys := range [][]string{nil, {"g", "m"}, {"tab"}} {
		small := *large()
		small.Presentities, small.Findings = small.Presentities[:200], small.Findings[:200]
		a, b := cost(&small, keys...), cost(large(), keys...)
		t.Logf("%v: %.0f and %.0f allocations", keys, a, b)
		if b > 1.1*a+20 || b > 6000 {
			t.Errorf("%v: %.0f allocations with few rows, %.0f with many", keys, a, b)
		}
	}
}

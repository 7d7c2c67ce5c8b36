package tui

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/tools/txtar"
)

// listening is a snapshot of a capture that goes on.
func listening(s *Snapshot, l Live) *Snapshot {
	o := *s
	o.Progress = Progress{Live: &l}
	return &o
}

// eth0 is an ordinary capture.
func eth0() Live {
	return Live{Interfaces: "eth0", Filter: "tcp port 5061", Packets: 123_456, Rate: 1234.4, Memory: 45_300_000}
}

// growing is the snapshots of a capture on which the morning is seen, some minutes apart.
func growing(t testing.TB) []*Snapshot {
	text, err := os.ReadFile("../samples/morning.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := snapshotsOf(t, text, 40)
	for i := range all {
		l := eth0()
		l.Packets = int64(i * 1000)
		all[i] = listening(all[i], l)
	}
	return all
}

// What the first line tells of a capture, in every size: what matters most stays.
func TestLiveFirstLine(t *testing.T) {
	morning := sample(t, "morning")
	dropped, long, busy := eth0(), eth0(), eth0()
	dropped.Dropped = 12
	long.Filter = "tcp port 5061 and (net 10.20.0.0/16 or net 10.30.0.0/16) and not host 10.20.0.99"
	long.Interfaces = "enp3s0f0np0, enp3s0f1np1"
	busy.Filter, busy.Interfaces, busy.Rate, busy.Dropped, busy.Memory = "", "any", 987_654, 99_999, 1_234_000_000
	quiet := Live{Interfaces: "any"}
	var shots []txtar.File
	for _, c := range []struct {
		name string
		live Live
		keys []string
	}{
		{"running", eth0(), nil},
		{"quiet", quiet, nil},
		{"held", eth0(), []string{"p"}},
		{"dropped", dropped, nil},
		{"dropped and held", dropped, []string{"p"}},
		{"long filter", long, nil},
		{"busy and held", busy, []string{"p"}},
		{"open", dropped, []string{"g", "v", "j", "enter", "enter"}},
		{"open and held", busy, []string{"g", "v", "j", "enter", "enter", "p"}},
	} {
		for _, theme := range []string{"mono", "dark"} {
			for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 10}, {200, 60}} {
				if theme != "mono" && size[0] == 200 {
					continue
				}
				b := sit(t, listening(morning, c.live), theme, size[0], size[1])
				b.press(c.keys...)
				line, _, _ := strings.Cut(b.screen(), "\n")
				if w := widthOf(line); w != size[0] {
					t.Errorf("%s, %v: %d columns: %q", c.name, size, w, line)
				}
				if theme != "mono" {
					line, _, _ = strings.Cut(strings.ReplaceAll(b.r.View().Content, "\x1b", "␛"), "\n")
				}
				shots = append(shots, txtar.File{Name: fmt.Sprintf("%s, %dx%d %s", c.name, size[0], size[1], theme), Data: []byte(strings.TrimRight(line, " ") + "\n")})
			}
		}
	}
	golden(t, "live-first", shots)
}

// A capture to which nothing came yet, one that runs, and the question before it is left.
func TestLiveScreens(t *testing.T) {
	all := growing(t)
	first, late := listening(&Snapshot{}, Live{Interfaces: "eth0, eth1", Filter: "tcp port 5061", Memory: 8_100_000}), eth0()
	late.Dropped = 1234
	for _, c := range []struct {
		name string
		s    *Snapshot
		keys []string
	}{
		{"nothing", first, nil},
		{"messages", all[2], []string{"g", "m"}},
		{"timeline", all[2], []string{"enter"}},
		{"capture", listening(all[2], late), []string{"g", "c"}},
		{"leave", all[2], []string{"q"}},
	} {
		t.Run(c.name, func(t *testing.T) { golden(t, "live-"+c.name, shoot(t, c.s, c.keys...)) })
	}
	for _, keys := range []string{"g p", "g v", "g m"} {
		b := sit(t, first, "mono", 80, 24)
		b.press(strings.Fields(keys)...)
		b.want("Listening on eth0, eth1 for packets that fit tcp port 5061: none came yet.")
		b.look(listening(&Snapshot{}, Live{Packets: 1}))
		b.want("Listening for packets of any kind: 1 came so far. No")
		b.look(listening(&Snapshot{}, Live{Interfaces: "a\x1b", Filter: "b\x1b", Packets: 12_345}))
		b.want(`Listening on a\x1b for packets that fit b\x1b: 12,345 came so far. No`)
	}
}

// Leaving a capture that goes on takes two keys; one that has ended, or a file, takes one.
func TestLeave(t *testing.T) {
	s := listening(sample(t, "morning"), eth0())
	for _, c := range []struct {
		keys  string
		quits bool
		place place
		asked bool
	}{
		{"q", false, onPresentities, true},
		{"esc", false, onPresentities, true},
		{"q y", true, onPresentities, false},
		{"q q", true, onPresentities, false},
		{"esc q", true, onPresentities, false},
		{"q n", false, onPresentities, false},
		{"q esc", false, onPresentities, false},
		{"q esc esc", false, onPresentities, true},
		{"q enter", false, onPresentities, false}, // It opens nothing.
		{"q j", false, onPresentities, false},
		{"q n y", false, onPresentities, false},
		{"q n q", false, onPresentities, true},
		{"q tab", false, onPresentities, false},
		{"g m q", false, onMessages, true},
		{"enter q", false, onPresentities, false}, // That is only back.
		{"enter q q", false, onPresentities, true},
		{"ctrl+c", true, onPresentities, false},
		{"q ctrl+c", true, onPresentities, false},
		{"Z Z", true, onPresentities, false},
		{"q Z Z", true, onPresentities, false},
		{"q Z", false, onPresentities, false},
		{": …quit enter", true, onPresentities, false},
	} {
		b := sit(t, s, "mono", 80, 24)
		b.press(strings.Fields(c.keys)...)
		if got := b.r.top().place(); b.quit != c.quits || got != c.place {
			t.Errorf("%q: quits %v on screen %d, want %v on %d", c.keys, b.quit, got, c.quits, c.place)
		}
		if asked := strings.Contains(b.screen(), leaveIt); asked != c.asked {
			t.Errorf("%q: asked %v, want %v", c.keys, asked, c.asked)
		}
		if got := b.r.top().selection(); got != "alice@contoso.com" && c.place == onPresentities {
			t.Errorf("%q: %q is selected", c.keys, got)
		}
	}
	b := sit(t, s, "mono", 30, 8)
	b.press("q")
	b.want("The capture goes on.")
	b.press("y")
	if !b.quit {
		t.Error("on a small terminal, nobody can leave")
	}
	b = sit(t, s, "mono", 80, 24)
	b.press("q")
	ended := *s
	ended.Progress.Ended = true
	b.look(&ended)
	if strings.Contains(b.screen(), leaveIt) {
		t.Error("asked about a capture that has ended")
	}
	b.press("q")
	if !b.quit {
		t.Error("a capture that has ended is not left at once")
	}
}

// What is held stays as it is on every screen, can be looked through, and says all the
// time how the capture goes on.
func TestHeld(t *testing.T) {
	all := growing(t)
	screens := [][]string{{"g", "p"}, {"g", "v", "home"}, {"g", "m"}, {"g", "c"}, {"g", "p", "enter"}, {"q", "g", "v", "j", "enter"}, {"x"}}
	b := sit(t, all[2], "mono", 120, 40)
	body := func() string { _, rest, _ := strings.Cut(b.screen(), "\n"); return rest }
	visit := func() (shown []string) {
		for _, keys := range screens {
			b.press(keys...)
			shown = append(shown, body())
		}
		b.press("g", "p")
		return shown
	}
	b.press("p")
	before := visit()
	for i, s := range all[3:] {
		l := eth0()
		l.Rate, l.Dropped, l.Memory = float64(10+i), int64(i+1), int64(50+i)*1e6
		b.look(listening(s, l))
		b.want(fmt.Sprintf("held · eth0 · tcp port 5061 · %d/s · %d dropped · %d MB", 10+i, i+1, 50+i))
		for k, now := range visit() {
			if now != before[k] {
				t.Errorf("after %d snapshots, %v shows\n%s\nwant\n%s", i+1, screens[k], now, before[k])
			}
		}
	}
	b.press("g", "m", "/", "…server has", "enter")
	b.on(onMessages, "66")
	b.press("enter")
	b.want("message 66", "SERVICE") // It was opened from the snapshot that is held.
	b.press("q", "G")
	b.on(onMessages, "77")
	b.press(":", "…message 123", "enter")
	b.want("there are messages 1 to 77")
	b.press("p") // The newest comes at once.
	b.want("going on", "Messages 123")
	b.on(onMessages, "123") // G went to the end, and stays there.
	b.press("g", "v")
	b.want("Violations 6")
}

// The list of messages follows a live capture until somebody goes away from its end; a, or
// going to the end, begins it again. Of a file it does so only when told to.
func TestFollowLive(t *testing.T) {
	all := growing(t)
	for _, c := range []struct {
		keys, selection string // The selection after three more snapshots.
		following       bool
	}{
		{"", "115", true},
		{"k", "56", false},
		{"pgup", "36", false},
		{"g g", "1", false},
		{"j", "115", true}, // There is nothing further down.
		{"k j", "57", false},
		{"k a", "115", true},
		{"k G", "115", true},
		{"k end", "115", true},
		{"5 G", "5", false},
		{"a", "57", false},
		{"a a", "115", true},
		{"right left", "115", true},
		{"space", "115", true},
		{"/ …dave esc", "115", true}, // Back where it was looked from.
		{"/ esc", "115", true},
		{"/ …bob enter", "15", false},
		{"m a k ' a", "57", false},
		{": …message_7 enter", "7", false},
		{"f …publish enter", "103", true}, // The newest of those.
		{"g p g m", "115", true},
		{"enter q", "115", true},
		{"x", "", false}, // The messages of a dialog begin where they were asked for.
	} {
		b := sit(t, all[1], "mono", 80, 24)
		b.press("g", "m")
		for _, k := range strings.Fields(c.keys) {
			b.press(strings.ReplaceAll(k, "_", " "))
		}
		for _, s := range all[2:5] {
			b.look(s)
		}
		b.on(onMessages, c.selection)
		b.press("right") // What there was to tell is gone.
		if got := strings.Contains(b.screen(), "following"); got != c.following {
			t.Errorf("%q: following is told: %v", c.keys, got)
		}
	}
	b := sit(t, all[1], "mono", 80, 24)
	b.press("g", "m")
	b.send(tea.MouseClickMsg{X: 5, Y: 3, Button: tea.MouseLeft})
	was := b.r.top().selection()
	b.look(all[3])
	b.on(onMessages, was)
	file := *all[1]
	file.Progress = Progress{Total: 100, Bytes: 50}
	b = sit(t, &file, "mono", 80, 24)
	b.press("g", "m", "G")
	b.look(all[3])
	b.on(onMessages, "57")
	ended := *all[4]
	ended.Progress.Ended = true
	b = sit(t, all[1], "mono", 80, 24)
	b.press("g", "m")
	b.look(&ended)
	b.on(onMessages, "115")
	if strings.Contains(b.screen(), "following") {
		t.Error("following a capture that has ended")
	}
}

// What is selected stays selected while rows come in and change places; the same holds for
// what has been opened.
func TestSelectionStaysLive(t *testing.T) {
	all := growing(t)
	for _, keys := range []string{"j", "j j", "> j", "> > j", "> > > > > j", "< j j", "z j", "< < z j j", "g v j", "g v > j j", "g v > > > z j", "g v < j j j", "g m k k", "g c G", "enter left left left j j"} {
		b := sit(t, all[2], "mono", 80, 24)
		b.press(strings.Fields(keys)...)
		want, on := b.r.top().selection(), b.r.top().place()
		if want == "" {
			t.Errorf("%q selects nothing", keys)
		}
		for _, s := range all[3:] {
			b.look(s)
			b.on(on, want)
			if l, ok := b.r.top().(tabler); ok && l.table().rows.ID(l.table().pos) != want {
				t.Errorf("%q: another row than %q is drawn as selected", keys, want)
			}
		}
		b.press("?", "q")
		b.on(on, want)
	}
}

// With the cursor on the last change, a timeline goes along with the capture; with the
// cursor on an older one, nothing moves.
func TestTimelineLive(t *testing.T) {
	all := growing(t)
	end := len(all) - 1
	view := func(b *robot) axis { return b.r.top().(*timelineScreen).view }
	at := func(b *robot) time.Time { return b.r.top().(*timelineScreen).at }
	changes := func(s *Snapshot) time.Time { // The last of alice.
		e := s.Presentities[0].Entries
		return e[len(e)-1].Time
	}
	for _, c := range []struct {
		keys    string
		follows bool
	}{
		{"", true}, {"left", false}, {"left right", true}, {"+ +", true}, {"+ + left", false}, {"{", false}, {"}", false}, {"left left a", true}, {"-", true},
		{"+ + + , , ,", false}, // Panned away from the cursor.
		{"left 0", false}, {"T", true}, {"f …note enter", true}, {": …time_08:05 enter", false},
	} {
		b := sit(t, all[1], "mono", 80, 24)
		b.press("enter")
		for _, k := range strings.Fields(c.keys) {
			b.press(strings.ReplaceAll(k, "_", " "))
		}
		was, stood := view(b), at(b)
		for _, s := range all[2:] {
			b.look(s)
			v := view(b)
			switch {
			case !c.follows && (v.from != was.from || v.until != was.until || !at(b).Equal(stood)):
				t.Errorf("%q: the axis moved from %v–%v to %v–%v, the cursor to %v", c.keys, was.from, was.until, v.from, v.until, at(b))
			case c.follows && !v.holds(at(b)):
				t.Errorf("%q: the cursor at %v is not on the axis %v–%v", c.keys, at(b), v.from, v.until)
			}
		}
		if c.follows && c.keys != "f …note enter" && c.keys != "T" && !at(b).Equal(changes(all[end])) {
			t.Errorf("%q: the cursor is at %v", c.keys, at(b))
		}
	}
	b := sit(t, all[1], "mono", 80, 24)
	b.press("enter")
	b.want("following")
	b.press("left", "+", "+", "+")
	b.look(all[end])
	b.want("newer: a▸")
	b.press("a")
	b.want("staying on the newest change")
	if !at(b).Equal(changes(all[end])) {
		t.Errorf("a goes to %v", at(b))
	}
	// A snapshot of a moment later alone moves no column: the axis goes in leaps.
	b = sit(t, all[1], "mono", 80, 24)
	b.press("enter")
	was := view(b)
	later := *all[1]
	later.Time = later.Time.Add(time.Second)
	b.look(&later)
	if v := view(b); v.from != was.from || v.until != was.until {
		t.Errorf("a second later the axis is %v–%v, not %v–%v", v.from, v.until, was.from, was.until)
	}
	later.Time = later.Time.Add(24 * time.Hour) // And nothing but time goes by.
	day := later
	b.look(&day)
	if v := view(b); !v.holds(day.Time) || !v.holds(at(b)) {
		t.Errorf("a day later the axis is %v–%v", v.from, v.until)
	}
}

// A time of day is that of the last day of a capture, and of the first day of a file.
func TestTimeOfDay(t *testing.T) {
	at := func(s string) time.Time {
		x, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	start, latest := at("2026-03-02 08:00"), at("2026-03-09 14:30")
	for _, c := range []struct {
		typed  string
		latest time.Time
		want   string
	}{
		{"09:00", time.Time{}, "2026-03-02 09:00"},
		{"09:00", latest, "2026-03-09 09:00"},
		{"14:30", latest, "2026-03-09 14:30"},
		{"14:31", latest, "2026-03-08 14:31"},
		{"09:00", start, "2026-03-02 09:00"}, // Not yet: the message to come.
		{"2026-03-04 09:00", latest, "2026-03-04 09:00"},
	} {
		if got, ok := timeOn(c.typed, start, c.latest); !ok || !got.Equal(at(c.want)) {
			t.Errorf("%s by %v: %v, want %s", c.typed, c.latest, got, c.want)
		}
	}
}

// Names of screens can be clicked in whatever form they are.
func TestLiveTabs(t *testing.T) {
	s := listening(sample(t, "morning"), eth0())
	for _, size := range []int{40, 60, 80, 120} {
		for _, held := range []bool{false, true} {
			b := sit(t, s, "mono", size, 24)
			if held {
				b.press("p")
			}
			for i, want := range []place{onPresentities, onViolations, onMessages, onCapture} {
				line, _, _ := strings.Cut(b.screen(), "\n")
				x := strings.Index(line, " "+[]string{"P", "V", "M", "C"}[i])
				b.send(tea.MouseClickMsg{X: x + 1, Y: 0, Button: tea.MouseLeft})
				if got := b.r.top().place(); got != want {
					t.Errorf("%d columns: a click on column %d of %q shows screen %d, want %d", size, x+1, line, got, want)
				}
			}
		}
	}
}

// Figures take no more columns than there are for them.
func TestUnits(t *testing.T) {
	for n, want := range map[float64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 9999: "9,999", 9999.6: "10.0k", 12_345: "12.3k", 99_949: "99.9k", 99_951: "100k", 999_499: "999k", 999_501: "1.0M", 4.5e6: "4.5M", 9e18: "9.0E"} {
		if got := briefly(n); got != want || len(got) > 5 {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 MB", 123_456: "0.1 MB", 9_940_000: "9.9 MB", 9_960_000: "10 MB", 999_400_000: "999 MB", 999_600_000: "1.0 GB", 45_300_000_000: "45.3 GB", 120_000_000_000: "120 GB"} {
		if got := bytesText(n); got != want || len(got) > 7 {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[float64]string{0: "0/s", 0.04: "0.0/s", 0.5: "0.5/s", 9.94: "9.9/s", 9.96: "10/s", 1234.4: "1,234/s"} {
		if got := rateText(n); got != want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1_234_567: "1,234,567", -1234: "-1,234", -123: "-123"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/timeline"
	"prescap/capture"
)

// What each key does, from where: the screen in sight, and what is selected there.
func TestKeys(t *testing.T) {
	morning := sample(t, "morning")
	for _, c := range []struct {
		keys      string // Separated by spaces.
		place     place
		selection string
	}{
		{"", onPresentities, "alice@contoso.com"},
		{"j j", onPresentities, "carol@contoso.com"},
		{"down down up", onPresentities, "bob@contoso.com"},
		{"3 j", onPresentities, "dave@contoso.com"},
		{"3 0 j", onPresentities, "dave@contoso.com"},
		{"G", onPresentities, "dave@contoso.com"},
		{"end home", onPresentities, "alice@contoso.com"},
		{"G g g", onPresentities, "alice@contoso.com"},
		{"3 g g", onPresentities, "carol@contoso.com"},
		{"2 G", onPresentities, "bob@contoso.com"},
		{"pgdown", onPresentities, "dave@contoso.com"},
		{"pgdown pgup", onPresentities, "alice@contoso.com"},
		{"z", onPresentities, "dave@contoso.com"}, // Nobody was selected yet.
		{"j z", onPresentities, "bob@contoso.com"},
		{"z g g", onPresentities, "dave@contoso.com"},
		{"> g g", onPresentities, "bob@contoso.com"}, // By state: who is available.
		{"> < g g", onPresentities, "alice@contoso.com"},
		{"< < g g", onPresentities, "dave@contoso.com"}, // By findings.
		{"tab", onViolations, ""},
		{"tab tab tab tab", onPresentities, "alice@contoso.com"},
		{"shift+tab", onCapture, ""},
		{"g v", onViolations, "group error"},
		{"g m", onMessages, "1"},
		{"g m 9 9 G", onMessages, "99"},
		{"g c", onCapture, ""},
		{"i", onCapture, ""},
		{"i g p", onPresentities, "alice@contoso.com"},
		{"enter", onTimeline, ""},
		{"enter q", onPresentities, "alice@contoso.com"},
		{"enter esc", onPresentities, "alice@contoso.com"},
		{"enter u", onMessages, "1"},
		{"j u", onMessages, "15"}, // That concerns bob.
		{"? q", onPresentities, "alice@contoso.com"},
		{"h", onHelp, ""},
		{"f1", onHelp, ""},
		{"g v j enter", onFinding, "proof 0"},
		{"g v j enter u", onTimeline, ""},
		{"g v enter j", onViolations, "group warning"}, // A closed group.
		{"g v j enter x G", onMessages, "59"},
		{"g v G x G", onMessages, "102"},
		{"g m enter", onMessage, ""},
		{"g m enter x", onMessages, "1"},
		{"g m 9 j f4 G", onMessages, "10"}, // The dialog of message 10 ends with it.
		{"g m enter X G", onMessages, "121"},
		{"g m space j space d", onDiff, ""},
		{"g m / … n", onMessages, ""},
		{"j m a G ' a", onPresentities, "bob@contoso.com"},
		{"enter m b q g m ' b", onTimeline, ""},
		{"g x", onPresentities, "alice@contoso.com"}, // Nothing.
	} {
		b := sit(t, morning, "mono", 80, 24)
		var keys []string
		for _, k := range strings.Fields(c.keys) {
			if k == "…" {
				k = "…409"
			}
			keys = append(keys, k)
		}
		b.press(keys...)
		if got := b.r.top().place(); got != c.place {
			t.Errorf("%q: screen %d, want %d", c.keys, got, c.place)
		}
		if got := b.r.top().selection(); c.selection != "" && got != c.selection {
			t.Errorf("%q: %q is selected, want %q", c.keys, got, c.selection)
		}
	}
}

// Every function key has a twin that is a letter or a sign, and every key of a place does
// one thing.
func TestKeyMap(t *testing.T) {
	for p := onPresentities; p <= onHelp; p++ {
		seen := map[string]string{}
		for _, b := range bindings() {
			if !b.at(p) {
				continue
			}
			twin := false
			for _, k := range b.keys {
				if before, ok := seen[k]; ok {
					t.Errorf("place %d: %s is for %q and for %q", p, k, before, b.words)
				}
				seen[k] = b.words
				twin = twin || len(k) == 1
			}
			if b.words == "" || !twin && strings.HasPrefix(b.keys[0], "f") {
				t.Errorf("%v has no words or no letter", b.keys)
			}
		}
		for k := range seen {
			if seen[strings.Split(k, " ")[0]] != "" && strings.Contains(k, " ") {
				t.Errorf("place %d: %q never comes to its second key", p, k)
			}
		}
	}
}

// Quitting: with q on the first screen, ctrl+c anywhere, ZZ anywhere.
func TestQuit(t *testing.T) {
	morning := sample(t, "morning")
	for keys, want := range map[string]bool{"q": true, "esc": true, "enter q": false, "enter q q": true, "ctrl+c": true, ": ctrl+c": true, "g m enter ctrl+c": true, "g m enter Z Z": true, "Z": false} {
		b := sit(t, morning, "mono", 80, 24)
		b.press(strings.Fields(keys)...)
		if b.quit != want {
			t.Errorf("%q quits: %v", keys, b.quit)
		}
		if b.quit && b.r.View().Content != "" {
			t.Errorf("%q leaves something on the terminal", keys)
		}
	}
}

// From a presentity with a violation to its timeline, the violation, its message, and
// back to where one was.
func TestFromPresentityToMessageAndBack(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	b.press("/", "…bob", "enter")
	b.on(onPresentities, "bob@contoso.com")
	if l := b.line("bob"); !strings.Contains(l, "A ● available") || !strings.Contains(l, "2▲") {
		t.Errorf("the row of bob: %q", l)
	}
	b.press("enter")
	b.on(onTimeline, "")
	b.want("Presentities › bob", "bob  A ● available since 08:15:20")
	b.press("[", "[")
	b.want("▲ PUB001 stale-version-republished", "08:09:30.048650")
	lane := b.r.top().selection()
	if !strings.HasSuffix(lane, "user state 2") {
		t.Errorf("on lane %q", lane)
	}
	b.press("enter")
	b.on(onFinding, "proof 0")
	b.want("version 7 was refused, the server", "frame.number==223 || frame.number==233 || frame.number==241", "The client is to take curVersion out of the fault")
	b.press("enter")
	b.on(onMessage, "")
	b.want(" Presentities › … › PUB001 › message 69 ", "#241", "SERVICE sip:bob@contoso.com SIP/2.0")
	b.press("q")
	b.on(onFinding, "proof 0")
	b.press("q")
	b.on(onTimeline, lane)
	b.press("q")
	b.on(onPresentities, "bob@contoso.com")
}

func TestTimelineCursor(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 40)
	b.press(":", "…user bob", "enter", ":", "…time 08:14:30", "enter")
	b.want("08:14:30.000000", "phone state 8a3c51d… B busy (6500), on-the-phone  #321-325 since 08:14:05  publ")
	b.press("left")
	b.want("at 08:14:05.013700")
	b.press("2", "right")
	b.want("at 08:15:20.007350")
	b.press("/", "…phone state", "enter", "enter")
	b.on(onMessage, "")
	b.want("#321-325") // That brought it.
	b.press("q", "+", "+", "0", "]", "]", "]")
	b.want("no finding behind")
	b.press("[", "y")
	if !strings.Contains(b.clip, "frame.number==") {
		t.Errorf("copied %q", b.clip)
	}
	b.press("T")
	b.want("as alice sees it", "seen by alice: aggr")
	b.press("f", "…note", "enter")
	b.want("seen by alice: note")
	if strings.Contains(b.screen(), "aggregate") {
		t.Error("the filter keeps other lanes")
	}
	b.press("f", "esc")
}

func TestSearch(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	b.press("g", "m", "/", "…server has")
	b.on(onMessages, "66") // While it is typed.
	b.press("enter", "n")
	b.on(onMessages, "70")
	b.press("n")
	b.on(onMessages, "66") // Around the end.
	b.press("N")
	b.on(onMessages, "70")
	b.press("/", "…no such thing", "enter")
	b.want("not found: no such thing")
	b.press("/", "…bob", "esc")
	b.on(onMessages, "70")
}

func TestFilter(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	b.press("f", "…offline", "enter")
	if s := b.screen(); strings.Contains(s, "bob") || !strings.Contains(s, "dave") {
		t.Errorf("filtered:\n%s", s)
	}
	b.press("g", "m", ":", "…filter publish !alice note", "enter")
	b.on(onMessages, "59")
	b.press("G")
	b.on(onMessages, "97")
	b.press("backspace", "G")
	b.on(onMessages, "123")
	b.press("f", "…no such thing", "enter")
	b.want("No message fits")
}

func TestCommands(t *testing.T) {
	morning := sample(t, "morning")
	for _, c := range []struct {
		line, says string
		selection  string
	}{
		{"goto 241", "", "69"},
		{"goto #233", "", "66"},
		{"goto 1", "no message came in frame 1", ""},
		{"goto x", `goto takes the number of a frame, not "x"`, ""},
		{"goto 2#1", "there is no file \"2\"", ""},
		{"message 5", "", "5"},
		{"message 500", "there are messages 1 to 123", ""},
		{"time 08:09:30", "", "64"},
		{"time 2026-03-02 08:22:00", "", "116"},
		{"time noon", "a time is", ""},
		{"time 09:00", "no message is that late", ""},
		{"user xx", `no presentity is called "xx"`, ""},
		{"set theme safe", "", ""},
		{"set theme x", "the themes are dark, light, safe, mono", ""},
		{"set time date", "", ""},
		{"set mouse off", "", ""},
		{"set", "what can be set", ""},
		{"columns presentity,state", "", ""},
		{"columns x", `there is no column "x"`, ""},
		{"save", "save takes the name of a file", ""},
		{"bogus", `there is no command "bogus"`, ""},
		{"3", "", "carol@contoso.com"},
		{"viol", "", "group error"}, // As long as it is the first that begins so.
	} {
		b := sit(t, morning, "mono", 80, 24)
		b.press(":", "…"+c.line, "enter")
		if c.says != "" {
			b.want(c.says)
		}
		if got := b.r.top().selection(); c.selection != "" && got != c.selection {
			t.Errorf(":%s selects %q, want %q", c.line, got, c.selection)
		}
	}
	b := sit(t, morning, "mono", 80, 24)
	b.press("t")
	b.want(":columns presentity,state,since,")
	b.press("ctrl+u", "…columns presentity,last", "enter")
	b.want("LAST")
	if strings.Contains(b.screen(), "SINCE") {
		t.Error("SINCE is still there")
	}
	b.press("o")
	b.want(":set ")
}

func TestSave(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	b.press("s", "…who.txt", "enter")
	b.want("bytes written to who.txt")
	if got := b.saved["who.txt"]; strings.Count(got, "\n") != 4 || !strings.HasPrefix(got, "alice\tO ○ offline, left\t08:22:00") {
		t.Errorf("saved %q", got)
	}
	b.press("f2", "…who.txt", "enter")
	b.want("who.txt is there already")
	b.press(":", "…save! who.txt", "enter")
	b.want("bytes written")
	b.press("g", "m", "enter", "R", "s", "…raw", "enter")
	if got := b.saved["raw"]; !strings.HasPrefix(got, "REGISTER sip:contoso.com SIP/2.0\r\n") {
		t.Errorf("saved %q", got)
	}
}

func TestClocks(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 120, 24)
	b.press("g", "m")
	for _, want := range []string{"08:00:07.014150", "2026-03-02 08:00:07.014150", "+0.004050", "+0.004050"} {
		b.want(want)
		b.press("w")
	}
	b.want("times: day")
}

func TestThemesAndPause(t *testing.T) {
	b := sit(t, sample(t, "morning"), "", 80, 24)
	first := b.r.View().Content
	plain := b.screen()
	for range Themes() {
		b.press("c")
	}
	b.press("esc") // Quits, which changes nothing of what follows.
	b.r.leaving, b.r.scene.note = false, said{}
	if b.r.View().Content != first {
		t.Error("the themes do not come round")
	}
	b.press("p")
	other := *b.now
	other.Presentities = other.Presentities[:1]
	b.look(&other)
	b.want("dave")
	b.press("p")
	b.look(&other)
	if strings.Contains(b.screen(), "dave") {
		t.Error("dave is still there")
	}
	if plain == "" {
		t.Error("nothing is shown")
	}
}

func TestSizes(t *testing.T) {
	morning := sample(t, "morning")
	b := sit(t, morning, "mono", 80, 24)
	b.press("j", "j", "enter")
	for _, size := range [][2]int{{40, 10}, {200, 60}, {41, 11}, {80, 24}, {300, 12}} {
		b.size(size[0], size[1])
		lines := strings.Split(b.screen(), "\n")
		if len(lines) != size[1] {
			t.Errorf("%v: %d lines", size, len(lines))
		}
		b.want("carol")
	}
	b.size(30, 8)
	b.want("This terminal has 30", "Make it larger")
	if lines := strings.Split(b.screen(), "\n"); len(lines) > 8 {
		t.Errorf("%d lines", len(lines))
	}
	b.size(3, 1)
	b.size(80, 24)
	b.on(onTimeline, "")
	b.want("Presentities › carol")
}

// What is selected stays selected, and where it is, when rows come in above it.
func TestSelectionStays(t *testing.T) {
	morning := sample(t, "morning")
	less := *morning
	less.Presentities = morning.Presentities[2:] // carol and dave.
	b := sit(t, &less, "mono", 80, 24)
	b.press("j")
	b.on(onPresentities, "dave@contoso.com")
	b.look(morning)
	b.on(onPresentities, "dave@contoso.com")
	b.press("k")
	b.on(onPresentities, "carol@contoso.com")
	b.look(&less)
	b.on(onPresentities, "carol@contoso.com")
	gone := *morning
	gone.Presentities = morning.Presentities[:2]
	b.look(&gone)
	b.on(onPresentities, "") // carol is gone; a neighbour is selected.
	b.press("k")
	b.on(onPresentities, "alice@contoso.com")
}

// A lane of several containers stays selected when one of them goes its own way.
func TestLaneStays(t *testing.T) {
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	entry := func(second int, containers ...int32) timeline.Entry {
		return timeline.Entry{Moment: uint64(second), Time: start.Add(time.Duration(second) * time.Second), Lane: "aggregate", Containers: containers, From: "x", To: "y", Presence: timeline.Busy}
	}
	snap := func(entries ...timeline.Entry) *Snapshot {
		s := &Snapshot{}
		s.Presentities = []timeline.Timeline{{Name: "alice@contoso.com", Entries: entries}}
		return s
	}
	other := entry(1)
	other.Lane, other.Containers = "endpoint e1", nil
	b := sit(t, snap(other, entry(1, 2, 3, 100)), "mono", 80, 24)
	b.press("enter", "j")
	b.want("aggregate 2,3,100")
	b.look(snap(other, entry(1, 2, 3, 100), entry(2, 3)))
	b.want("aggregate 2,100", "aggregate 3 ")
	if got := b.r.top().selection(); !strings.HasSuffix(got, " aggregate 2") {
		t.Errorf("%q is selected", got)
	}
}

func TestMouse(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	click := func(x, y int) { b.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(5, 3)
	b.on(onPresentities, "bob@contoso.com")
	b.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	b.on(onPresentities, "dave@contoso.com")
	b.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	click(5, 2)
	click(5, 2)
	b.on(onTimeline, "")
	b.press("q")
	click(20, 0)
	b.on(onViolations, "")
	click(5, 20) // Below the rows.
	b.on(onViolations, "group error")
	click(40, 0)
	b.on(onMessages, "1")
}

func TestFollow(t *testing.T) {
	morning := sample(t, "morning")
	b := sit(t, morning, "mono", 80, 24)
	b.press("g", "m", "a")
	b.on(onMessages, "123")
	b.press("k")
	b.on(onMessages, "122")
}

// A panic anywhere ends the program, which says so; nothing more is drawn.
func TestPanics(t *testing.T) {
	morning := sample(t, "morning")
	type model interface {
		Update(tea.Msg) (tea.Model, tea.Cmd)
		View() tea.View
	}
	for name, trip := range map[string]func(b *robot, g model) tea.Cmd{
		"in Update": func(b *robot, g model) tea.Cmd {
			b.r.scene.Snapshot = nil
			_, cmd := g.Update(keyOf("tab"))
			return cmd
		},
		"in View": func(b *robot, g model) tea.Cmd {
			b.r.tabs[0].(*presentities).rows = nil
			if g.View().Content != "" {
				t.Error("something is drawn")
			}
			_, cmd := g.Update(ticked{})
			return cmd
		},
		"in a command": func(b *robot, g model) tea.Cmd {
			b.cfg.Open = func(*Snapshot, int) (*Message, error) { panic("oops") }
			b.press("g", "m")
			_, cmd := g.Update(keyOf("enter"))
			_, cmd = g.Update(cmd())
			return cmd
		},
	} {
		b := sit(t, morning, "mono", 80, 24)
		g := &guarded{root: b.r}
		cmd := trip(b, g)
		if cmd == nil {
			t.Fatalf("%s: nothing ends it", name)
		}
		if _, ok := cmd().(tea.QuitMsg); !ok || g.bug == nil || len(g.bug.Stack) == 0 || g.View().Content != "" {
			t.Errorf("%s: %v, %v", name, g.bug, g.View().Content)
		}
	}
}

// A run of which nothing is known yet, one with nothing in it, and one that did not show
// enough: every screen says so.
func TestNothing(t *testing.T) {
	empty := &Snapshot{Progress: Progress{Total: 100, Bytes: 40}}
	b := sit(t, empty, "mono", 80, 24)
	b.want("Nobody's presence was seen yet.", "████░░░░░░ 40%")
	for _, keys := range [][]string{{"enter"}, {"u"}, {"y"}, {"G"}, {"g", "m"}, {"enter"}, {"space"}, {"d"}, {"x"}, {"u"}, {"G"}, {"g", "v"}, {"enter"}, {"z"}, {">"}, {"y"}, {"g", "c"}, {"enter"}, {"/", "…x", "enter"}, {"n"}, {"?"}, {"q"}} {
		b.press(keys...)
	}
	ended := &Snapshot{Progress: Progress{Ended: true, Inconclusive: []string{"no SIP message was found"}, Trouble: []string{"x.pcap: cut short"}}}
	b.look(ended)
	b.press("g", "p")
	b.want("Nobody's presence was seen to be published or told.", "inconclusive")
	b.press("g", "v")
	b.want("does not show enough to say", "no SIP message was found")
	b.press("g", "m")
	b.want("No SIP message was found.")
	b.press("g", "c")
	b.want("x.pcap: cut short", "no SIP message was found")
}

// Where bytes are missing, what holds since is hatched, and said to be unsure.
func TestLossy(t *testing.T) {
	s := sample(t, "lossy")
	var gaps int
	for i := range s.Presentities {
		gaps += len(s.Presentities[i].Gaps)
	}
	if gaps == 0 {
		t.Fatal("nobody has a gap")
	}
	golden(t, "lossy-timeline", shoot(t, s, "enter"))
	b := sit(t, s, "mono", 120, 40)
	b.press("enter")
	b.want(string(signLossy), "bytes are missing since")
	b.press("g", "c")
	b.want("bytes lost in streams that carry, or may carry, SIP")
}

// A capture of one direction is told as such: nothing must look as if all had been seen.
func TestHalf(t *testing.T) {
	b := sit(t, sample(t, "half"), "mono", 100, 40)
	b.press("g", "c")
	b.want("1 connection of which only one direction was captured", "5 not for want of both directions", "that a rule could not judge")
	if strings.Contains(b.screen(), "nothing that it knows of is missing") {
		t.Error("nothing seems to be missing")
	}
	b = sit(t, sample(t, "tls"), "mono", 100, 40)
	b.press("g", "c")
	b.want("1 connection encrypted or compressed", "sip.contoso.com")
	b = sit(t, sample(t, "joined"), "mono", 100, 40)
	b.press("g", "c")
	b.want("1 connection that began before the capture did")
}

// Frames of several files are told apart.
func TestSeveralFiles(t *testing.T) {
	b := sit(t, sample(t, "morning"), "mono", 80, 24)
	b.cfg.Files = capture.Files{"a.pcap", "b.pcap"}
	if got := b.r.scene.frames([]capture.Frame{{File: 0, Num: 1}, {File: 1, Num: 2}}); got != "a.pcap#1 b.pcap#2" {
		t.Errorf("%q", got)
	}
	if got := wiresharkFilter([]capture.Frame{{File: 1, Num: 2}, {File: 0, Num: 1}, {File: 1, Num: 3}}); got != "frame.number==2 || frame.number==3" {
		t.Errorf("%q", got)
	}
}

// What steers a terminal never gets there.
func TestHarmless(t *testing.T) {
	s := *sample(t, "morning")
	p := s.Presentities
	s.Presentities = nil
	for _, x := range p {
		x.Name = "evil\x1b[31m\n" + x.Name
		s.Presentities = append(s.Presentities, x)
	}
	b := sit(t, &s, "mono", 80, 24)
	for _, keys := range [][]string{{}, {"enter"}, {"u"}, {"q", "q", "g", "v"}, {"j", "enter"}} {
		b.press(keys...)
		if strings.Contains(b.r.View().Content, "evil\x1b") {
			t.Errorf("after %v:\n%q", keys, b.r.View().Content)
		}
	}
	if n := strings.Count(fmt.Sprint(b.screen()), "\n"); n != 23 {
		t.Errorf("%d lines", n+1)
	}
}

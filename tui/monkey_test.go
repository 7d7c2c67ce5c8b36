package tui

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"prescap/analyze/timeline"
)

// Whoever presses any keys, on a terminal of any size, while snapshots come: nothing
// panics, and every screen has exactly the lines and columns that there are.
func TestMonkey(t *testing.T) {
	var runs [][]*Snapshot // Snapshots of one run each, whose messages are the same.
	for _, name := range []string{"morning", "clean-endpoints", "lossy", "tls"} {
		s := sample(t, name)
		runs = append(runs, []*Snapshot{s, thinned(s), odd(s)})
	}
	morning := runs[0]
	strange := Live{Interfaces: "漢字\x1b[31m, " + strings.Repeat("eth", 30), Filter: "\u202e漢字 \n" + strings.Repeat("port", 99), Packets: 1 << 60, Rate: 1e15, Dropped: 1 << 60, Memory: 1 << 60}
	runs = append(runs, []*Snapshot{listening(morning[0], eth0()), listening(morning[1], Live{}), listening(morning[2], strange), listening(morning[0], strange), morning[0]})
	growing := growing(t) // The last of runs: its snapshots come in their order.
	runs = append(runs, append([]*Snapshot{listening(&Snapshot{}, Live{})}, growing...))
	var keys []string
	for _, b := range bindings() {
		for _, k := range b.keys {
			if k = strings.ReplaceAll(k, "*", "a"); b.action != quit && b.action != suspend {
				keys = append(keys, k)
			}
		}
	}
	for _, c := range orders() {
		if c.name != "quit" {
			keys = append(keys, ": …"+c.name+"␣"+[]string{"1", "alice", "08:09:30", "x,y", "state", "theme␣safe", ""}[len(keys)%7]+" enter")
		}
	}
	keys = append(keys, "/ …a enter", "/ …busy enter", "/ esc", "f …e enter", "f ctrl+u …!o enter", "f ctrl+u enter", "7", "12", "enter", "enter", "q")
	rounds := 2500
	if testing.Short() {
		rounds = 300
	}
	for seed := range 2 * len(runs) {
		rng := rand.New(rand.NewPCG(uint64(seed), 1))
		snaps := runs[seed%len(runs)]
		b := sit(t, snaps[0], Themes()[seed%4], 80, 24)
		var typed []string
		next := 0
		for range rounds {
			switch n := rng.IntN(40); {
			case n == 0:
				b.size(rng.IntN(220), rng.IntN(70))
			case n == 1 && seed%len(runs) == len(runs)-1:
				next = min(next+rng.IntN(2), len(snaps)-1)
				b.look(snaps[next])
			case n == 1:
				b.look(snaps[rng.IntN(len(snaps))])
			case n == 2:
				b.send(tea.MouseClickMsg{X: rng.IntN(220), Y: rng.IntN(70), Button: tea.MouseLeft})
			case n == 3:
				b.send(tea.MouseWheelMsg{Button: []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[rng.IntN(2)]})
			default:
				k := keys[rng.IntN(len(keys))]
				typed = append(typed, k)
				for _, one := range strings.Fields(k) {
					b.press(strings.ReplaceAll(one, "␣", " "))
				}
			}
			if b.quit {
				b.quit, b.r.leaving = false, false
			}
			if b.r.tooSmall() {
				continue
			}
			lines := strings.Split(b.screen(), "\n")
			if len(lines) != b.r.size[1] {
				t.Fatalf("seed %d, after %q: %d lines on %v", seed, last(typed), len(lines), b.r.size)
			}
			for _, l := range lines {
				if widthOf(l) != b.r.size[0] {
					t.Fatalf("seed %d, after %q: a line of %d columns on %v: %q", seed, last(typed), widthOf(l), b.r.size, l)
				}
			}
		}
	}
}

func last(all []string) []string { return all[max(0, len(all)-8):] }

// thinned is a snapshot with some of everything gone.
func thinned(s *Snapshot) *Snapshot {
	o := *s
	o.Presentities, o.Findings, o.Connections = o.Presentities[:len(o.Presentities)/2], o.Findings[:len(o.Findings)/2], o.Connections[:1]
	o.Progress.Ended = false
	return &o
}

// odd is a snapshot with names that are wide, empty, or full of what steers a terminal.
func odd(s *Snapshot) *Snapshot {
	o := *s
	o.Presentities = nil
	for i, name := range []string{"", "漢字漢字漢字漢字@例え.jp", "\x1b[31m\n\t\u202e", strings.Repeat("long", 300)} {
		if len(s.Presentities) == 0 {
			break
		}
		x := s.Presentities[i%len(s.Presentities)]
		x.Name = name
		x.Entries = append([]timeline.Entry(nil), x.Entries...)
		for k := range x.Entries {
			x.Entries[k].Lane += name
			x.Entries[k].To += name
		}
		o.Presentities = append(o.Presentities, x)
	}
	return &o
}

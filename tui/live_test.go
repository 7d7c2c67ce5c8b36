package tui

import (
	"fmt"
	"strings"
	"testing"

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

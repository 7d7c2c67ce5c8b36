package pipeline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/capture"
)

func TestClock(t *testing.T) {
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	base := capture.BoundaryAt(start)
	for _, c := range []struct {
		name  string
		at    string // Seconds from start, one for each frame.
		steps string // Boundaries from start to which the clock moved.
		jumps int
	}{
		{"steady", "0 0.1 0.2 0.3 0.9", "0 1 3", 0},
		{"going back", "1 0.5 0.7 1.1 1.3", "4 5", 0},
		{"a night's sleep is one step", "0 1 30000 30001", "4 120004", 0},
		{"one wild time stamp", "0 1 90000 2 3", "4 8 12", 1},
		{"two wild ones, unlike each other", "0 1 90000 1000000 2 3", "4 360000", 1},
		{"the first is wild", "90000 1 2", "4 8", 1},
		{"the second is wild", "0 90000 2", "0 8", 1},
		{"the last is wild", "0 1 90000", "4", 0},
		{"the first is early", "0 90000 90001", "0 360004", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var clk clock
			var steps []string
			for at := range strings.FieldsSeq(c.at) {
				var s float64
				fmt.Sscan(at, &s)
				from, to := clk.advance(start.Add(time.Duration(s * float64(time.Second))))
				if to == 0 {
					continue
				}
				if to <= from {
					t.Errorf("went from %d to %d", from, to)
				}
				steps = append(steps, fmt.Sprint(int64(to-base)))
			}
			if got := strings.Join(steps, " "); got != c.steps {
				t.Errorf("steps %s, want %s", got, c.steps)
			}
			if clk.jumps != c.jumps {
				t.Errorf("%d jumps, want %d", clk.jumps, c.jumps)
			}
		})
	}
}

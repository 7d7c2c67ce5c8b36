package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"prescap/analyze/pipeline"
)

// moment is a place in a capture: a time, a time of its first day, or a frame.
type moment struct {
	at    time.Time
	clock time.Duration // Since midnight, where at is not known yet; -1 for none.
	frame int           // 0 for none.
	over  bool          // It has passed.
}

// parseMoment reads a place in a capture; nil for "".
func parseMoment(s string) (*moment, error) {
	if s == "" {
		return nil, nil
	}
	if number, ok := strings.CutPrefix(s, "#"); ok {
		if n, err := strconv.Atoi(number); err == nil && n > 0 {
			return &moment{frame: n, clock: -1}, nil
		}
		return nil, usage(fmt.Errorf("--at %s: expected the number of a frame behind #", s))
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return &moment{at: t, clock: -1}, nil
	}
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return &moment{clock: t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC))}, nil
		}
	}
	return nil, usage(fmt.Errorf("--at %s: expected a time such as 2026-03-02T08:10:00Z or 08:10:00 (UTC, of the first day), or a frame such as #142", s))
}

// passed reports whether an item is behind the moment. It is asked of each item of a run,
// in order.
func (m *moment) passed(it *pipeline.Item) bool {
	var now time.Time
	switch {
	case it.Message != nil:
		now = it.Message.Time
		m.over = m.over || m.frame > 0 && it.Message.Frames[0].Num > m.frame
	case it.Clock != nil:
		now = it.Clock.Now
	}
	if m.at.IsZero() && m.clock >= 0 && !now.IsZero() {
		m.at = now.UTC().Truncate(24 * time.Hour).Add(m.clock)
	}
	m.over = m.over || !m.at.IsZero() && now.After(m.at)
	return m.over
}

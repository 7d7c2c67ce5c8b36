package tui

import (
	"fmt"
	"time"
)

// clock is a way of writing times.
type clock uint8

// The clocks.
const (
	ofDay    clock = iota // 08:02:31.229450
	withDate              // 2026-03-02 08:02:31.229450
	sinceRun              // +151.229450: seconds since the first message.
	between               // Seconds since the row before.

	clocks
)

// String returns the clock's name for settings.
func (c clock) String() string { return [...]string{"day", "date", "start", "before"}[c] }

// next is the clock that w chooses.
func (c clock) next() clock { return (c + 1) % clocks }

// wide is how many columns times take.
func (c clock) wide() int { return [...]int{15, 26, 15, 13}[c] }

// stamp writes a time, of which before is the row before; both may be zero.
func (sc *scene) stamp(t, before time.Time) string {
	switch {
	case t.IsZero():
		return "time unknown"
	case sc.clock == withDate:
		return t.UTC().Format("2006-01-02 15:04:05.000000")
	case sc.clock == sinceRun:
		return seconds(t.Sub(sc.start))
	case sc.clock == between && before.IsZero():
		return seconds(0)
	case sc.clock == between:
		return seconds(t.Sub(before))
	}
	return t.UTC().Format("15:04:05.000000")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%+.6f", d.Seconds()) }

// brief is a time of day to the second, for where there is little room.
func brief(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("15:04:05")
}

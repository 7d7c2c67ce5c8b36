package category

import "time"

// WorkingHours is when a user works: times of days, in the time zone of the user's
// home (category schemas 3.2 and 4.2).
type WorkingHours struct {
	Zone    TimeZone
	Periods []WorkingPeriod
}

// WorkingPeriod is a time of some days of the week, from Start until before End.
type WorkingPeriod struct {
	Days       []string // Sunday, ...; other words are no day.
	Start, End int      // Minutes from midnight.
}

// Local returns an instant by the clock of the user. ok is false when the rules of the
// zone do not tell; the clock is then that of the zone without them.
func (w *WorkingHours) Local(t time.Time) (local time.Time, ok bool) {
	bias, ok := w.Zone.BiasAt(t)
	return t.In(time.FixedZone("", -60*bias)), ok
}

// At reports whether the user works at that instant. sure is false when the rules of
// the zone do not tell what time it is there.
func (w *WorkingHours) At(t time.Time) (works, sure bool) {
	local, sure := w.Local(t)
	minute := local.Hour()*60 + local.Minute()
	for _, p := range w.Periods {
		if minute >= p.Start && minute < p.End && p.on(local.Weekday()) {
			return true, sure
		}
	}
	return false, sure
}

// on reports whether a weekday is one of the period.
func (p *WorkingPeriod) on(day time.Weekday) bool {
	for _, name := range p.Days {
		if d, ok := ParseWeekday(name); ok && d == day {
			return true
		}
	}
	return false
}

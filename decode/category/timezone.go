package category

import (
	"time"

	"prescap/decode/lexical"
)

// TimeZone is a time zone as Exchange describes it: when clocks are put forward and
// back, by a rule and not by name (category schemas 4.2).
type TimeZone struct {
	Bias     int         // Minutes: UTC is local time plus this and that of the transition in force.
	Standard *Transition // To standard time; nil when absent.
	Daylight *Transition // To daylight saving time; nil when absent.
}

// Transition is when clocks change: on a weekday of a month, each year, or once.
type Transition struct {
	Bias      int    // Minutes, added to that of the zone from then on: 0, or -60 in summer.
	Time      string // Of the day, by the clock until then: HH:MM:SS.
	DayOrder  int    // Which of such weekdays of the month, 1 to 5, which is the last; with a Year the day of the month.
	Month     int    // 1 to 12.
	DayOfWeek string // Sunday, ...
	Year      string // Of a rule for that year alone, else "".
}

// near reports whether local time can be so many minutes away from UTC.
func near(bias int) bool { return bias > -24*60 && bias < 24*60 }

// BiasAt returns how many minutes are to be added to local time to make it UTC, at
// that instant. Without a rule for daylight saving time there is none. ok is false when
// the rules do not tell: they make no sense, or are for another year. bias is then that
// of the zone alone, 0 where that makes no sense either.
func (z *TimeZone) BiasAt(t time.Time) (bias int, ok bool) {
	if !near(z.Bias) {
		return 0, false
	}
	s, d := z.Standard, z.Daylight
	switch {
	case s == nil && d == nil:
		return z.Bias, true
	case s == nil || !near(s.Bias) || d != nil && !near(d.Bias):
		return z.Bias, false
	case d == nil || s.Bias == d.Bias || s.Month == 0 && d.Month == 0:
		return z.Bias + s.Bias, true
	}
	year := t.UTC().Add(-time.Duration(z.Bias) * time.Minute).Year()
	if !s.rules(year) || !d.rules(year) {
		return z.Bias, false
	}
	first, end := year-1, year+1
	if s.Year != "" || d.Year != "" {
		first, end = year, year
	}
	var last, next *Transition // Around t.
	var lastAt, nextAt time.Time
	for y := first; y <= end; y++ {
		for _, c := range [...]struct{ to, from *Transition }{{d, s}, {s, d}} {
			at, ok := c.to.in(y)
			if !ok {
				return z.Bias, false
			}
			at = at.Add(time.Duration(z.Bias+c.from.Bias) * time.Minute)
			if !at.After(t) && (last == nil || !at.Before(lastAt)) {
				last, lastAt = c.to, at
			}
			if at.After(t) && (next == nil || at.Before(nextAt)) {
				next, nextAt = c.to, at
			}
		}
	}
	switch {
	case last != nil:
		return z.Bias + last.Bias, true
	case next == d:
		return z.Bias + s.Bias, true
	}
	return z.Bias + d.Bias, true
}

// rules reports whether a transition is one of that year.
func (r *Transition) rules(year int) bool {
	n, ok := r.year()
	return ok && (n == 0 || n == year)
}

// year returns the year of a transition for one year, 0 for one of each.
func (r *Transition) year() (n int, ok bool) {
	s := lexical.Trim(r.Year)
	if s == "" {
		return 0, true
	}
	v, ok := lexical.ParseNumber(s)
	return int(v), ok && v > 0 && v < 10000
}

// in returns when in a year that it rules the transition is, by the clock until then, as
// if that were UTC. ok is false when it makes no sense.
func (r *Transition) in(year int) (at time.Time, ok bool) {
	seconds, ok1 := lexical.ParseClock(r.Time)
	only, ok2 := r.year()
	if !ok1 || !ok2 || r.Month < 1 || r.Month > 12 {
		return time.Time{}, false
	}
	month, day := time.Month(r.Month), r.DayOrder
	if only != 0 {
		date := time.Date(year, month, day, 0, 0, seconds, 0, time.UTC)
		return date, day >= 1 && day <= 31 && date.Month() == month
	}
	weekday, ok := ParseWeekday(r.DayOfWeek)
	if !ok || day < 1 || day > 5 {
		return time.Time{}, false
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	date := first.AddDate(0, 0, (int(weekday-first.Weekday())+7)%7+7*(day-1))
	if date.Month() != month { // The fifth is the last, and there are four.
		date = date.AddDate(0, 0, -7)
	}
	return date.Add(time.Duration(seconds) * time.Second), true
}

// ParseWeekday reads the English name of a weekday. Letter case matters.
func ParseWeekday(s string) (time.Weekday, bool) {
	s = lexical.Trim(s)
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String() == s {
			return d, true
		}
	}
	return 0, false
}

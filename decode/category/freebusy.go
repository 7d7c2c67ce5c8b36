package category

import (
	"math"
	"time"

	"prescap/decode/lexical"
)

// Interval is a time with one status of the calendar: from Start until before End.
type Interval struct {
	Start, End time.Time
	Status     SlotStatus
}

// ParseGranularity reads how long a slot is: a duration that is more than nothing
// and has no years or months (category schemas 4.1). Without, slots have no times.
func ParseGranularity(s string) (time.Duration, bool) {
	d, ok := lexical.ParseDuration(s)
	if !ok || d.Months != 0 || d.Rest <= 0 {
		return 0, false
	}
	return d.Rest, true
}

// Intervals gives runs of slots their times: slot 0 begins at start (category schemas
// 4.1). There are none without a granularity, or where the end is too far away for a
// time.Duration.
func Intervals(runs []SlotRun, start time.Time, granularity time.Duration) []Interval {
	if len(runs) == 0 || granularity <= 0 {
		return nil
	}
	last := runs[len(runs)-1]
	if int64(last.First+last.Count) > math.MaxInt64/int64(granularity) {
		return nil
	}
	list := make([]Interval, len(runs))
	for i, r := range runs {
		from := start.Add(time.Duration(r.First) * granularity)
		list[i] = Interval{from, from.Add(time.Duration(r.Count) * granularity), r.Status}
	}
	return list
}

// Slots gives that many slots from start the status of the intervals that they touch:
// the highest where they touch several, free where they touch none. It is the way back
// from Intervals.
func Slots(intervals []Interval, start time.Time, granularity time.Duration, slots int) []SlotRun {
	if granularity <= 0 || slots <= 0 {
		return nil
	}
	all := make([]SlotStatus, slots)
	for _, v := range intervals {
		if !v.Start.Before(v.End) || !start.Before(v.End) {
			continue
		}
		from := max(v.Start.Sub(start)/granularity, 0)
		to := min((v.End.Sub(start)-1)/granularity+1, time.Duration(slots))
		for i := from; i < to; i++ {
			all[i] = max(all[i], v.Status)
		}
	}
	var runs []SlotRun
	for _, s := range all {
		runs = appendSlot(runs, s)
	}
	return runs
}

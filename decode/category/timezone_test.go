package category

import (
	"math"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"prescap/decode/lexical"
)

// pacific is the zone of the samples of self-container and others.
func pacific() TimeZone {
	return TimeZone{480,
		&Transition{0, "02:00:00", 1, 11, "Sunday", ""},
		&Transition{-60, "02:00:00", 2, 3, "Sunday", ""}}
}

// berlin is that of the example of category schemas (c).
func berlin() TimeZone {
	return TimeZone{-60,
		&Transition{0, "03:00:00", 5, 10, "Sunday", ""},
		&Transition{-60, "02:00:00", 5, 3, "Sunday", ""}}
}

// Zones are what the time zone database says of them, at every half hour of some
// years.
func TestBiasAt(t *testing.T) {
	for _, c := range []struct {
		name        string
		zone        TimeZone
		first, last int // Years.
	}{
		{"America/Los_Angeles", pacific(), 2009, 2014},
		{"Europe/Berlin", berlin(), 2009, 2014},
		{"Australia/Sydney", TimeZone{-600, // Southern: summer is over the new year.
			&Transition{0, "03:00:00", 1, 4, "Sunday", ""},
			&Transition{-60, "02:00:00", 1, 10, "Sunday", ""}}, 2009, 2014},
		{"America/Asuncion", TimeZone{240, // Midnight; the fourth Sunday, which is not always the last.
			&Transition{0, "00:00:00", 4, 3, "Sunday", ""},
			&Transition{-60, "00:00:00", 1, 10, "Sunday", ""}}, 2013, 2014},
		{"Australia/Lord_Howe", TimeZone{-630, // Half an hour.
			&Transition{0, "02:00:00", 1, 4, "Sunday", ""},
			&Transition{-30, "02:00:00", 1, 10, "Sunday", ""}}, 2009, 2014},
		{"Asia/Tokyo", TimeZone{-540, nil, nil}, 2013, 2013},
		{"Asia/Tokyo", TimeZone{-540, &Transition{}, &Transition{}}, 2013, 2013},
		{"Asia/Tokyo", TimeZone{-540, &Transition{Time: "00:00:00", Month: 1, DayOrder: 1, DayOfWeek: "Sunday"}, &Transition{Time: "00:00:00", Month: 1, DayOrder: 1, DayOfWeek: "Sunday"}}, 2013, 2013},
		{"Asia/Tokyo", TimeZone{-540, &Transition{}, nil}, 2013, 2013},
		{"Asia/Tokyo", TimeZone{-600, &Transition{Bias: 60}, &Transition{Bias: 0}}, 2013, 2013},
		{"America/Los_Angeles", TimeZone{480, // Rules for one year: days of the month.
			&Transition{0, "02:00:00", 4, 11, "Sunday", "2007"},
			&Transition{-60, "02:00:00", 11, 3, "", " 2007 "}}, 2007, 2007},
		{"America/Los_Angeles", TimeZone{480, // One for the year, one for each.
			&Transition{0, "02:00:00", 4, 11, "Sunday", "2007"},
			&Transition{-60, "02:00:00", 2, 3, "Sunday", ""}}, 2007, 2007},
	} {
		place, err := time.LoadLocation(c.name)
		if err != nil {
			t.Fatal(err)
		}
		wrong := 0
		for at := time.Date(c.first, 1, 1, 0, 0, 0, 0, place); at.Year() <= c.last && wrong < 3; at = at.Add(30 * time.Minute) {
			_, seconds := at.Zone()
			if bias, ok := c.zone.BiasAt(at); !ok || bias != -seconds/60 {
				t.Errorf("%s at %v: %d, %v, want %d", c.name, at, bias, ok, -seconds/60)
				wrong++
			}
			if bias, ok := c.zone.BiasAt(at.Add(-time.Nanosecond)); wrong == 0 && at.Year() > c.first {
				_, seconds := at.Add(-time.Nanosecond).Zone()
				if !ok || bias != -seconds/60 {
					t.Errorf("%s just before %v: %d, %v, want %d", c.name, at, bias, ok, -seconds/60)
					wrong++
				}
			}
		}
	}
}

// The sign: Pacific Daylight Time is 420, Pacific Standard Time 480 (category schemas
// 4.2).
func TestBiasSign(t *testing.T) {
	zone := pacific()
	for when, want := range map[string]int{
		"2010-06-21T07:00:00Z": 420, "2009-11-18T08:00:00Z": 480, // Local midnight, in samples.
		"2009-03-08T09:59:59Z": 480, "2009-03-08T10:00:00Z": 420,
		"2009-11-01T08:59:59Z": 420, "2009-11-01T09:00:00Z": 480,
	} {
		at, _ := lexical.ParseTime(when)
		if bias, ok := zone.BiasAt(at); !ok || bias != want {
			t.Errorf("%s: %d, %v, want %d", when, bias, ok, want)
		}
	}
}

// Rules that do not tell leave the zone itself.
func TestBiasUnknown(t *testing.T) {
	at := time.Date(2013, 7, 1, 12, 0, 0, 0, time.UTC)
	for name, change := range map[string]func(*TimeZone){
		"no standard":         func(z *TimeZone) { z.Standard = nil },
		"month 13":            func(z *TimeZone) { z.Standard.Month = 13 },
		"one month 0":         func(z *TimeZone) { z.Daylight.Month = 0 },
		"order 0":             func(z *TimeZone) { z.Daylight.DayOrder = 0 },
		"order 6":             func(z *TimeZone) { z.Daylight.DayOrder = 6 },
		"day of the week":     func(z *TimeZone) { z.Daylight.DayOfWeek = "sunday" },
		"no day of the week":  func(z *TimeZone) { z.Daylight.DayOfWeek = "" },
		"time":                func(z *TimeZone) { z.Standard.Time = "24:00:00" },
		"no time":             func(z *TimeZone) { z.Standard.Time = "" },
		"standard bias":       func(z *TimeZone) { z.Standard.Bias = math.MaxInt },
		"daylight bias":       func(z *TimeZone) { z.Daylight.Bias = math.MinInt },
		"year":                func(z *TimeZone) { z.Daylight.Year = "x" },
		"year 0":              func(z *TimeZone) { z.Daylight.Year = "0" },
		"other years":         func(z *TimeZone) { z.Standard.Year, z.Daylight.Year = "2007", "2007" },
		"next year":           func(z *TimeZone) { z.Standard.Year = "2014" },
		"no such day":         func(z *TimeZone) { z.Standard.Year, z.Standard.DayOrder = "2013", 31 }, // Of November.
		"day 0":               func(z *TimeZone) { z.Standard.Year, z.Standard.DayOrder = "2013", 0 },
		"a year without days": func(z *TimeZone) { z.Standard.Year, z.Standard.DayOrder = "2013", 32 },
	} {
		zone := pacific()
		change(&zone)
		if bias, ok := zone.BiasAt(at); ok || bias != 480 {
			t.Errorf("%s: %d, %v", name, bias, ok)
		}
	}
	for _, bias := range []int{1440, -1440, math.MaxInt, math.MinInt} {
		zone := pacific()
		zone.Bias = bias
		if got, ok := zone.BiasAt(at); ok || got != 0 {
			t.Errorf("bias %d: %d, %v", bias, got, ok)
		}
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]int{
		"00:00:00": 0, "02:00:00": 7200, "23:59:59": 86399, " 03:04:05\n": 11045,
		"": -1, "2:00:00": -1, "02:00": -1, "24:00:00": -1, "00:60:00": -1, "00:00:60": -1, "02:00:00Z": -1, "02:00:00.0": -1, "-2:00:00": -1, "02-00-00": -1,
	} {
		if got, ok := lexical.ParseClock(in); ok != (want >= 0) || ok && got != want {
			t.Errorf("%q is %d, %v", in, got, ok)
		}
	}
	for _, s := range []string{"Sunday", " Saturday\n"} {
		if d, ok := ParseWeekday(s); !ok || d.String() != strings.TrimSpace(s) {
			t.Errorf("%q is %v, %v", s, d, ok)
		}
	}
	for _, s := range []string{"", "sunday", "Sun", "Weekday", "Sunday Monday"} {
		if d, ok := ParseWeekday(s); ok {
			t.Errorf("%q is %v", s, d)
		}
	}
}

// The example of category schemas (c), and periods that are odd.
func TestWorkingHours(t *testing.T) {
	hours := WorkingHours{berlin(), []WorkingPeriod{{[]string{"Monday", "Tuesday", "Thursday"}, 510, 1005}}}
	odd := WorkingHours{berlin(), []WorkingPeriod{
		{[]string{"Monday"}, 1005, 510}, {[]string{"Monday"}, 600, 600}, {nil, 0, 1440}, {[]string{"Weekday", "monday"}, 0, 1440},
		{[]string{"Sunday", "Sunday"}, -5, 5000}}}
	unclear := WorkingHours{TimeZone{-60, nil, &Transition{}}, hours.Periods}
	for _, c := range []struct {
		hours       WorkingHours
		when        string
		works, sure bool
	}{
		{hours, "2024-03-04T07:29:59Z", false, true}, // Monday, half past eight in winter.
		{hours, "2024-03-04T07:30:00Z", true, true},
		{hours, "2024-03-04T15:44:59Z", true, true},
		{hours, "2024-03-04T15:45:00Z", false, true},
		{hours, "2024-04-01T06:30:00Z", true, true}, // In summer.
		{hours, "2024-04-01T06:29:59Z", false, true},
		{hours, "2024-04-03T08:00:00Z", false, true}, // Wednesday.
		{hours, "2024-04-04T08:00:00+00:00", true, true},
		{hours, "2024-04-07T08:00:00Z", false, true},
		{odd, "2024-04-01T08:00:00Z", false, true},
		{odd, "2024-04-07T08:00:00Z", true, true},
		{odd, "2024-04-06T22:00:00Z", true, true}, // Already Sunday there.
		{odd, "2024-04-07T22:00:00Z", false, true},
		{unclear, "2024-03-04T07:30:00Z", true, false},
		{unclear, "2024-04-01T06:30:00Z", false, false},
		{WorkingHours{}, "2024-04-01T06:30:00Z", false, true},
	} {
		at, _ := lexical.ParseTime(c.when)
		if works, sure := c.hours.At(at); works != c.works || sure != c.sure {
			t.Errorf("at %s: %v, %v", c.when, works, sure)
		}
	}
	if local, ok := hours.Local(time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC)); !ok || local.Format("15:04 -0700") != "14:00 +0200" {
		t.Errorf("%v, %v", local, ok)
	}
}

// FuzzBias reads any rules. Where they tell, the bias is one of two, and stays what it
// is between transitions, of which a year has at most two.
func FuzzBias(f *testing.F) {
	f.Add(480, 0, "02:00:00", 1, 11, "Sunday", "", -60, "02:00:00", 2, 3, "Sunday", "", int64(1277103600))
	f.Add(-600, 0, "03:00:00", 1, 4, "Sunday", "", -60, "02:00:00", 5, 10, "Sunday", "", int64(0))
	f.Add(480, 0, "02:00:00", 4, 11, "Sunday", "2007", -60, "02:00:00", 11, 3, "", "2007", int64(1180000000))
	f.Add(0, 60, "23:59:59", 5, 12, "Saturday", "", -60, "00:00:00", 1, 1, "Monday", "", int64(-62135596800))
	f.Fuzz(func(t *testing.T, bias, b1 int, t1 string, o1, m1 int, w1, y1 string, b2 int, t2 string, o2, m2 int, w2, y2 string, seconds int64) {
		z := TimeZone{bias, &Transition{b1, t1, o1, m1, w1, y1}, &Transition{b2, t2, o2, m2, w2, y2}}
		at := time.Unix(seconds%(1<<37), 0)
		got, ok := z.BiasAt(at)
		switch {
		case ok && got != bias+b1 && got != bias+b2, !ok && got != bias && got != 0:
			t.Fatalf("%+v %+v %+v at %v: %d, %v", z, z.Standard, z.Daylight, at, got, ok)
		case !ok:
			return
		}
		changes := 0
		for day := range 300 {
			next, ok := z.BiasAt(at.AddDate(0, 0, day))
			if ok && next != got {
				got, changes = next, changes+1
			}
		}
		if changes > 4 { // Two, and those of a rule that is close to the new year once more.
			t.Errorf("%+v %+v %+v from %v on: %d changes", z, z.Standard, z.Daylight, at, changes)
		}
	})
}

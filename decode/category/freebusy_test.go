package category

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/decode/lexical"
)

// Samples of pages: calendardata-category-instance-value-element,
// parsing-lync-published-category-instances, and colleagues-container.
const (
	october  = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABVAABVAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAqgAAAAAAVQAA"
	november = "AAAAAAAAAAAAAAAAAAAAVQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVQoAqqoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	june     = "AAAAAAAAAAAAAAAAVVUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVQAAAAAAAAAAAAAAAAAAAAAAAABUUVVVBQAAAAAAAAAA"
)

// times tells intervals that are not free.
func times(all []Interval) string {
	var parts []string
	for _, v := range all {
		if v.Status != SlotFree {
			parts = append(parts, v.Start.Format("02 15:04-")+v.End.Format("15:04 ")+v.Status.String())
		}
	}
	return strings.Join(parts, ", ")
}

// The example of category schemas (c), and samples of pages under both orders: what
// section 4.1 says of them holds.
func TestFreeBusy(t *testing.T) {
	for _, c := range []struct {
		text, start string
		order       BitOrder
		want        string
	}{
		{"AAAAAAAAAAAAVaoKAP////8AAAAAAAAA", "2024-03-04T00:00:00Z", LowFirst,
			"04 09:00-10:00 tentative, 04 10:00-11:30 busy, 04 13:00-17:00 out of office"},
		{october, "2009-10-27T07:00:00Z", LowFirst,
			"29 18:00-19:00 tentative, 29 21:00-22:00 tentative, 30 22:00-23:00 busy, 31 04:00-05:00 tentative"},
		{october, "2009-10-27T07:00:00Z", HighFirst,
			"29 18:00-19:00 tentative, 29 21:00-22:00 tentative, 30 22:00-23:00 busy, 31 04:00-05:00 tentative"},
		{november, "2009-11-18T08:00:00Z", LowFirst,
			"18 23:00-00:00 tentative, 20 20:00-21:00 tentative, 20 21:00-21:30 busy, 20 23:00-01:00 busy"},
		{november, "2009-11-18T08:00:00Z", HighFirst,
			"18 23:00-00:00 tentative, 20 20:00-21:00 tentative, 20 21:30-22:00 busy, 20 23:00-01:00 busy"},
		{june, "2010-06-21T07:00:00Z", LowFirst,
			"21 19:00-21:00 tentative, 22 19:00-20:00 tentative, 23 22:00-23:00 tentative, 24 18:15-19:15 tentative, 24 19:30-22:30 tentative"},
		{june, "2010-06-21T07:00:00Z", HighFirst,
			"21 19:00-21:00 tentative, 22 19:00-20:00 tentative, 23 22:00-23:00 tentative, 24 18:00-18:45 tentative, 24 19:00-19:30 tentative, 24 19:45-22:00 tentative, 24 22:30-23:00 tentative"},
	} {
		start, _ := lexical.ParseTime(c.start)
		granularity, _ := ParseGranularity("PT15M")
		runs, flaws := DecodeSlots(c.text, c.order, 1000)
		if flaws != nil {
			t.Errorf("%s: %v", c.text, flaws)
		}
		all := Intervals(runs, start, granularity)
		if got := times(all); got != c.want {
			t.Errorf("%s has %s", c.text, got)
		}
		slots := len(c.text) / 4 * 3 * 4
		if back := EncodeSlots(Slots(all, start, granularity, slots), c.order); back != c.text {
			t.Errorf("%s comes back as %s", c.text, back)
		}
	}
}

// digits tells slots one by one: 0 free to 3 out of office.
func digits(runs []SlotRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(strings.Repeat(string('0'+byte(r.Status)), r.Count))
	}
	return b.String()
}

// Orders and lengths: the example in prose of calendardata-freebusy-element, and how
// SIPE reads it (enhanced presence appendix C), and what is odd.
func TestDecodeSlots(t *testing.T) {
	for _, c := range []struct {
		text  string
		order BitOrder
		want  string
		flaw  SlotProblem
		at    int
	}{
		{"Cg==", HighFirst, "0022", 0, 0}, // 30 minutes free, 30 minutes busy: the prose.
		{"Cg==", LowFirst, "2200", 0, 0},  // SIPE.
		{"oA==", LowFirst, "0022", 0, 0},
		{"", LowFirst, "", 0, 0},
		{" \r\n\t", LowFirst, "", 0, 0},
		{"5OTk", LowFirst, "012301230123", 0, 0},
		{"5OTk", HighFirst, "321032103210", 0, 0},
		{"\n 5 O\tT\r\nk\n", LowFirst, "012301230123", 0, 0},
		{"5OQ=", LowFirst, "01230123", 0, 0},
		{"5A = =\n", LowFirst, "0123", 0, 0},

		{"5OQ", LowFirst, "01230123", SlotPadding, 3},
		{"5A", LowFirst, "0123", SlotPadding, 2},
		{"5A=", LowFirst, "0123", SlotPadding, 3},
		{"5", LowFirst, "", SlotLength, 1},
		{"5OTk5", LowFirst, "012301230123", SlotLength, 5},
		{"5OTkA\n", LowFirst, "012301230123", SlotLength, 6},
		{"5B==", LowFirst, "0123", SlotBits, 4},
		{"5OR=", LowFirst, "01230123", SlotBits, 4},

		{"=", LowFirst, "", SlotText, 0},
		{"5===", LowFirst, "", SlotText, 1},
		{"5A===", LowFirst, "0123", SlotText, 4},
		{"5OQ==", LowFirst, "01230123", SlotText, 4},
		{"5OTk=", LowFirst, "012301230123", SlotText, 4},
		{"5A==5A==", LowFirst, "0123", SlotText, 4},
		{"5OTk-_", LowFirst, "012301230123", SlotText, 4},
		{"5O*k", LowFirst, "0123", SlotText, 2},
		{"5é", LowFirst, "", SlotText, 1},
		{"......", LowFirst, "", SlotText, 0},
		{"5A\u00a0==", LowFirst, "0123", SlotText, 2},

		{"5OTk5OTk", LowFirst, "0123012301230123", SlotLimit, 6},
	} {
		runs, flaws := DecodeSlots(c.text, c.order, 16)
		if got := digits(runs); got != c.want {
			t.Errorf("%q has %s, want %s", c.text, got, c.want)
		}
		switch {
		case c.flaw == 0 && flaws != nil:
			t.Errorf("%q: %v", c.text, flaws)
		case c.flaw != 0 && (len(flaws) != 1 || flaws[0].Problem != c.flaw || flaws[0].At != c.at || flaws[0].Text == ""):
			t.Errorf("%q: %v, want %d at %d", c.text, flaws, c.flaw, c.at)
		}
	}
	runs, flaws := DecodeSlots("5OTk", LowFirst, 6) // In the middle of an octet.
	if digits(runs) != "012301" || len(flaws) != 1 || flaws[0].Problem != SlotLimit {
		t.Errorf("%v %v", runs, flaws)
	}
	if runs, flaws = DecodeSlots(strings.Repeat("A", 4<<10), LowFirst, 1<<20); len(runs) != 1 || runs[0] != (SlotRun{0, 12 << 10, SlotFree}) || flaws != nil {
		t.Errorf("%v %v", runs, flaws)
	}
}

func TestIntervals(t *testing.T) {
	start := time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)
	runs := []SlotRun{{0, 2, SlotBusy}, {2, 3, SlotFree}}
	want := []Interval{{start, start.Add(2 * time.Hour), SlotBusy}, {start.Add(2 * time.Hour), start.Add(5 * time.Hour), SlotFree}}
	if got := Intervals(runs, start, time.Hour); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := Intervals(runs, start, math.MaxInt64/5); len(got) != 2 || !got[1].End.After(got[1].Start) {
		t.Errorf("%v", got)
	}
	for _, g := range []time.Duration{0, -time.Hour, math.MaxInt64/5 + 1, math.MaxInt64} {
		if got := Intervals(runs, start, g); got != nil {
			t.Errorf("slots of %v: %v", g, got)
		}
	}
	if got := Intervals(nil, start, time.Hour); got != nil {
		t.Errorf("%v", got)
	}
}

func TestSlots(t *testing.T) {
	start := time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
	for _, c := range []struct {
		intervals []Interval
		want      string
	}{
		{nil, "00000000"},
		{[]Interval{{at(15), at(45), SlotBusy}}, "02200000"},
		{[]Interval{{at(14), at(46), SlotBusy}}, "22220000"}, // Slots that it touches.
		{[]Interval{{at(15), at(15), SlotBusy}, {at(30), at(15), SlotBusy}}, "00000000"},
		{[]Interval{{at(0), at(60), SlotBusy}, {at(15), at(75), SlotTentative}, {at(30), at(45), SlotOutOfOffice}}, "22321000"},
		{[]Interval{{at(-30), at(15), SlotBusy}, {at(-30), at(0), SlotOutOfOffice}}, "20000000"},
		{[]Interval{{at(-7), at(-1), SlotBusy}}, "00000000"},
		{[]Interval{{at(105), at(1000), SlotBusy}, {at(120), at(1000), SlotOutOfOffice}}, "00000002"},
		{[]Interval{{time.Time{}, start.AddDate(5000, 0, 0), SlotTentative}}, "11111111"},
		{[]Interval{{time.Time{}, start.AddDate(-1000, 0, 0), SlotTentative}}, "00000000"},
	} {
		if got := digits(Slots(c.intervals, start, 15*time.Minute, 8)); got != c.want {
			t.Errorf("%s has %s, want %s", times(c.intervals), got, c.want)
		}
	}
	if Slots(nil, start, 0, 8) != nil || Slots(nil, start, time.Hour, 0) != nil || Slots(nil, start, time.Hour, -1) != nil {
		t.Error("slots without length, or none of them")
	}
	if got := digits(Slots([]Interval{{start, start.AddDate(5000, 0, 0), SlotBusy}}, start, math.MaxInt64, 3)); got != "200" {
		t.Errorf("slots of 292 years: %s", got) // As far as a time.Duration goes.
	}
	if got := SlotOutOfOffice.String() + ", " + SlotFree.String(); got != "out of office, free" {
		t.Error(got)
	}
}

// FuzzSlots reads anything as slots. What is understood is the longest beginning that
// makes sense, runs are merged and follow each other, and all of it comes back.
func FuzzSlots(f *testing.F) {
	for _, s := range []string{october, november, june, "Cg==", "5OQ", "5A=", "5B==", "5OTk5", " 5 A = = ", "5OTk-", "5A==5A=="} {
		f.Add(s, false, uint16(1000))
		f.Add(s, true, uint16(5))
	}
	f.Fuzz(func(t *testing.T, text string, high bool, most uint16) {
		order := LowFirst
		if high {
			order = HighFirst
		}
		runs, flaws := DecodeSlots(text, order, int(most))
		n := 0
		for i, r := range runs {
			if r.First != n || r.Count < 1 || i > 0 && runs[i-1].Status == r.Status {
				t.Fatalf("%v", runs)
			}
			n += r.Count
		}
		if n > int(most) || len(flaws) > 1 {
			t.Errorf("%d slots, %v", n, flaws)
		}
		for _, f := range flaws {
			if f.At < 0 || f.At > len(text) || f.Text == "" || strings.ContainsAny(f.Text, "\r\n") {
				t.Errorf("%v", f)
			}
		}
		back, odd := DecodeSlots(EncodeSlots(runs, order), order, n+3)
		if got, want := digits(back), digits(runs); odd != nil || !strings.HasPrefix(got, want) || strings.Trim(got[len(want):], "0") != "" || len(got) > len(want)+3 {
			t.Errorf("%s comes back as %s, %v", want, got, odd)
		}
		if flaws == nil && EncodeSlots(runs, order) != strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c < 128 && lexical.White(byte(c)) }), "") {
			t.Errorf("%q comes back as %q", text, EncodeSlots(runs, order))
		}
		start := time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)
		if again := Slots(Intervals(runs, start, 7*time.Second), start, 7*time.Second, n); !slices.Equal(again, runs) {
			t.Errorf("%v come back as %v", runs, again)
		}
	})
}

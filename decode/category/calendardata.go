package category

import (
	"fmt"
	"strings"
	"time"

	"prescap/decode/lexical"
	"prescap/decode/schema"
)

// exchangeSpace is the namespace of working hours, which are Exchange's.
const exchangeSpace = "http://schemas.microsoft.com/exchange/services/2006/types"

// CalendarData is a document of the categories calendarData and workingHours: instance 0
// has the working hours, others the free/busy times.
type CalendarData struct {
	schema.Base
	Mailbox      string        // Its mail address; "" in a blank document.
	WorkingHours *WorkingHours // Nil when absent.
	FreeBusy     *FreeBusy     // Nil when absent.
}

// FreeBusy is what a calendar has for each slot of a time.
type FreeBusy struct {
	Start       time.Time // Of the first slot; zero when absent.
	Granularity string    // How long a slot is, as sent: PT15M.
	Encoding    string    // As sent: 1.
	Slots       string    // In base64, as sent.
}

// mostSlots bounds the slots of a document: four weeks of a quarter of an hour each.
const mostSlots = 4 * 7 * 24 * 4

// Intervals returns the times and what the calendar has for them, those that are free
// left out; nil where the start or the length of a slot is not known.
func (f *FreeBusy) Intervals(order BitOrder) []Interval {
	granularity, ok := ParseGranularity(f.Granularity)
	if !ok || f.Start.IsZero() {
		return nil
	}
	runs, _ := DecodeSlots(f.Slots, order, mostSlots)
	var busy []Interval
	for _, i := range Intervals(runs, f.Start, granularity) {
		if i.Status != SlotFree {
			busy = append(busy, i)
		}
	}
	return busy
}

// Text says when somebody is not free, in UTC: the first few times.
func (f *FreeBusy) Text() string {
	const few = 8
	all := f.Intervals(LowFirst)
	if len(all) == 0 {
		if _, ok := ParseGranularity(f.Granularity); !ok || f.Start.IsZero() {
			return "times not known"
		}
		return "free"
	}
	var parts []string
	day := ""
	for n, i := range all {
		if n == few {
			parts = append(parts, fmt.Sprintf("%d more", len(all)-few))
			break
		}
		from := i.Start.Format("15:04")
		if d := i.Start.Format("2006-01-02"); d != day {
			day, from = d, d+" "+from
		}
		to := i.End.Format("15:04")
		if d := i.End.Add(-time.Nanosecond).Format("2006-01-02"); d != day {
			to = i.End.Format("2006-01-02 15:04")
		}
		parts = append(parts, i.Status.String()+" "+from+" to "+to)
	}
	return strings.Join(parts, ", ")
}

// flaws says what is odd in the slots.
func (f *FreeBusy) flaws(tell func(text string)) {
	if _, flaws := DecodeSlots(f.Slots, LowFirst, mostSlots); len(flaws) > 0 && lexical.IsBase64(f.Slots) {
		tell(flaws[0].Text) // What is no base64 was told of.
	}
	_, granular := ParseGranularity(f.Granularity)
	if _, ok := lexical.ParseDuration(f.Granularity); ok && !granular {
		tell("expected a length of slots, more than nothing and without years and months, found " + lexical.Quote(f.Granularity))
	}
}

// calendarData describes the documents of calendarData (category schemas 3.2).
func calendarData() schema.Schema {
	s := workingHours()
	s.Name, s.Source = "calendarData", "calendardata-category-instance-value-element"
	s.Doc = "working hours, or when somebody is free and busy"
	const page = "calendardata-freebusy-element"
	s.Rows = append(s.Rows,
		schema.Row{Path: "freeBusy", Also: []string{exchangeSpace}, Flags: schema.AnyAttr, Keep: schema.One(func(c *CalendarData) **FreeBusy { return &c.FreeBusy }),
			Means: schema.Meaning((*FreeBusy).Text), Check: schema.Checking((*FreeBusy).flaws), Doc: "when somebody is free and busy", Source: page},
		schema.Row{Path: "freeBusy/.", Type: schema.Base64(), Keep: schema.At(func(f *FreeBusy) any { return &f.Slots }), Doc: "two bits a slot: free, tentative, busy, out of office; the lowest first, by all but one source", Source: page},
		schema.Row{Path: "freeBusy/@startTime", Occurs: schema.Once, Type: schema.DateTime(), Keep: schema.At(func(f *FreeBusy) any { return &f.Start }), Doc: "when the first slot begins", Source: page},
		schema.Row{Path: "freeBusy/@granularity", Occurs: schema.Once, Type: schema.Duration(), Keep: schema.At(func(f *FreeBusy) any { return &f.Granularity }), Doc: "how long a slot is: PT15M", Source: page},
		schema.Row{Path: "freeBusy/@encodingVersion", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(f *FreeBusy) any { return &f.Encoding }), Doc: "how the slots are encoded: 1", Source: page},
	)
	return s
}

// workingHours describes the documents of workingHours (category schemas 3.3).
func workingHours() schema.Schema {
	const page = "calendardata-workinghours"
	days := []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	period := func(name string, t schema.Type, doc string, f func(*WorkingPeriod) any) schema.Row {
		return schema.Row{Path: "WorkingHours/WorkingPeriodArray/WorkingPeriod/" + name, Occurs: schema.Once, Type: t, Keep: schema.At(f), Doc: doc, Source: page + "-workingperiod-element"}
	}
	rows := []schema.Row{
		{Path: "@mailboxID", Occurs: schema.Once, Spelt: []string{"mailBoxID"}, Type: schema.URI(), Keep: schema.At(func(c *CalendarData) any { return &c.Mailbox }), Doc: "mail address of the mailbox, without scheme", Source: "calendardata-category-instance-value-element"},
		{Path: "WorkingHours", Space: exchangeSpace, Keep: schema.One(func(c *CalendarData) **WorkingHours { return &c.WorkingHours }), Doc: "when the user works", Source: page + "-element"},
		{Path: "WorkingHours/TimeZone", Occurs: schema.Once, Doc: "the time zone of the user's home", Source: page + "-timezone-element"},
		{Path: "WorkingHours/TimeZone/Bias", Occurs: schema.Once, Type: schema.Long("xs:int"), Keep: schema.At(func(w *WorkingHours) any { return &w.Zone.Bias }), Doc: "minutes: UTC is local time plus the bias", Source: page + "-bias-element"},
	}
	rows = append(rows, transition("WorkingHours/TimeZone/StandardTime", page+"standardtime-element", "when standard time begins", days, func(w *WorkingHours) **Transition { return &w.Zone.Standard })...)
	rows = append(rows, transition("WorkingHours/TimeZone/DaylightTime", page+"-daylighttime-element", "when daylight saving time begins", days, func(w *WorkingHours) **Transition { return &w.Zone.Daylight })...)
	rows = append(rows,
		schema.Row{Path: "WorkingHours/WorkingPeriodArray", Occurs: schema.Once, Doc: "the times; may be empty", Source: page + "-workingperiodarray-element"},
		schema.Row{Path: "WorkingHours/WorkingPeriodArray/WorkingPeriod", Occurs: schema.Any, Keep: schema.Many(func(w *WorkingHours) *[]WorkingPeriod { return &w.Periods }), Doc: "a time of some days", Source: page + "-workingperiod-element"},
		period("DayOfWeek", schema.List("DayOfWeek list", true, append(days, "Day", "Weekday", "WeekendDay")...), "the days", func(p *WorkingPeriod) any { return &p.Days }),
		period("StartTimeInMinutes", schema.Long("xs:int"), "minutes after midnight, local time", func(p *WorkingPeriod) any { return &p.Start }),
		period("EndTimeInMinutes", schema.Long("xs:int"), "minutes after midnight, local time", func(p *WorkingPeriod) any { return &p.End }),
	)
	return schema.Schema{
		Name: "workingHours", Roots: []string{"calendarData"}, Space: prefix + "calendarData", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "when somebody works", Source: "workinghours-category-instance-value-element", New: func() any { return &CalendarData{} }, Rows: rows,
	}
}

// transition is the rows of a change of the clock. Zones without one may leave it out.
func transition(path, page, doc string, days []string, f func(*WorkingHours) **Transition) []schema.Row {
	row := func(name string, occurs schema.Occurs, t schema.Type, doc string, f func(*Transition) any) schema.Row {
		return schema.Row{Path: path + "/" + name, Occurs: occurs, Type: t, Keep: schema.At(f), Doc: doc, Source: "calendardata-workinghours-" + lower(name) + "-element"}
	}
	return []schema.Row{
		{Path: path, Occurs: schema.Once, Flags: schema.Omitted, Spelt: []string{strings.ReplaceAll(path[strings.LastIndexByte(path, '/')+1:], "Daylight", "DayLight")}, Keep: schema.One(f), Doc: doc, Source: page},
		row("Bias", schema.Once, schema.Long("xs:int"), "minutes, added to those of the zone from then on: 0, or -60 in summer", func(t *Transition) any { return &t.Bias }),
		row("Time", schema.Once, schema.Clock(), "time of the day, by the clock until then", func(t *Transition) any { return &t.Time }),
		row("DayOrder", schema.Once, schema.Long("xs:short"), "which of such weekdays of the month; 5 is the last", func(t *Transition) any { return &t.DayOrder }),
		row("Month", schema.Once, schema.Long("xs:short"), "the month", func(t *Transition) any { return &t.Month }),
		row("DayOfWeek", schema.Once, schema.Enum("DayOfWeek", true, days...), "the weekday", func(t *Transition) any { return &t.DayOfWeek }),
		row("Year", schema.Optional, schema.String(), "of a change in that year alone; the order is the day of the month then", func(t *Transition) any { return &t.Year }),
	}
}

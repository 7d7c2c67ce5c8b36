package category

import (
	"time"

	"prescap/decode/schema"
)

// StateType is the xsi:type of a state document, its local name as written. Six
// are documented; another word is kept as it is.
type StateType string

// The types of state (state-category-instance-value-elements).
const (
	UserState             StateType = "userState"
	MachineState          StateType = "machineState"
	PhoneState            StateType = "phoneState"
	CalendarState         StateType = "calendarState"
	AggregateState        StateType = "aggregateState"
	AggregateMachineState StateType = "aggregateMachineState"
)

// State is a document of the categories state and dndState.
type State struct {
	schema.Base
	Type                 StateType // "" when the document names none.
	Manual               bool      // The user chose it.
	Availability         schema.Number
	Activities           []Activity
	EndpointLocation     string
	Device               string // computer, deskphone, mobile, web, or another word.
	MeetingSubject       Localized
	MeetingLocation      Localized
	TimeZoneBias         schema.Integer // Minutes: UTC is local time plus the bias.
	TimeZoneName         string
	TimeZoneAbbreviation string
	URI                  string    // Phone and calendar states.
	EndpointID           string    // Aggregate machine states: the most active endpoint, as sent.
	StartTime            time.Time // Zero when absent.
	LastActive           time.Time // Zero when absent; aggregate states.
}

// Activity refines an availability, as long as the availability is within its bounds.
type Activity struct {
	Token    string        // Case matters; "" when there is only custom text.
	Custom   []Localized   // What to show instead, one in each language.
	Min, Max schema.Number // From 0 on and unbounded when absent (state-activity-element).
}

// CustomText returns the first custom text, "" when there is none.
func (a *Activity) CustomText() string {
	if len(a.Custom) == 0 {
		return ""
	}
	return a.Custom[0].Text
}

// Admits reports whether the activity may stand beside that availability
// (MS-PRES 3.8.5.1.2.3).
func (a *Activity) Admits(availability uint32) bool {
	return availability >= a.Min.N && (!a.Max.Set || availability <= a.Max.N)
}

// Activity returns the first activity, which is the one shown; ok is false when
// there is none.
func (s *State) Activity() (a Activity, ok bool) {
	if len(s.Activities) == 0 {
		return Activity{}, false
	}
	return s.Activities[0], true
}

// Empty reports whether the document says nothing, as it is published into the
// containers of those who are to see nothing.
func (s *State) Empty() bool { return !s.Availability.Set && len(s.Activities) == 0 }

// state describes the documents of state (category schemas 3.12).
func state() schema.Schema {
	const page = "state-category-instance-value-elements"
	zoned := []string{string(MachineState), string(AggregateState), string(AggregateMachineState)}
	meeting := []string{string(CalendarState), string(AggregateState), string(AggregateMachineState)}
	return schema.Schema{
		Name: "state", Roots: []string{"state"}, Space: prefix + "state", Version: true, Flags: schema.Open | schema.Ordered | schema.Blank,
		Doc:    "availability and activity, of a user, a machine, a calendar, a phone, or all of them",
		Source: page, New: func() any { return &State{} },
		Types: []string{
			string(UserState), string(MachineState), string(PhoneState), string(CalendarState), string(AggregateState), string(AggregateMachineState),
		},
		Rows: append(append(stateBase(), activity()...), []schema.Row{
			{Path: "@uri", Only: []string{string(PhoneState), string(CalendarState)}, Type: schema.URI(),
				Keep: schema.At(func(s *State) any { return &s.URI }), Doc: "of a phone its number, of a calendar the mail address", Source: "state-element_1, state-element_3"},
			{Path: "@lastActive", Only: []string{string(AggregateState)}, Type: schema.DateTime(),
				Keep: schema.At(func(s *State) any { return &s.LastActive }), Doc: "when the user was active last", Source: "state-element_4"},
			{Path: "@endpointId", Occurs: schema.Once, Only: []string{string(AggregateMachineState)}, Type: schema.GUID(),
				Keep: schema.At(func(s *State) any { return &s.EndpointID }), Doc: "the most active endpoint", Source: "state-element_5"},
			{Path: "endpointLocation", Type: schema.Enum("endpointLocationEnumEx", false), Keep: schema.At(func(s *State) any { return &s.EndpointLocation }),
				Doc: "office, mobile, home, none, or any text; may be empty", Source: "state-endpointlocation-element"},
			{Path: "extension", Flags: schema.AnyChild, Doc: "anything, of an application's own", Source: "state-extension-element"},
			{Path: "meetingSubject", Only: meeting, Flags: schema.AnyAttr, Rows: localized(),
				Keep: schema.In(func(s *State) *Localized { return &s.MeetingSubject }), Doc: "subject of the meeting; may be empty", Source: "state-meetingsubject-element"},
			{Path: "meetingLocation", Only: meeting, Flags: schema.AnyAttr, Rows: localized(),
				Keep: schema.In(func(s *State) *Localized { return &s.MeetingLocation }), Doc: "place of the meeting", Source: "state-meetinglocation-element"},
			{Path: "timeZoneBias", Only: zoned, Layer: 1, Type: schema.Long("xs:long"), Keep: schema.At(func(s *State) any { return &s.TimeZoneBias }),
				Doc: "minutes: UTC is local time plus the bias", Source: "state-timezonebias-element"},
			{Path: "timeZoneName", Only: zoned, Layer: 1, Type: schema.String(), Keep: schema.At(func(s *State) any { return &s.TimeZoneName }),
				Doc: "name of the time zone", Source: "state-timezonename-element"},
			{Path: "timeZoneAbbreviation", Only: zoned, Layer: 1, Type: schema.String(), Keep: schema.At(func(s *State) any { return &s.TimeZoneAbbreviation }),
				Doc: "short name of the time zone; on the wire the same as the name", Source: "state-timezoneabbreviation-element"},
			{Path: "device", Only: zoned, Layer: 1, Type: schema.Enum("deviceTypeEnumEx", false, "computer", "deskphone", "mobile", "web"),
				Keep: schema.At(func(s *State) any { return &s.Device }), Doc: "what sort of device it is", Source: "state-device-element"},
		}...),
	}
}

// stateBase is what every type of state has, and begins with.
func stateBase() []schema.Row {
	const page = "state-category-instance-value-elements"
	return []schema.Row{
		{Path: "@type", Occurs: schema.Once, Space: schema.InstanceSpace, Type: schema.Token(), Keep: schema.At(func(s *State) any { return (*string)(&s.Type) }),
			Doc: "which type of state it is; without prefix", Source: page},
		{Path: "@manual", Type: schema.Boolean(), Keep: schema.At(func(s *State) any { return &s.Manual }), Doc: "the user chose it", Source: page},
		{Path: "@startTime", Type: schema.DateTime(), Keep: schema.At(func(s *State) any { return &s.StartTime }), Doc: "from when on it holds", Source: page},
		{Path: "availability", Type: schema.UnsignedInt(), Keep: schema.At(func(s *State) any { return &s.Availability }),
			Means: schema.Meaning(func(s *State) string { return className(s.Availability) }), Doc: "how available, as a number", Source: "state-availability-element"},
	}
}

// activity is the rows of an activity (category schemas 3.12.2).
func activity() []schema.Row {
	const page = "state-activity-element"
	return []schema.Row{
		{Path: "activity", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(s *State) *[]Activity { return &s.Activities }),
			Doc: "what the user does; the first is the one that is shown", Source: page},
		{Path: "activity/@token", Type: schema.Enum("activityTokenEnumEx", false, activityTokens()...), Keep: schema.At(func(a *Activity) any { return &a.Token }),
			Doc: "what it is; letter case matters", Source: page},
		{Path: "activity/@minAvailability", Type: schema.UnsignedInt(), Keep: schema.At(func(a *Activity) any { return &a.Min }),
			Doc: "shown from this availability on; 0 when absent", Source: page},
		{Path: "activity/@maxAvailability", Type: schema.UnsignedInt(), Keep: schema.At(func(a *Activity) any { return &a.Max }),
			Doc: "shown up to this availability; without end when absent", Source: page},
		{Path: "activity/custom", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(func(a *Activity) *[]Localized { return &a.Custom }),
			Doc: "what to show instead, one for each language", Source: page},
	}
}

// activityTokens is the names of the tokens that are known.
func activityTokens() (names []string) {
	for _, t := range Tokens() {
		names = append(names, t.Name)
	}
	return names
}

// dndState describes the documents of dndState (category schemas 3.6): states of a user
// with nothing but an availability, or blank.
func dndState() schema.Schema {
	return schema.Schema{
		Name: "dndState", Roots: []string{"state"}, Space: prefix + "state", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "whether the user wants not to be disturbed", Source: "dndstate-category-instance-value-element", New: func() any { return &State{} },
		Types: []string{string(UserState)},
		Rows:  stateBase(),
	}
}

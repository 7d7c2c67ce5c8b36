package category

import "time"

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
	Type             StateType // "" when the document names none.
	Manual           bool      // The user chose it.
	HasAvailability  bool
	Availability     uint32 // 0 when absent or unreadable; see HasAvailability.
	Activities       []Activity
	EndpointLocation string
	Device           string // computer, deskphone, mobile, web, or another word.
	MeetingSubject   string
	MeetingLocation  string
	TimeZoneBias     string // Minutes as sent: UTC is local time plus the bias.
	TimeZoneName     string
	URI              string    // Phone and calendar states.
	EndpointID       string    // Aggregate machine states: the most active endpoint, as sent.
	StartTime        time.Time // Zero when absent.
	LastActive       time.Time // Zero when absent; aggregate states.
}

// Activity refines an availability, as long as the availability is within its
// bounds.
type Activity struct {
	Token  string // Case matters; "" when there is only custom text.
	Custom string // The first custom text, "" when there is none.
	HasMin bool
	HasMax bool
	Min    uint32 // 0 when absent (state-activity-element).
	Max    uint32 // Unbounded when absent; see HasMax.
}

// Admits reports whether the activity may stand beside that availability
// (MS-PRES 3.8.5.1.2.3).
func (a Activity) Admits(availability uint32) bool {
	return availability >= a.Min && (!a.HasMax || availability <= a.Max)
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
func (s *State) Empty() bool { return !s.HasAvailability && len(s.Activities) == 0 }

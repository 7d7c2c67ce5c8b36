package category

import (
	"strings"
	"time"

	"prescap/decode/xmlscan"
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

// known reports whether a type is one of the six.
func (t StateType) known() bool {
	switch t {
	case UserState, MachineState, PhoneState, CalendarState, AggregateState, AggregateMachineState:
		return true
	}
	return false
}

// The elements of a state that may be there once.
const (
	seenAvailability = 1 << iota
	seenLocation
	seenDevice
	seenSubject
	seenMeetingLocation
	seenBias
	seenZone
)

// state reads a document whose root is state (category schemas 3.12). Which
// elements belong to which type is not its business.
func (r *Reader) state(el *xmlscan.Element) Value {
	s := &State{}
	r.stateAttributes(s, el)
	r.activities = r.activities[:0]
	seen, activities := 0, 0
	for el := range r.scan.Children() {
		switch el.Local {
		case "availability":
			if r.once(&seen, seenAvailability, el) {
				at := el.Offset
				s.Availability, s.HasAvailability = r.number(r.scan.Text(), at, r.root, "availability")
			}
		case "activity":
			if r.own(el, r.root) {
				if activities++; !r.limit(activities-1, el, r.root) {
					r.activities = append(r.activities, r.activity(el, activities))
				}
			}
		case "endpointLocation":
			if r.once(&seen, seenLocation, el) {
				s.EndpointLocation = r.word()
			}
		case "device":
			if r.once(&seen, seenDevice, el) {
				s.Device = r.word()
			}
		case "meetingSubject":
			if r.once(&seen, seenSubject, el) {
				s.MeetingSubject = r.word()
			}
		case "meetingLocation":
			if r.once(&seen, seenMeetingLocation, el) {
				s.MeetingLocation = r.word()
			}
		case "timeZoneBias":
			if r.once(&seen, seenBias, el) {
				s.TimeZoneBias = r.word()
			}
		case "timeZoneName":
			if r.once(&seen, seenZone, el) {
				s.TimeZoneName = r.word()
			}
		case "delimiter", "end":
			r.layer(el)
		}
	}
	if len(r.activities) > 0 {
		s.Activities = append(make([]Activity, 0, len(r.activities)), r.activities...)
	}
	return s
}

// stateAttributes reads the attributes of state.
func (r *Reader) stateAttributes(s *State, el *xmlscan.Element) {
	typed := false
	for i := range el.Attrs {
		a := &el.Attrs[i]
		if a.Local == "type" && (a.Space == xsiSpace || a.Space == "" && !typed) {
			r.stateType(s, a)
			typed = a.Space == xsiSpace
			continue
		}
		if a.Space != "" {
			continue
		}
		switch a.Local {
		case "manual":
			s.Manual = r.boolean(a.Value, a.Offset, r.root, "@manual")
		case "uri":
			s.URI = r.words.Of(a.Value)
		case "endpointId":
			s.EndpointID = r.words.Of(a.Value)
		case "startTime":
			s.StartTime = r.time(a, r.root)
		case "lastActive":
			s.LastActive = r.time(a, r.root)
		}
	}
	if !typed {
		r.flaw(DefectNoType, el.Offset, r.root, "no xsi:type")
	}
}

// stateType reads an xsi:type. Without prefix it is a type of state, whatever the
// default namespace.
func (r *Reader) stateType(s *State, a *xmlscan.Attr) {
	qname := trim(a.Value)
	space, local := r.want, qname
	if strings.IndexByte(qname, ':') >= 0 {
		space, local, _ = r.scan.Resolve(qname)
	}
	s.Type = typeOf(local)
	if s.Type == "" {
		s.Type = StateType(r.words.Of(local))
	}
	if !s.Type.known() || space != r.want && space != r.space {
		r.flaw(DefectType, a.Offset, r.root+"/@type", "expected a type of state, found "+quote(a.Value))
	}
}

// typeOf returns a type that is known, "" when it is not.
func typeOf(local string) StateType {
	switch local {
	case string(UserState):
		return UserState
	case string(MachineState):
		return MachineState
	case string(PhoneState):
		return PhoneState
	case string(CalendarState):
		return CalendarState
	case string(AggregateState):
		return AggregateState
	case string(AggregateMachineState):
		return AggregateMachineState
	}
	return ""
}

// activity reads the activity of that number (category schemas 3.12.2).
func (r *Reader) activity(el *xmlscan.Element, n int) Activity {
	a := Activity{}
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "token":
			a.Token = r.words.Of(trim(at.Value))
		case "minAvailability":
			if v, ok := ParseNumber(at.Value); ok {
				a.Min, a.HasMin = v, true
			} else {
				r.number(at.Value, at.Offset, numbered(r.root+"/activity", n), "@minAvailability")
			}
		case "maxAvailability":
			if v, ok := ParseNumber(at.Value); ok {
				a.Max, a.HasMax = v, true
			} else {
				r.number(at.Value, at.Offset, numbered(r.root+"/activity", n), "@maxAvailability")
			}
		}
	}
	for el := range r.scan.Children() {
		if el.Local == "custom" && a.Custom == "" && el.Space != commonSpace {
			a.Custom = r.word()
		}
	}
	return a
}

package presence

import "prescap/decode/category"

// InstanceClass says what instances of a category with an id from First to Last
// are. Of most ids only the first digit says something: the rest is a hash, or what
// SIPE puts in its place, and is not to be computed again (category schemas 4.4).
type InstanceClass struct {
	Category    Name
	First, Last uint32
	Name        string             // For people, short: "userState, timed". That of the category when it has one class.
	State       category.StateType // Of category state: the xsi:type that goes with the id.
	Meaning     string             // One line.
	Source      string             // The page, or the part of the reference.
}

// InstanceClassOf returns the class of an instance. It is the zero InstanceClass,
// whose name is "", where nothing is known: of categories without ids of meaning, and
// of ids that no source has.
func InstanceClassOf(c Name, instance uint32) InstanceClass {
	for r := range InstanceClasses {
		if r.Category == c && r.First <= instance && instance <= r.Last {
			return r
		}
	}
	return InstanceClass{}
}

// The pages that the classes rest on.
const (
	pageIDs       = "presence-data-source-and-category-instance-id"
	pageBehaviors = "publication-behaviors-of-category-instances"
	pageRouting   = "routing-category-instance-value-element"
	pageMWI       = "mwi-category-instance-value-element"
	byNibble      = "category schemas 4.4"
)

// InstanceClasses goes through the classes, by category; of one category, single ids before
// ranges. Of those that overlap the first counts. Where sources differ the class is
// wide enough for all of them, and its meaning says so.
func InstanceClasses(yield func(InstanceClass) bool) {
	const (
		aggregate = category.AggregateState
		machines  = category.AggregateMachineState
		user      = category.UserState
		machine   = category.MachineState
		calendar  = category.CalendarState
		phone     = category.PhoneState
	)
	for _, c := range [...]InstanceClass{
		{"state", 0, 0, "aggregateState, static", aggregate, "of a user who is signed out, or blocked: container 32000", pageBehaviors},
		{"state", 1, 1, "aggregateState", aggregate, "what the server makes of all states of the user; in container 32000 by one page too", pageBehaviors},
		{"state", 0x10000000, 0x10000000, "aggregateMachineState", machines, "the most active machine; one page prints a digit too many", pageBehaviors},
		{"state", 0x20000000, 0x20000000, "userState", user, "chosen by the user, until the user chooses again", pageIDs},
		{"state", 0x24000000, 0x24000000, "userState, timed", user, "chosen by the user, busy or do not disturb, for a day at most", pageIDs},
		{"state", 0x00000002, 0x0fffffff, "aggregateState", aggregate, "by its first digit; no page has such an id", byNibble},
		{"state", 0x10000001, 0x1fffffff, "aggregateMachineState", machines, "by its first digit; no page has such an id", byNibble},
		{"state", 0x20000001, 0x2fffffff, "userState", user, "by its first digit; no page has such an id", byNibble},
		{"state", 0x30000000, 0x3fffffff, "machineState", machine, "one device, as it is used", pageIDs},
		{"state", 0x40000000, 0x4fffffff, "calendarState, meeting", calendar, "in a meeting by the calendar; pages disagree on what ends it", pageIDs},
		{"state", 0x50000000, 0x5fffffff, "calendarState, OOF meeting", calendar, "out of office by the calendar; on no other page", pageIDs},
		{"state", 0x60000000, 0x6fffffff, "calendarState, OOF message", calendar, "out of office by automatic replies", pageIDs},
		{"state", 0x70000000, 0x7fffffff, "phoneState, RCC call", phone, "a call on a desk phone that the client controls", pageIDs},
		{"state", 0x80000000, 0x8fffffff, "phoneState, VoIP call", phone, "a call over the network", pageIDs},
		{"state", 0x90000000, 0x9fffffff, "phoneState, PSTN call", phone, "a call over the public telephone network", pageIDs},

		{"note", 0, 0, "personal note", "", "what the user wants to tell", pageIDs},
		{"note", 0x40000000, 0x7fffffff, "OOF note", "", "of automatic replies, static or timed alike; by the page up to 0x4fffffff, SIPE has others", pageIDs},

		{"calendarData", 0, 0, "working hours", "", "from the calendar", pageIDs},
		{"calendarData", 0x40000000, 0x7fffffff, "free/busy", "", "times from the calendar", pageIDs},

		{"contactCard", 0, 0, "identity", "", "name and address from the directory, by the server", pageIDs},
		{"contactCard", 1, 1, "phones", "", "phones that the user entered", pageIDs},
		{"contactCard", 2, 2, "addresses", "", "work and home address", pageIDs},
		{"contactCard", 3, 3, "address book", "", "title, company, office and phones from the address book", pageIDs},
		{"contactCard", 4, 4, "voice mail", "", "data of server applications: the URL of voice mail", pageIDs},
		{"contactCard", 5, 5, "presentity", "", "kind and description of the presentity", pageIDs},
		{"contactCard", 6, 6, "title, office, photo", "", "of the user", pageIDs},

		{"routing", 0, 0, "general", "", "what becomes of calls of the members of the container; to 32000, that they are blocked", pageRouting},
		{"routing", 1, 1, "breakthrough", "", "what lets calls of the members of container 400 through", pageRouting},

		{"otherOptions", 0, 0, "permissions", "", "what is published and archived", pageBehaviors},
		{"otherOptions", 1, 1, "timestamps", "", "when voice mail and missed conversations were last looked at", pageBehaviors},
		{"otherOptions", 2, 2, "privacy", "", "privacy mode", pageBehaviors},

		{"device", 0, 0xffffffff, "device", "", "one signed-in endpoint; any id", pageIDs},
		{"services", 0, 0, "services", "", "what the user can do, wherever signed in", pageIDs},
		{"legacyInterop", 1, 1, "legacyInterop", "", "the aggregate state of the container, for older clients", pageBehaviors},
		{"alerts", 0, 0, "alerts", "", "options for alerts", pageBehaviors},
		{"dndState", 0, 0, "dndState", "", "whether the user wants not to be disturbed", pageBehaviors},
		{"mwi", 0, 0, "mwi", "", "whether voice mail waits", pageMWI},
		{"userInformation", 0, 0, "userInformation", "", "phones of the user and how calls are handled", pageBehaviors},
		{"userProperties", 0, 0, "userProperties", "", "lines and telephony mode", pageBehaviors},
		{"workingHours", 0, 0, "workingHours", "", "working hours for the routing of calls", pageBehaviors},
	} {
		if !yield(c) {
			return
		}
	}
}

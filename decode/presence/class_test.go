package presence

import (
	"strings"
	"testing"

	"prescap/decode/category"
)

// The ids that the references give, in decimal as on the wire and as pages print
// them, and those at the edges of each range (category schemas 4.4, wire reference
// 8, enhanced presence 4.1 and appendix C).
func TestInstanceClassOf(t *testing.T) {
	for _, c := range []struct {
		category Name
		instance uint32
		name     string
	}{
		{"state", 0, "aggregateState, static"},
		{"state", 1, "aggregateState"},
		{"state", 2, "aggregateState"},
		{"state", 268435455, "aggregateState"},
		{"state", 268435456, "aggregateMachineState"},
		{"state", 268435457, "aggregateMachineState"},
		{"state", 536870912, "userState"},
		{"state", 603979775, "userState"},
		{"state", 603979776, "userState, timed"},
		{"state", 603979777, "userState"},
		{"state", 805306367, "userState"},
		{"state", 805306368, "machineState"},
		{"state", 945175315, "machineState"},  // Page sample.
		{"state", 926460663, "machineState"},  // SIPE.
		{"state", 1064393619, "machineState"}, // SIPE, real traffic.
		{"state", 1073741823, "machineState"},
		{"state", 1073741824, "calendarState, meeting"},
		{"state", 1339299275, "calendarState, meeting"}, // SIPE.
		{"state", 1342177280, "calendarState, OOF meeting"},
		{"state", 1610612735, "calendarState, OOF meeting"},
		{"state", 1610612736, "calendarState, OOF message"},
		{"state", 1879048192, "phoneState, RCC call"},
		{"state", 2147483648, "phoneState, VoIP call"},
		{"state", 0x898E1BEB, "phoneState, VoIP call"}, // Page sample.
		{"state", 2415919104, "phoneState, PSTN call"},
		{"state", 2684354559, "phoneState, PSTN call"},
		{"state", 2684354560, ""},
		{"state", 0xffffffff, ""},
		{"note", 0, "personal note"},
		{"note", 1, ""},
		{"note", 0x3fffffff, ""},
		{"note", 0x40000000, "OOF note"},
		{"note", 2135971629, "OOF note"}, // SIPE.
		{"note", 0x80000000, ""},
		{"calendarData", 0, "working hours"},
		{"calendarData", 1, ""},
		{"calendarData", 1073741824, "free/busy"},
		{"calendarData", 2147483647, "free/busy"},
		{"calendarData", 2147483648, ""},
		{"contactCard", 0, "identity"},
		{"contactCard", 1, "phones"},
		{"contactCard", 2, "addresses"},
		{"contactCard", 3, "address book"},
		{"contactCard", 4, "voice mail"},
		{"contactCard", 5, "presentity"},
		{"contactCard", 6, "title, office, photo"},
		{"contactCard", 7, ""},
		{"routing", 0, "general"},
		{"routing", 1, "breakthrough"},
		{"routing", 2, ""},
		{"otherOptions", 0, "permissions"},
		{"otherOptions", 1, "timestamps"},
		{"otherOptions", 2, "privacy"},
		{"otherOptions", 3, ""},
		{"device", 0, "device"},
		{"device", 362747835, "device"},
		{"device", 0xffffffff, "device"},
		{"services", 0, "services"},
		{"services", 1, ""},
		{"legacyInterop", 0, ""},
		{"legacyInterop", 1, "legacyInterop"},
		{"dndState", 0, "dndState"},
		{"dndState", 1, ""},
		{"noteHistory", 0, ""}, // No page says.
		{"rccOptions", 0, ""},
		{"contacts", 0, ""},
		{"State", 0, ""}, // Names are what they are.
		{"", 0, ""},
	} {
		if got := InstanceClassOf(c.category, c.instance).Name; got != c.name {
			t.Errorf("%s/%d is %q, want %q", c.category, c.instance, got, c.name)
		}
	}
}

// The first digit of the id of a state says its type (category schemas 4.4).
func TestStateTypeOfInstance(t *testing.T) {
	want := [16]category.StateType{
		category.AggregateState, category.AggregateMachineState, category.UserState, category.MachineState,
		category.CalendarState, category.CalendarState, category.CalendarState,
		category.PhoneState, category.PhoneState, category.PhoneState,
	}
	for nibble, typ := range want {
		for _, rest := range []uint32{0, 1, 2, 0x04000000, 0x0fffffff} {
			id := uint32(nibble)<<28 | rest
			if got := InstanceClassOf("state", id).State; got != typ {
				t.Errorf("state/%#x is %q, want %q", id, got, typ)
			}
		}
	}
}

// Every class can be met, and says what it is.
func TestInstanceClasses(t *testing.T) {
	closed := map[Name]bool{}
	last := Name("")
	for c := range InstanceClasses {
		if c.Category != last && closed[c.Category] {
			t.Errorf("%s is in two places", c.Category)
		}
		closed[c.Category], last = true, c.Category
		if c.First > c.Last || c.Name == "" || c.Meaning == "" || c.Source == "" || strings.ContainsAny(c.Meaning, "\n") {
			t.Errorf("%+v", c)
		}
		if (c.State != "") != (c.Category == "state") || !strings.HasPrefix(c.Name, string(c.State)) {
			t.Errorf("%s: type %q", c.Name, c.State)
		}
		if InstanceClassOf(c.Category, c.First) != c && InstanceClassOf(c.Category, c.Last) != c {
			t.Errorf("%s from %#x to %#x is hidden by what comes before", c.Category, c.First, c.Last)
		}
	}
	if n := testing.AllocsPerRun(10, func() { InstanceClassOf("workingHours", 0) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkInstanceClassOf(b *testing.B) {
	for b.Loop() {
		if InstanceClassOf("state", 0x90000000).Name == "" {
			b.Fatal("no class")
		}
	}
}

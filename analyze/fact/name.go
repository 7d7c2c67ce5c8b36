package fact

import (
	"fmt"

	"prescap/decode/category"
	"prescap/decode/presence"
)

// NameOf names what a category instance is, for people: its category, and of a state
// which one, with the instance where a user may have several: "user state", "machine
// state 378c0408", "note". The value may be nil.
func NameOf(k presence.InstanceKey, v category.Value) string {
	if k.Category != "state" {
		return string(k.Category)
	}
	s, _ := v.(*category.State)
	if s == nil {
		return fmt.Sprintf("state %08x", k.Instance)
	}
	switch s.Type {
	case category.UserState:
		return "user state"
	case category.MachineState:
		return fmt.Sprintf("machine state %08x", k.Instance)
	case category.CalendarState:
		return fmt.Sprintf("calendar state %08x", k.Instance)
	case category.PhoneState:
		return fmt.Sprintf("phone state %08x", k.Instance)
	case category.AggregateState:
		return "aggregate"
	case category.AggregateMachineState:
		return "aggregate machine state"
	}
	return fmt.Sprintf("state %08x", k.Instance)
}

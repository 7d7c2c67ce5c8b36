package timeline

import (
	"prescap/analyze/fact"
	"prescap/decode/category"
)

// Presence is what a state says of somebody, as one glance shows it.
type Presence uint8

// The presences. Each has a letter of its own, for those who see no colours.
const (
	None Presence = iota // No state, or one without availability.
	Available
	Inactive
	Busy
	BusyInactive
	DoNotDisturb
	BeRightBack
	Away
	Offline
	Undefined // An availability that means nothing.

	// Presences is how many there are.
	Presences
)

// Letter returns the letter of a presence: A, I, B, b, D, R, W, O, ?, and a space for
// None.
func (p Presence) Letter() byte { return " AIBbDRWO?"[p] }

// String returns the word for it; "" for None.
func (p Presence) String() string {
	return [...]string{"", "available", "inactive", "busy", "busy, inactive", "do not disturb", "be right back", "away", "offline", "undefined"}[p]
}

// presenceOf returns what a value says. The value may be nil.
func presenceOf(v *fact.Version) Presence {
	if v == nil {
		return None
	}
	s, ok := v.Value.(*category.State)
	if !ok || !s.Availability.Set {
		return None
	}
	switch category.ClassOf(s.Availability.N) {
	case category.Available:
		return Available
	case category.Inactive:
		return Inactive
	case category.Busy:
		return Busy
	case category.BusyInactive:
		return BusyInactive
	case category.DoNotDisturb:
		return DoNotDisturb
	case category.BeRightBack:
		return BeRightBack
	case category.Away:
		return Away
	case category.Offline:
		return Offline
	}
	return Undefined
}

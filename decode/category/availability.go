package category

// Class is a range of availability numbers that people see as one word
// (parsing-lync-published-category-instances).
type Class uint8

// The classes, from most to least available.
const (
	Undefined    Class = iota // 0 to 2999.
	Available                 // 3000 to 4499.
	Inactive                  // 4500 to 5999: available, idle.
	Busy                      // 6000 to 7499.
	BusyInactive              // 7500 to 8999: busy, idle.
	DoNotDisturb              // 9000 to 11999.
	BeRightBack               // 12000 to 14999.
	Away                      // 15000 to 17999.
	Offline                   // 18000 and more.
)

// ClassOf returns the class of an availability number.
func ClassOf(availability uint32) Class {
	switch {
	case availability < 3000:
		return Undefined
	case availability < 4500:
		return Available
	case availability < 6000:
		return Inactive
	case availability < 7500:
		return Busy
	case availability < 9000:
		return BusyInactive
	case availability < 12000:
		return DoNotDisturb
	case availability < 15000:
		return BeRightBack
	case availability < 18000:
		return Away
	}
	return Offline
}

// String returns the word for people.
func (c Class) String() string {
	return [...]string{"undefined", "available", "inactive", "busy", "busy (inactive)",
		"do not disturb", "be right back", "away", "offline"}[c]
}

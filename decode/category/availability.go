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

// Range is the numbers of a class.
type Range struct {
	Class       Class
	First, Last uint32
	Canonical   uint32 // What clients publish for it; 0 where there is no such number.
	Also        string // Other numbers that were seen, one line.
}

// Ranges lists the classes with their numbers, in their order
// (parsing-lync-published-category-instances, introducing-enhanced-presence; category
// schemas 4.3).
func Ranges() []Range {
	return []Range{
		{Undefined, 0, 2999, 0, "one page has them as available (register of disagreements D12)"},
		{Available, 3000, 4499, 3500, ""},
		{Inactive, 4500, 5999, 5000, "4500 in samples"},
		{Busy, 6000, 7499, 6500, "6900 for urgent interruptions only, 7000 in a conference"},
		{BusyInactive, 7500, 8999, 7500, ""},
		{DoNotDisturb, 9000, 11999, 9500, "9000 while presenting"},
		{BeRightBack, 12000, 14999, 12500, ""},
		{Away, 15000, 17999, 15500, ""},
		{Offline, 18000, 1<<32 - 1, 18500, "18000 from UCMA"},
	}
}

package document

import "prescap/decode/category"

// AvailabilityClass says in words what an aggregate availability means (MS-SIP 2.2.1).
// The higher the number, the more available somebody is; above 399 there is no class.
func AvailabilityClass(n uint32) string {
	switch {
	case n < 100:
		return "cannot receive calls"
	case n < 200:
		return "maybe online"
	case n < 300:
		return "device connected"
	case n < 400:
		return "near a device"
	}
	return ""
}

// ActivityClass says in words what an aggregate activity means (MS-SIP 2.2.1); "" above
// 999.
func ActivityClass(n uint32) string {
	switch {
	case n < 100:
		return "not known"
	case n < 150, n >= 700 && n < 800:
		return "away"
	case n < 200:
		return "out to lunch"
	case n < 300:
		return "idle"
	case n < 400:
		return "be right back"
	case n < 500, n >= 800 && n < 1000:
		return "active"
	case n < 600:
		return "in a session"
	case n < 700:
		return "busy"
	}
	return ""
}

// Grade says how good an Enhanced is, by the marks of the wire reference 0.1.
type Grade string

// The grades. The server's own table was never published.
const (
	GradeSIPE     Grade = "S" // The pair is in the tables of SIPE.
	GradeInferred Grade = "I" // It follows from the classes.
)

// Enhanced is what a legacy availability and activity are in the numbers of enhanced
// presence (wire reference 11.2). Busy may as well be its idle variant or do not disturb,
// and away may be off work: legacy numbers do not tell these apart.
type Enhanced struct {
	Availability uint32 // The one that clients publish for its class.
	Token        string // The activity that refines it; "" when there is none.
	Grade        Grade
}

// Class returns the class of the availability.
func (e Enhanced) Class() category.Class { return category.ClassOf(e.Availability) }

// EnhancedOf maps a legacy availability and activity. ok is false where nothing is known
// of the activity of somebody who can be reached, and above 999.
func EnhancedOf(availability, activity uint32) (e Enhanced, ok bool) {
	exact := availability == 300
	switch {
	case availability >= 1000 || activity >= 1000:
		return Enhanced{}, false
	case availability < 100:
		e.Availability, exact = 18500, availability == 0 && (activity == 0 || activity == 100)
	case activity < 100:
		return Enhanced{}, false
	case activity < 200, activity >= 700 && activity < 800:
		e.Availability, exact = 15500, exact && activity == 100
	case activity < 300:
		e.Availability, exact = 5000, false
	case activity < 400:
		e.Availability, exact = 12500, exact && activity == 300
	case activity < 500, activity >= 800:
		e.Availability, exact = 3500, exact && activity == 400
	case activity < 600:
		e.Availability, e.Token, exact = 6500, "on-the-phone", exact && activity == 500
	default:
		e.Availability, exact = 6500, exact && activity == 600
	}
	if e.Grade = GradeInferred; exact {
		e.Grade = GradeSIPE
	}
	return e, true
}

package category

// Token is a word that refines an availability, as the pages have it. The set is
// open, and letter case matters (state-activity-element; category schemas 3.12.2).
type Token struct {
	Name         string
	Text         string // What clients show for it; "" where no page says.
	Availability uint32 // That it goes with; 0 when there is none.
	Min, Max     uint32 // The bounds that it is published with; 0 when there is none.
	Meaning      string // One line.
	Source       string
}

// Tokens lists the tokens that are known.
func Tokens() []Token {
	const (
		page = "state-activity-element"
		ucma = "UCMA PresenceState"
	)
	return []Token{
		{"on-the-phone", "In a call", 6500, 6500, 8999, "in a call, by a phone state; one page shows it as \"On the phone\"", page},
		{"in-a-conference", "In a conference", 7000, 7000, 8999, "in a conference, by a phone state", page},
		{"in-a-meeting", "In a meeting", 6500, 6500, 8999, "in a meeting, by a calendar state", page},
		{"out-of-office", "Out of office", 0, 12000, 0, "out of office, by a calendar state, which has no availability", page},
		{"urgent-interruptions-only", "Urgent interruptions only", 6900, 6900, 8999, "what those in container 3 and 300 see of do not disturb", page},
		{"off-work", "Off work", 0, 0, 0, "a form of away, with custom text", page},
		{"in-presentation", "Presenting", 9000, 9000, 11999, "a form of do not disturb, with custom text", page},
		{"online", "", 0, 0, 0, "available, from UCMA", ucma},
		{"idle", "", 0, 0, 0, "inactive, from UCMA", ucma},
		{"busy", "", 0, 0, 0, "busy, from UCMA", ucma},
		{"away", "", 0, 0, 0, "away, from UCMA", ucma},
		{"be-right-back", "", 0, 0, 0, "be right back, from UCMA", ucma},
	}
}

package rule

import "prescap/analyze/fact"

// Area is what a rule is about; it begins the rule's ID.
type Area string

// The areas.
const (
	CAP Area = "CAP" // The capture itself: loss, framing, what could not be read.
	SIP Area = "SIP" // Headers, transactions, authentication.
	CMP Area = "CMP" // Compression.
	REG Area = "REG" // Registration, endpoints, keep-alive.
	PUB Area = "PUB" // Life cycle of publications: versions, conflicts.
	DOC Area = "DOC" // Envelopes and category documents.
	PLC Area = "PLC" // Placement: what may be published where, by whom.
	GRM Area = "GRM" // Publication grammar, privacy mode.
	AGG Area = "AGG" // Aggregation and what follows from it.
	SUB Area = "SUB" // Subscriptions.
	NTF Area = "NTF" // Notifications.
	CNT Area = "CNT" // Container membership.
)

// Areas lists the areas with what they are about, in the order of reports.
func Areas() []struct {
	Area Area
	Doc  string
} {
	return []struct {
		Area Area
		Doc  string
	}{
		{CAP, "the capture itself"},
		{SIP, "SIP headers and transactions"},
		{CMP, "compression"},
		{REG, "registration and endpoints"},
		{PUB, "life cycle of publications"},
		{DOC, "envelopes and category documents"},
		{PLC, "placement of publications"},
		{GRM, "publication grammar"},
		{AGG, "aggregation"},
		{SUB, "subscriptions"},
		{NTF, "notifications"},
		{CNT, "container membership"},
	}
}

// Severity is how much a finding matters.
type Severity uint8

// The severities, in rising order.
const (
	Info Severity = iota
	Warning
	Error
)

// String returns "info", "warning" or "error".
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Certainty says whether a finding follows from what was seen, or only may.
type Certainty uint8

// The certainties.
const (
	Certain Certainty = iota
	Possible
)

// String returns "certain" or "possible".
func (c Certainty) String() string { return [...]string{"certain", "possible"}[c] }

// Status says how settled a rule is.
type Status uint8

// The statuses.
const (
	Stable Status = iota
	Experimental
)

// String returns "stable" or "experimental".
func (s Status) String() string { return [...]string{"stable", "experimental"}[s] }

// Needs is a set of things that must have been seen of a subject: the absence of
// the reasons of fact.Knowledge that stand at the same place.
type Needs = fact.Knowledge

// What a rule can need or want.
const (
	FromStart      Needs = fact.JoinedLate  // The connection from its first packet on.
	NoLoss         Needs = fact.Lossy       // No missing bytes that could concern the subject.
	BothDirections Needs = fact.OneSided    // Both directions of the connection.
	Readable       Needs = fact.Undecrypted // Nothing unreadable that could concern the subject.
	Baseline       Needs = fact.NoBaseline  // The server's word about what there was before.
	InOrder        Needs = fact.Disordered  // Both directions in the order in which they were sent.
)

// NeedNames names the needs, by their place.
func NeedNames() [fact.Reasons]string {
	return [fact.Reasons]string{"the connection from its start", "no missing bytes", "both directions", "nothing encrypted", "what there was before", "both directions in order"}
}

// Tier is how much a source is worth, from 1 (a specification) to 7 (hearsay).
type Tier uint8

// Citation is a source that a rule rests on.
type Citation struct {
	Doc     string // MS-PRES, RFC 6665, or a product page's name.
	Section string // "3.8.5.1.2.3"; "" for a page.
	Tier    Tier   // 1 to 7; see RULES.md.
	Row     string // Of the project's own list of candidate rules: PUB-07. Not shown to users.
}

// String returns the source as one cites it: "MS-PRES 3.8.5.1.2.3".
func (c Citation) String() string {
	if c.Section == "" {
		return c.Doc
	}
	return c.Doc + " " + c.Section
}

// Doc is what a rule tells people.
type Doc struct {
	Symptom  string // What users notice.
	Bad      string // On the wire, when it is wrong: a few lines.
	Good     string // On the wire, when it is right.
	Fix      string // What to do.
	Harmless string // When it is no trouble although it was found.
}

// Option is a threshold of a rule that users may set.
type Option struct {
	Name    string // kebab-case.
	Default any    // A time.Duration or an int, which also is its type.
	Doc     string // One line.
}

// Rule is one thing that prescap looks for. It is constant: a run keeps what it
// learns in what Watch declares.
type Rule struct {
	ID       string // Area and three digits, never used again: PUB001.
	Name     string // kebab-case: stale-version-republished.
	Title    string // One line, without a full stop.
	Area     Area
	Severity Severity // Of its findings, unless it lowers one.
	Basis    []Citation
	Status   Status
	Since    string // The version of prescap that brought it.
	Doc      Doc
	Needs    Needs // Without these it stays silent, and the case counts as skipped.
	Wants    Needs // Without these it may speak, and says "possible".
	Options  []Option
	Watch    func(*Hooks)
}

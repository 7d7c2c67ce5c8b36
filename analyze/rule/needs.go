package rule

// Needs is a set of things that must have been seen of the subject before a
// rule may speak about it.
type Needs uint8

// What a rule can need.
const (
	WholeDialog    Needs = 1 << iota // The dialog from its first message on.
	Baseline                         // A full self snapshot, or the creation of what is judged.
	BothDirections                   // Both directions of the connections concerned.
	NoLoss                           // No missing bytes that could concern the subject.
	Decrypted                        // Nothing unreadable that could concern the subject.
)

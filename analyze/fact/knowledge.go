package fact

import "strings"

// Knowledge is a set of reasons why the capture may not show everything about
// its subject. The empty set is Whole.
type Knowledge uint8

// Whole: seen from the beginning, both directions, nothing missing.
const Whole Knowledge = 0

// What may be missing.
const (
	JoinedLate  Knowledge = 1 << iota // The capture began after the subject did.
	Lossy                             // Bytes that could concern it are missing.
	OneSided                          // Only one direction was captured.
	Undecrypted                       // Part of it was not readable.
	NoBaseline                        // What was true before is unknown: the server has not told it, as far as was seen.
	Disordered                        // An answer was captured before its request: what its two directions say may have been sent in another order.
)

// Reasons is the number of reasons there are.
const Reasons = 6

// Has reports whether all of the given reasons hold.
func (k Knowledge) Has(reasons Knowledge) bool { return k&reasons == reasons }

// String lists the reasons in words, or says "whole".
func (k Knowledge) String() string {
	if k == Whole {
		return "whole"
	}
	var words []string
	for i, w := range [Reasons]string{"joined late", "bytes missing", "one direction only", "undecrypted", "no baseline", "captured out of order"} {
		if k&(1<<i) != 0 {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// Package pub has the rules about the life cycle of publications: versions,
// conflicts, refusals.
package pub

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		staleVersionRepublished(),
		conflictNotRepaired(),
		staleVersionAccepted(),
		keyPublishedTwice(),
	}
}

// Package cap has the rules about the capture itself: framing, loss, and what could
// not be read.
package cap

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		bodyWithoutLength(),
	}
}

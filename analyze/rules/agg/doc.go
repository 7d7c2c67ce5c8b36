// Package agg has the rules about aggregation: what the server makes of what a user's
// endpoints publish.
package agg

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		activityOutOfBounds(),
		dndNotSplit(),
	}
}

// Package sub has the rules about subscriptions.
package sub

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		subscribeCSeqNotIncreasing(),
	}
}

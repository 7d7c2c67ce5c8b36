// Package rules is the catalogue: the list of the lists of rules, one of each area.
// RULES.md is made of it; go test ./analyze/rules -update writes it.
package rules

import (
	"slices"

	"prescap/analyze/rule"
	"prescap/analyze/rules/pub"
)

// All lists every rule, by area in the order of rule.Areas, then by ID.
func All() []*rule.Rule {
	return slices.Concat(
		pub.Rules(),
	)
}

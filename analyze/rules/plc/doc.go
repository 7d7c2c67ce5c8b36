// Package plc has the rules about placement: which category, with which instance and
// which life, may be published in which container, and by whom.
package plc

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		privateCategoryShared(),
	}
}

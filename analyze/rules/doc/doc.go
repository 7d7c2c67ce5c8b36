// Package doc has the rules about envelopes and category documents: whether they are
// what their schemas and XML ask for.
package doc

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		valueNotWellFormed(),
	}
}

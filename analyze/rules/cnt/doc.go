// Package cnt has the rules about container membership and blocking.
package cnt

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		defaultContainerEdited(),
		blockedWatcherSeesPresence(),
	}
}

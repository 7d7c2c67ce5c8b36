// Package reg has the rules about registration: endpoints, forced sign-out,
// keep-alive.
package reg

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		usedAfterSignOut(),
	}
}

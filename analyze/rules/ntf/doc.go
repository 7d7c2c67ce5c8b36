// Package ntf has the rules about notifications: their order, and what watchers are told.
package ntf

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		benotifyAnswered(),
		notifyCSeqBackwards(),
		ownerOnlyDataTold(),
		notificationWithoutSubscription(),
		notifiedAfterEnd(),
	}
}

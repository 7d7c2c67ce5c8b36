// Package sip has the rules about SIP itself: headers, transactions, authentication.
package sip

import "prescap/analyze/rule"

// Rules lists the rules of the area, by ID.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		requestUnanswered(),
	}
}

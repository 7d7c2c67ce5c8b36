package rules

import (
	"slices"

	"prescap/analyze/rule"
	"prescap/analyze/rules/agg"
	"prescap/analyze/rules/cap"
	"prescap/analyze/rules/cnt"
	"prescap/analyze/rules/doc"
	"prescap/analyze/rules/ntf"
	"prescap/analyze/rules/plc"
	"prescap/analyze/rules/pub"
	"prescap/analyze/rules/reg"
	"prescap/analyze/rules/sip"
	"prescap/analyze/rules/sub"
)

// All lists every rule, by area in the order of rule.Areas, then by ID.
func All() []*rule.Rule {
	return slices.Concat(
		cap.Rules(),
		sip.Rules(),
		reg.Rules(),
		pub.Rules(),
		doc.Rules(),
		plc.Rules(),
		agg.Rules(),
		sub.Rules(),
		ntf.Rules(),
		cnt.Rules(),
	)
}

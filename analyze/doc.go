// Package analyze and the packages below it decide what messages mean.
//
//	pipeline  the one path from a source to ordered items
//	fact      what happened, in context
//	rule      what a rule is, and what it reports
//	timeline  what changed, per presentity
//
// What leaves it is a [View], while a run goes on, and a [Report], at its end.
// Both hold plain display types: nobody who shows them decodes anything.
package analyze

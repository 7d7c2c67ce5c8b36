// Package analyze and the packages below it decide what messages mean.
//
//	pipeline  the one path from a source to ordered items
//	fact      the vocabulary of what happened, in context
//	dialog    items → facts: transactions, subscriptions, copies, what was not seen
//	state     facts → changes: what was published, accepted, and told to whom
//	rule      what a rule is, what it reports, and what it could not look at
//	rules     the catalogue
//	timeline  what changed, per presentity
//	store     the messages themselves, for those who look at them
//	table     bounded memory
//
// An [Analyzer] is all of them wired together, in one goroutine, behind the merge of
// the pipeline. What leaves it is a [View], while a run goes on, and a [Report], at its
// end. Both hold plain display types: nobody who shows them decodes anything.
package analyze

// Package rules is the catalogue: the list of the lists of rules, one of each area.
// RULES.md is made of it; go test ./analyze/rules -update writes it.
package rules

// Package rule says what a rule is and what it reports. A rule judges facts; it
// never decodes and never lays out text. What a rule must have seen before it
// may speak is its [Needs]; the framework checks them, so that silence for lack
// of evidence is counted and never looks like approval.
package rule

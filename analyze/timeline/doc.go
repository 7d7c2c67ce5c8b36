// Package timeline is the log of what changed, per presentity: what became what, when,
// why, and which frames prove it.
//
// A [Log] takes facts and keeps entries in display types: whoever shows them decodes
// nothing. Entries lie on lanes (user state, an endpoint, the aggregate, what a watcher
// sees); what one message changes alike in several containers is one entry.
//
// A Log is bounded: of each presentity it keeps the newest entries, and counts what it
// dropped.
package timeline

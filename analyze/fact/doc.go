// Package fact is the vocabulary of what messages mean in context.
//
// An event (package presence) restates one message. A [Fact] is what dialog and
// state make of it: a publication with its answer, a notification with its
// subscription, an expiry that no message tells of. Rules hook facts, so the
// set is sealed. Facts are plain values; who wants to keep one keeps it.
//
// # Knowledge
//
// Each fact says how much of what it speaks of the capture showed. A rule that
// needs more stays silent, or says so. "Not seen" is never "did not happen".
package fact

// Package fact is the vocabulary of what messages mean in context.
//
// An event (package presence) restates one message. A [Fact] is what dialog and
// state make of it: a publication with its answer, a notification with its
// subscription, a request that was not answered, a value that became another.
// Rules and the timeline hook facts, so the set is sealed: each kind is a pointer
// to one of the types of this package, and [Kinds] lists them. Nobody changes a
// fact once it is told; who wants to keep one keeps it, and with it the messages
// that it points to.
//
// # Knowledge
//
// Each fact says what the capture may not show of its subject, up to the fact:
// [Knowledge]. What it may not show from there on is asked later, with the fact's
// [About]. A rule that needs more stays silent, or says "possible". "Not seen" is
// never "did not happen".
package fact

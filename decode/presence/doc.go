// Package presence is the vocabulary of what one message says about presence.
//
// An [Event] restates one body (or one header that matters) in the field's own
// terms. It never says more than that message does: a [Fault] does not know
// its request, and a [Notify] does not know its subscription. The set is sealed.
//
// Absent is not zero: where a schema makes an attribute optional, [Fields] says
// which were there.
package presence

// Package sip turns the bytes of one stream into SIP messages, and gives typed
// access to their headers. It knows RFC 3261 and nothing of Microsoft.
//
// # Framing
//
// A [Framer] takes the segments of one direction of a connection and gives
// messages, keep-alives and junk to a [Sink]. It is in step when it knows that
// the next byte begins a message (or is a CRLF between two); otherwise it looks
// for a start line, at any byte, so that it finds SIP on any port, after
// something else, and in a connection whose beginning was not captured.
//
// A hole never moves a decision that was taken before it: a message that a hole
// runs through is given with what came before the hole, and says what is lost.
// Where the length of the body is known, framing goes on at the byte behind it.
//
// Out of step, a start line is believed only when the header behind it is one:
// nothing but fields, and among them a Call-ID or CSeq. So SIP text inside of
// something else is passed over, unless it is a whole message.
//
// # Headers
//
// A [Header] is an index over the message's own bytes: names and values are
// kept as they were sent and in the order they were sent, with offsets. Nothing
// is parsed until somebody asks; what cannot be parsed keeps its raw value and
// never costs the message.
//
// Quotes, angle brackets, lists and parameters are read by our own scanner. Of a
// URI, gosip takes the user, host and port apart, and sees nothing else of it.
package sip

// Package decode and the packages below it say what one message says, and
// nothing of what it means: which request a response answers, or which version
// a publication follows, is analyze's business.
//
//	sip       bytes of a stream → messages: framing, header index, typed headers
//	defect    what a decoder found odd; only a rule makes a finding of it
//	category  the values that category documents carry
//	presence  the events that messages are decoded to
package decode

// Package decode and the packages below it say what one message says, and
// nothing of what it means: which request a response answers, or which version
// a publication follows, is analyze's business.
//
//	sip       bytes of a stream → messages: framing, header index, typed headers
//	defect    what a decoder found odd; only a rule makes a finding of it
//	xmlscan   the XML of a body, strictly read
//	mime      media types, multipart bodies, content encodings
//	identity  the names of an endpoint, as one
//	lexical   numbers, booleans and times as XML documents have them
//	schema    kinds of documents as tables: reading, checking and writing by them
//	category  the values that category documents carry, and their schemas
//	document  the values of bodies that are documents of their own, and their schemas
//	body      a decoder for each media type, and for headers
//	presence  the events that messages are decoded to
//
// A [Decoder] brings them together: it undoes the content encoding of a message,
// takes a multipart body apart, and has each part read by the decoder that
// [Bodies] has for its media type.
package decode

// Package body reads what is in the bodies of messages, and in the few headers
// that say something about presence, and restates it as events. There is a file
// for each media type, with a function that reads a body of that type.
//
// The media type alone says how a body is read, never the method: a SERVICE may
// carry what has nothing to do with presence, and one's own data come in a NOTIFY
// as well as in the answer to a publication.
//
// A body that is broken still gives its event, with what could be understood. A
// body without a root element, or with another than its media type allows, is
// given as undecoded. What is odd is a defect with the place in the message, and
// with the path in the document in the form in which [xmlscan] gives it: names of
// elements, the number of one that is not the first of its name, an attribute with
// an "@".
//
// Elements are matched by name in whatever namespace they are: one that is not that of
// the protocol is a defect. An attribute of the protocol has none; any other is passed
// over.
//
// [Write] is the way back: it writes an event as the body that it comes from.
//
// What an event keeps is no part of the message, but for the XML of a
// [category.Opaque], so that events may be kept for long without it.
package body

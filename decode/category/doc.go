// Package category holds what category documents carry: state, note, device, and
// [Opaque] for all others, which are kept as they were sent.
//
// A category document is the value of one publication. The server never checks
// it against its schema (enhanced-presence-categories), so anything may arrive:
// a decoder takes what it understands, keeps what it does not know where that
// matters, and says what is odd as a defect. It never judges.
//
// Absent is not zero: what a schema makes optional is a pointer, a set of fields,
// or an empty string where an empty value means nothing.
//
// A [Reader] reads a document where it stands, within the document of a message,
// so that namespaces declared around it hold. [Documents] lists what has a decoder;
// each has a file. It notices what is odd where it makes a value of it: it is no
// check against the schema. Layers of extensions are passed over.
package category

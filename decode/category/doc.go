// Package category holds what category documents carry: a typed value for each sort of
// document, and [Opaque] for all others, which are kept as they were sent.
//
// A category document is the value of one publication. The server never checks it
// against its schema (enhanced-presence-categories), so anything may arrive: what is
// understood is kept, what is not known is kept beside it, and what is odd is a defect.
// Nothing is judged.
//
// There is a file for each sort of document, with its value and its schema: a table, see
// package schema. [Documents] lists them. A [Reader] reads a document where it stands,
// within the document of a message, so that namespaces declared around it hold.
package category

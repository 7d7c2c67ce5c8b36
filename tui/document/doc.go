// Package document turns one SIP message into lines to show: pretty, as sent, or
// in hexadecimal, and two of them into their difference. A line is made of pieces,
// each of a kind; what colour a kind has is for who shows it.
//
//	lines := document.Pretty(document.Source{Raw: raw, Defects: defects, Lost: lost})
//	for _, l := range lines {
//		for _, p := range l.Pieces {
//			paint(p.Kind, p.Text)
//		}
//	}
//
// # What is kept
//
// The message is shown, not understood: whatever is malformed or cut is there, in
// order, with every byte but white space. A pretty document leaves out white
// space at the folds of headers, between the attributes of a tag, and between
// elements; and a binary or compressed body is shown by its beginning. All of it
// is in the document of Hex.
//
// An element of XML is on a line of its own, two spaces for each level that it is
// inside of others, up to 40 levels; when it has only text in it and no line end,
// all of it is on that line. A tag of more than 100 columns has each attribute
// but the first on a line of its own. Text with line ends has its lines, as they
// are, behind the indentation.
//
// # What is told
//
// A defect is told behind the line that holds the byte that it is about: the line
// that begins last before it. What the message lacks is told at the end. These
// remarks are lines of one piece of kind Remark, but for indentation.
//
// # What is harmless
//
// Nothing in a piece steers a terminal. Control characters, characters without a
// shape such as those that change the direction of text, and bytes that are not
// UTF-8 are escapes of Go's syntax, and look like text of the message that is
// written that way. A pretty document has two spaces for a tab.
//
// # Cost
//
// Time and memory are linear in the length of the message, whatever it is. A line
// has at most 4,096 bytes of text, and a document about 200,000 lines. A
// difference of documents that have more than 20,000 lines between their common
// beginning and their common end is that all of these are removed and added.
package document

package document

import "strings"

// Kind says what a piece of a line is, for its colour.
type Kind uint8

// The kinds of pieces.
const (
	Unmarked    Kind = iota // Indentation, and what fits no other kind.
	StartLine               // The start line of the message.
	HeaderName              // The name of a header, without the colon.
	HeaderValue             // The value of a header.
	Punctuation             // The marks of XML, the colon of a header, a delimiter between parts.
	Element                 // The name of an element, in its start tag or its end tag.
	Attribute               // The name of an attribute.
	Value                   // The value of an attribute, without quotes.
	Text                    // Text in XML, a line of another body, the characters in a hexadecimal dump.
	Comment                 // A comment in XML, with its marks.
	Declaration             // A processing instruction or a document type declaration, with its marks.
	Remark                  // What this package tells about the message; it is no part of it.
	Margin                  // An offset in a hexadecimal dump; the sign of a line in a difference.
	Binary                  // Bytes in hexadecimal.
)

// Piece is a part of a line that has one kind.
type Piece struct {
	Kind Kind
	Text string // It has no control characters, and is UTF-8.
}

// Change says which of two documents a line of their difference is in.
type Change uint8

// A line of a document that is no difference is Same.
const (
	Same    Change = iota // It is in both.
	Added                 // It is in the second only.
	Removed               // It is in the first only.
)

// Line is one line of a document.
type Line struct {
	Pieces []Piece
	Offset int // Of its first byte, from the start of the message; -1 when it stands for none of them.
	Change Change
}

// String returns the text of the line: that of all pieces.
func (l Line) String() string {
	if len(l.Pieces) == 1 {
		return l.Pieces[0].Text
	}
	var b strings.Builder
	for _, p := range l.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

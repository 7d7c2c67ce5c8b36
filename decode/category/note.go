package category

import (
	"time"

	"prescap/decode/schema"
)

// Note is a document of the category note, and of noteHistory.
type Note struct {
	schema.Base
	Bodies []NoteBody // None in a blank note.
}

// NoteBody is one text of a note (note-body-element).
type NoteBody struct {
	Type       string // personal, OOF, or another word; "" when absent.
	Text       string
	URI        string // Of who publishes it.
	LCID       schema.Number
	Start, End time.Time // Of a note that is bound in time; zero when absent.
}

// note describes the documents of note (category schemas 3.9).
func note() schema.Schema {
	const page = "note-body-element"
	return schema.Schema{
		Name: "note", Roots: []string{"note"}, Space: prefix + "note", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "what a user wants to tell", Source: "note-category-instance-value-element", New: func() any { return &Note{} },
		Rows: []schema.Row{
			{Path: "body", Occurs: schema.Some, Flags: schema.AnyAttr, Keep: schema.Many(func(n *Note) *[]NoteBody { return &n.Bodies }),
				Doc: "a text; none in a blank note", Source: page},
			{Path: "body/.", Type: schema.Verbatim(), Keep: schema.At(func(b *NoteBody) any { return &b.Text }), Doc: "the text", Source: page},
			{Path: "body/@type", Occurs: schema.Once, Type: schema.Enum("noteTypeEnumEx", false, "personal", "OOF"),
				Keep: schema.At(func(b *NoteBody) any { return &b.Type }), Doc: "a personal note, or one of who is out of office", Source: page},
			{Path: "body/@uri", Type: schema.URI(), Keep: schema.At(func(b *NoteBody) any { return &b.URI }), Doc: "who publishes it; may be empty", Source: page},
			{Path: "body/@LCID", Type: schema.UnsignedInt(), Keep: schema.At(func(b *NoteBody) any { return &b.LCID }), Doc: "its language, as Windows numbers it", Source: page},
			{Path: "body/@startTime", Type: schema.DateTime(), Keep: schema.At(func(b *NoteBody) any { return &b.Start }), Doc: "from when on it holds, of one that is bound in time", Source: page},
			{Path: "body/@endTime", Type: schema.DateTime(), Keep: schema.At(func(b *NoteBody) any { return &b.End }), Doc: "until when it holds", Source: page},
		},
	}
}

// noteHistory describes the documents of noteHistory: those of note. The schema page has
// the root note, the wire noteHistory.
func noteHistory() schema.Schema {
	s := note()
	s.Name, s.Roots, s.Doc, s.Source = "noteHistory", []string{"noteHistory", "note"}, "notes of before", "notehistory-category-instance-value-element"
	return s
}

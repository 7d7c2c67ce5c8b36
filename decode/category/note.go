package category

import "time"

// Note is a document of the category note, and of noteHistory.
type Note struct {
	Bodies []NoteBody // None in a blank note.
}

// NoteBody is one text of a note (note-body-element).
type NoteBody struct {
	Type       string // personal, OOF, or another word; "" when absent.
	Text       string
	Start, End time.Time // Of a note that is bound in time; zero when absent.
}

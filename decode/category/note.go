package category

import (
	"slices"
	"strings"
	"time"

	"prescap/decode/words"
	"prescap/decode/xmlscan"
)

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

// note reads a document whose root is note or noteHistory (category schemas 3.9).
func (r *Reader) note(*xmlscan.Element) Value {
	r.bodies = r.bodies[:0]
	n := 0
	for el := range r.scan.Children() {
		switch el.Local {
		case "body":
			if r.own(el, r.root) {
				if n++; !r.limit(n-1, el, r.root) {
					r.bodies = append(r.bodies, r.noteBody(el, n))
				}
			}
		case "delimiter", "end":
			r.layer(el)
		}
	}
	note := &Note{}
	if len(r.bodies) > 0 {
		note.Bodies = append(make([]NoteBody, 0, len(r.bodies)), r.bodies...)
		clear(r.bodies)
	}
	return note
}

// noteBody reads the text of that number.
func (r *Reader) noteBody(el *xmlscan.Element, n int) NoteBody {
	b := NoteBody{}
	for i := range el.Attrs {
		a := &el.Attrs[i]
		if a.Space != "" {
			continue
		}
		switch a.Local {
		case "type":
			b.Type = r.words.Of(trim(a.Value))
		case "startTime":
			b.Start = r.noteTime(a, n)
		case "endTime":
			b.End = r.noteTime(a, n)
		}
	}
	b.Text = strings.Clone(r.scan.Text())
	return b
}

// kept is the note with its texts shortened.
func (n *Note) kept() *Note {
	if !slices.ContainsFunc(n.Bodies, func(b NoteBody) bool { return len(b.Text) > words.Longest }) {
		return n
	}
	k := &Note{Bodies: slices.Clone(n.Bodies)}
	for i := range k.Bodies {
		k.Bodies[i].Text = words.Short(k.Bodies[i].Text)
	}
	return k
}

// noteTime reads a time of the text of that number.
func (r *Reader) noteTime(a *xmlscan.Attr, n int) time.Time {
	if t, ok := ParseTime(a.Value); ok {
		return t
	}
	return r.time(a, numbered(r.root+"/body", n))
}

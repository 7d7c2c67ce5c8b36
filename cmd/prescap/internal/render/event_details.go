package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"prescap/analyze/pipeline"
	"prescap/decode/presence"
	"prescap/decode/printable"
)

// eventsDetails shows every field of every event: the line of eventsText without what
// the event says, and below it a line for each field of the event's JSON object.
type eventsDetails struct {
	itemwise
	w        io.Writer
	o        Options
	messages int
}

func newEventsDetails(w io.Writer, o Options) Renderer { return &eventsDetails{w: w, o: o} }

// Item writes each event of a message.
func (r *eventsDetails) Item(it *pipeline.Item) error {
	m := it.Message
	if m == nil {
		return nil
	}
	r.messages++
	for _, e := range it.Events {
		line := fmt.Sprintf("%d  %s  %s  %s\n", r.messages, clockText(m.Frames[len(m.Frames)-1]), r.o.frameList(m.Frames), kindOf(e))
		fields, err := eventFields(e)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(r.w, line+fields+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// eventFields lists the fields of an event's JSON object, a line each: "name: value".
func eventFields(e presence.Event) (string, error) {
	j := kindsOf(e)
	text, err := json.Marshal(&j)
	if err != nil {
		return "", err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var f flattener
	err = f.value(d, kindOf(e), "")
	return f.String(), err
}

// flattener writes JSON as lines: "instances[2].key: value".
type flattener struct {
	strings.Builder
}

// value writes the next value of d, which lies at path; skip is the name of the object
// that is left out of paths.
func (f *flattener) value(d *json.Decoder, skip, path string) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('{'):
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return err
			}
			at := path
			if name := fmt.Sprint(key); path != "" {
				at = path + "." + name
			} else if name != skip {
				at = name
			} else {
				skip = ""
			}
			if err := f.value(d, skip, at); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for n := 1; d.More(); n++ {
			if err := f.value(d, skip, fmt.Sprintf("%s[%d]", path, n)); err != nil {
				return err
			}
		}
		_, err = d.Token()
	default:
		fmt.Fprintf(f, "       %s: %s\n", printable.Line(path), printable.Line(fmt.Sprint(t)))
	}
	return err
}

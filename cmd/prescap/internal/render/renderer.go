package render

import (
	"io"

	"prescap/analyze/pipeline"
)

// Renderer takes the items of a run in order.
type Renderer interface {
	// Item shows it, or passes over it.
	Item(it *pipeline.Item) error
	// Close shows what could only be shown at the end.
	Close() error
}

// Options is what renderers need to know.
type Options struct {
	Files []string // Names of the inputs, by Frame.File.
	Color bool     // The writer is a terminal that wants colours.
}

// Format is one way of showing a kind of output.
type Format struct {
	Name string // As in --format.
	Doc  string // One line for help.
	New  func(w io.Writer, o Options) Renderer
}

// Messages returns the formats of a list of messages; the first is the default.
func Messages() []Format {
	return []Format{
		{"text", "a line for each message", newMessagesText},
		{"jsonl", "a JSON object for each message, schema " + messageSchema, newMessagesJSON},
	}
}

// Connections returns the formats of a list of connections; the first is the
// default.
func Connections() []Format {
	return []Format{
		{"text", "a row for each connection", newConnectionsText},
		{"jsonl", "a JSON object for each connection, schema " + connectionSchema, newConnectionsJSON},
	}
}

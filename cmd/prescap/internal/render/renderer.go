package render

import (
	"io"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

// Renderer shows a run: its items as they come, and its result.
type Renderer interface {
	// Item shows an item of the run, or passes over it.
	Item(it *pipeline.Item) error
	// Close shows what can only be shown at the end.
	Close(end *Result) error
}

// Options is what renderers need to know.
type Options struct {
	Files capture.Names
	Live  bool // Frames are in no file.
	Color bool // The writer is a terminal that wants colours.
}

// Format is one way of showing a kind of output.
type Format struct {
	Name   string // As in --format.
	Doc    string // One line for help.
	New    func(w io.Writer, o Options) Renderer
	Judges bool // It tells people the verdict of the run.
}

// itemwise is a Renderer that has nothing to add at the end.
type itemwise struct{}

// Close implements Renderer.
func (itemwise) Close(*Result) error { return nil }

// atEnd is a Renderer that shows nothing before the end.
type atEnd struct{}

// Item implements Renderer.
func (atEnd) Item(*pipeline.Item) error { return nil }

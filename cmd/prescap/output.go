package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"prescap/analyze/pipeline"
	"prescap/cmd/prescap/internal/render"
)

// output is one renderer and where it writes.
type output struct {
	renderer render.Renderer
	judges   bool // It tells people the verdict.
	buffer   *bufio.Writer
	file     *os.File // Nil for standard output.
}

// outputs is what --format asked for.
type outputs []output

// target is a parsed --format.
type target struct {
	format render.Format
	file   string // "" for standard output.
}

// targets parses what --format asks for.
func (o *options) targets(formats []render.Format) ([]target, error) {
	if len(o.formats) == 0 {
		return []target{{format: formats[0]}}, nil
	}
	var all []target
	for _, spec := range o.formats {
		name, file, hasFile := strings.Cut(spec, "=")
		i := slices.IndexFunc(formats, func(f render.Format) bool { return f.Name == name })
		switch {
		case i < 0:
			return nil, fmt.Errorf("there is no format %q here; there is %s", name, formatNames(formats))
		case hasFile && file == "":
			return nil, fmt.Errorf("--format %s: the file's name is missing behind =", spec)
		}
		for _, other := range all {
			switch {
			case other.file != file:
			case hasFile:
				return nil, fmt.Errorf("%s and %s cannot both go to %s", other.format.Name, name, file)
			default:
				return nil, fmt.Errorf("%s and %s cannot both go to standard output; write one to a file: --format %s=FILE", other.format.Name, name, name)
			}
		}
		all = append(all, target{formats[i], file})
	}
	return all, nil
}

func formatNames(formats []render.Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// open begins the outputs. What was opened before an error is returned with it.
func (o *options) open(stdout io.Writer, in *inputs, formats []render.Format) (outputs, error) {
	color, err := o.colored(stdout)
	if err != nil {
		return nil, err
	}
	targets, err := o.targets(formats)
	if err != nil {
		return nil, usage(err)
	}
	var outs outputs
	for _, t := range targets {
		w, opts := stdout, render.Options{Files: in.files(), Live: in.live != nil && in.wanted.File == nil, Color: color}
		var file *os.File
		if t.file != "" {
			if file, err = create(t.file, in.names); err != nil {
				return outs, usage(err)
			}
			w, opts.Color = file, false
		}
		buffer := bufio.NewWriterSize(w, 64<<10)
		outs = append(outs, output{t.format.New(buffer, opts), t.format.Judges, buffer, file})
	}
	return outs, nil
}

// create opens a file for writing, unless it is one that is to be read.
func create(name string, inputs []string) (*os.File, error) {
	if err := spare(name, inputs); err != nil {
		return nil, err
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %s", name, reason(err))
	}
	return f, nil
}

// spare says that a file must not be written, if it is one that is to be read.
func spare(name string, inputs []string) error {
	there, err := os.Stat(name)
	if err != nil {
		return nil
	}
	for _, in := range inputs {
		if info, err := os.Stat(in); err == nil && os.SameFile(there, info) {
			return fmt.Errorf("%s is a capture to be read; it is not overwritten", name)
		}
	}
	return nil
}

// item shows an item everywhere.
func (outs outputs) item(it *pipeline.Item) error {
	for _, out := range outs {
		if err := out.renderer.Item(it); err != nil {
			return out.failed(err)
		}
	}
	return nil
}

// flush lets everything be seen that was shown.
func (outs outputs) flush() error {
	for _, out := range outs {
		if err := out.buffer.Flush(); err != nil {
			return out.failed(err)
		}
	}
	return nil
}

// finish shows what can only be shown at the end, and flushes.
func (outs outputs) finish(end *render.Result) error {
	var errs []error
	for _, out := range outs {
		if err := errors.Join(out.renderer.Close(end), out.buffer.Flush()); err != nil {
			errs = append(errs, out.failed(err))
		}
	}
	return errors.Join(errs...)
}

// judged reports whether the verdict is told on standard output.
func (outs outputs) judged() bool {
	return slices.ContainsFunc(outs, func(out output) bool { return out.judges && out.file == nil })
}

// close closes the files.
func (outs outputs) close() error {
	var errs []error
	for _, out := range outs {
		if out.file != nil {
			if err := out.file.Close(); err != nil {
				errs = append(errs, out.failed(err))
			}
		}
	}
	return errors.Join(errs...)
}

// failed says where writing failed.
func (out output) failed(err error) error {
	name := "standard output"
	if out.file != nil {
		name = out.file.Name()
	}
	return fmt.Errorf("cannot write %s: %s", name, reason(err))
}

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"prescap/capture"
	"prescap/capture/intake"
	"prescap/capture/live"
	"prescap/capture/pcapfile"
	"prescap/tui"
)

// inputs is the captures to read or the interfaces to listen to, and what of them is wanted.
type inputs struct {
	names []string // Files, and - for standard input.
	pcapfile.Config
	live    *live.Config  // Nil where files are read.
	timeout time.Duration // After which it is enough, live.
	wanted  intake.Config
}

// inputs returns the captures to read: interfaces, or files, those in directories, and those
// that fit patterns which no shell has replaced.
func (o *options) inputs(args []string) (*inputs, error) {
	var in inputs
	var err error
	if in.wanted, err = o.wanted(); err != nil {
		return nil, usage(err)
	}
	if in.live, err = o.listening(&in.wanted); err != nil {
		return nil, usage(err)
	}
	for _, name := range slices.Concat(args, o.files) {
		in.names = append(in.names, expand(name)...)
	}
	switch {
	case in.live != nil && len(in.names) > 0:
		return nil, usage(fmt.Errorf("either listen to %s or read %s: not both at once", in.live.Interfaces[0], in.names[0]))
	case in.live != nil:
		in.timeout, in.wanted.Duration, in.wanted.Filter = in.wanted.Duration, 0, nil // The kernel filters.
	case len(in.names) == 0:
		return nil, usage(errors.New("which capture? Give a file, - for standard input, or an interface with -i"))
	}
	stdin := 0
	for _, n := range in.names {
		if n == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return nil, usage(errors.New("standard input (-) can be read only once"))
	}
	in.Shifts, in.Follow = make([]time.Duration, len(in.names)), o.follow
	for _, text := range o.offsets {
		if err := in.shift(text); err != nil {
			return nil, usage(fmt.Errorf("--clock-offset: %w", err))
		}
	}
	return &in, nil
}

// files names what frames are told by, once the inputs are open.
func (in *inputs) files() capture.Names {
	switch {
	case in.live != nil && in.wanted.File != nil:
		return in.wanted.File
	case in.live != nil:
		return capture.Files{in.live.Name()}
	}
	return capture.Files(in.names)
}

// figures is what is known of a live capture beforehand; nil for files.
func (in *inputs) figures(filter string) *tui.Live {
	if in.live == nil {
		return nil
	}
	return &tui.Live{Interfaces: in.live.Name(), Filter: filter}
}

// open begins to read, or to listen, and to write what is taken.
func (in *inputs) open(std stdio, o *options) (*taken, error) {
	src := in.Open(in.names, std.in)
	if in.live != nil {
		var err error
		src, err = live.Open(*in.live)
		switch {
		case errors.Is(err, live.ErrPermission):
			return nil, usage(denied(in.live.Interfaces))
		case err != nil:
			return nil, usage(unsupported(err))
		}
	}
	var err error
	if in.wanted.File, err = o.copy(in.names); err != nil {
		src.Close()
		return nil, usage(err)
	}
	seen := newWitness(src)
	return &taken{intake.New(seen, in.wanted), seen}, nil
}

// secure gives up the rights that it took to listen, once everything is open.
func (in *inputs) secure(std stdio, c *capturing) error {
	if in.live == nil {
		return nil
	}
	if err := live.DropRights(c.user); errors.Is(err, live.ErrKept) {
		tell(std.err, "prescap: %v", err)
	} else if err != nil {
		return usage(err)
	}
	if f := in.wanted.File; f != nil && f.Several() {
		return usage(writable(filepath.Dir(c.file)))
	}
	return nil
}

// writable says that files cannot be created in a directory.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".prescap-*")
	if err != nil {
		return fmt.Errorf("-w: no files can be written to %s once prescap has given up its rights: %s; with -Z it becomes a user who can", dir, reason(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// taken is what is taken of the inputs, and who saw what they are.
type taken struct {
	*intake.Source
	seen *witness
}

// expand returns the captures that a name stands for, in the order of their names: those in
// a directory, but not below it, or those that fit a pattern; else the name itself.
func expand(name string) []string {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		entries, _ := os.ReadDir(name)
		var found []string
		for _, e := range entries {
			if path := filepath.Join(name, e.Name()); e.Type().IsRegular() && pcapfile.Recognised(path) {
				found = append(found, path)
			}
		}
		if len(found) > 0 {
			return found
		}
	case err != nil && strings.ContainsAny(name, "*?["):
		found, _ := filepath.Glob(name)
		found = slices.DeleteFunc(found, func(path string) bool {
			info, err := os.Stat(path)
			return err == nil && info.IsDir()
		})
		if len(found) > 0 {
			return found
		}
	}
	return []string{name}
}

// shift takes a FILE=TIME.
func (in *inputs) shift(text string) error {
	i := strings.LastIndexByte(text, '=')
	if i < 0 {
		return fmt.Errorf("FILE=TIME is wanted, not %q", text)
	}
	by, err := time.ParseDuration(text[i+1:])
	if err != nil {
		return fmt.Errorf("%q is no time such as 1.5s or -200ms", text[i+1:])
	}
	found := false
	for k, name := range in.names {
		if name == text[:i] || filepath.Base(name) == text[:i] {
			in.Shifts[k], found = by, true
		}
	}
	if !found {
		return fmt.Errorf("no capture is called %q", text[:i])
	}
	return nil
}

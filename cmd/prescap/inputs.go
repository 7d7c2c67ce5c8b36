package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"prescap/capture"
	"prescap/capture/pcapfile"
)

// inputs is the captures to read.
type inputs struct {
	names []string // Files, and - for standard input.
	pcapfile.Config
}

func (in *inputs) open(stdin io.Reader) capture.Source { return in.Open(in.names, stdin) }

// inputs returns the captures to read: files, those in directories, and those that fit
// patterns which no shell has replaced.
func (o *options) inputs(args []string) (*inputs, error) {
	var in inputs
	for _, name := range slices.Concat(args, o.files) {
		in.names = append(in.names, expand(name)...)
	}
	if len(in.names) == 0 {
		return nil, usage(errors.New("which capture? Give a file, or - for standard input"))
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

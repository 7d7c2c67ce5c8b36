package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"prescap/cmd/prescap/internal/render"
)

// options are those of every command that reads captures.
type options struct {
	files          []string // Given with -r.
	formats        []string
	color          string
	quiet          bool
	maxTime        time.Duration
	maxLoss        percent
	maxUndecrypted percent
	shards         int
}

func (o *options) flags(cmd *cobra.Command, formats []render.Format) {
	o.maxLoss, o.maxUndecrypted = 1, 10
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVarP(&o.files, "read", "r", nil, "read this `FILE` too; - is standard input")
	f.StringArrayVarP(&o.formats, "format", "T", nil, formatHelp(formats))
	f.StringVar(&o.color, "color", "auto", "colours: auto (on a terminal, unless NO_COLOR is set), always, or never")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no summary; errors are still told")
	f.DurationVar(&o.maxTime, "max-time", 0, "stop after this `TIME`, such as 30s, with exit code 4")
	f.Var(&o.maxLoss, "max-loss", "exit code 3 if more of the SIP bytes is missing in the capture")
	f.Var(&o.maxUndecrypted, "max-undecrypted", "exit code 3 if more of what may be SIP is encrypted or compressed")
	f.IntVar(&o.shards, "shards", 0, "decode on this many processors (0: all); changes nothing but the speed")
	cmd.RegisterFlagCompletionFunc("color", cobra.FixedCompletions([]string{"auto", "always", "never"}, cobra.ShellCompDirectiveNoFileComp))
	var names []string
	for _, format := range formats {
		names = append(names, format.Name+"\t"+format.Doc)
	}
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
}

func formatHelp(formats []render.Format) string {
	var b strings.Builder
	b.WriteString("`FORMAT[=FILE]`, may be repeated:")
	for i, f := range formats {
		fmt.Fprintf(&b, " %s (%s)", f.Name, f.Doc)
		if i == 0 {
			b.WriteString(", the default;")
		}
	}
	return b.String()
}

// inputs returns the captures to read.
func (o *options) inputs(args []string) ([]string, error) {
	names := slices.Concat(args, o.files)
	if len(names) == 0 {
		return nil, usage(fmt.Errorf("which capture? Give a file, or - for standard input"))
	}
	stdin := 0
	for _, n := range names {
		if n == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return nil, usage(fmt.Errorf("standard input (-) can be read only once"))
	}
	return names, nil
}

// output is one renderer and where it writes.
type output struct {
	render.Renderer
	close func() error
}

// outputs opens what --format asks for.
func (o *options) outputs(std stdio, inputs []string, formats []render.Format, flush *[]func() error) ([]output, error) {
	if len(o.formats) == 0 {
		o.formats = []string{formats[0].Name}
	}
	color, err := o.colored(std.out)
	if err != nil {
		return nil, err
	}
	var outs []output
	toStdout := ""
	for _, spec := range o.formats {
		name, file, hasFile := strings.Cut(spec, "=")
		i := slices.IndexFunc(formats, func(f render.Format) bool { return f.Name == name })
		switch {
		case i < 0:
			return outs, usage(fmt.Errorf("there is no format %q here; there is %s", name, formatNames(formats)))
		case hasFile && file == "":
			return outs, usage(fmt.Errorf("--format %s: the file's name is missing behind =", spec))
		case !hasFile && toStdout != "":
			return outs, usage(fmt.Errorf("formats %s and %s cannot both go to standard output; write one to a file: --format %s=FILE", toStdout, name, name))
		}
		w, closeFile, options := std.out, func() error { return nil }, render.Options{Files: inputs}
		if hasFile {
			f, err := create(file, inputs)
			if err != nil {
				return outs, usage(err)
			}
			w, closeFile = f, f.Close
		} else {
			toStdout, options.Color = name, color
		}
		buf := newBuffer(w)
		*flush = append(*flush, buf.Flush)
		outs = append(outs, output{formats[i].New(buf, options), closeFile})
	}
	return outs, nil
}

func formatNames(formats []render.Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// create opens a file for writing, unless it is one that is to be read.
func create(name string, inputs []string) (*os.File, error) {
	if there, err := os.Stat(name); err == nil {
		for _, in := range inputs {
			if info, err := os.Stat(in); err == nil && os.SameFile(there, info) {
				return nil, fmt.Errorf("%s is a capture to be read; it is not overwritten", name)
			}
		}
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, fmt.Errorf("cannot write %s: %s", name, reason(err))
	}
	return f, nil
}

// colored reports whether w is to get colours.
func (o *options) colored(w io.Writer) (bool, error) {
	switch o.color {
	case "auto", "always", "never":
	default:
		return false, usage(fmt.Errorf("--color is auto, always or never, not %q", o.color))
	}
	if os.Getenv("NO_COLOR") != "" || o.color == "never" {
		return false, nil
	}
	return o.color == "always" || isTerminal(w) && os.Getenv("TERM") != "dumb", nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// percent is a share in percent as an option: "1", "0.5%".
type percent float64

func (p *percent) String() string { return strconv.FormatFloat(float64(*p), 'f', -1, 64) + "%" }
func (p *percent) Type() string   { return "PERCENT" }
func (p *percent) Set(s string) error {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil || !(v >= 0 && v <= 100) {
		return fmt.Errorf("a share from 0%% to 100%% is wanted")
	}
	*p = percent(v)
	return nil
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(fmt.Errorf("%s takes no arguments, not %q", cmd.CommandPath(), args[0]))
	}
	return nil
}

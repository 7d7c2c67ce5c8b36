package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"prescap/analyze"
	"prescap/analyze/rules"
	"prescap/analyze/store"
	"prescap/tui"
)

// maxConnections is how many connections the screens list.
const maxConnections = 1 << 14

// tuiOptions are those of tui.
type tuiOptions struct {
	options
	selection
	theme   string
	mouse   bool
	inspect func(*tui.Snapshot, int) (*tui.Message, error)
}

func tuiCommand(std stdio) *cobra.Command {
	var o tuiOptions
	cmd := &cobra.Command{
		Use:   "tui FILE...",
		Short: "Look at it on screens: timelines, violations, messages",
		Long: `Shows on screens who was what when, and what is wrong: presentities with
their timelines, violations with their proof, every message down to its bytes,
and what the capture does not show. Reading goes on while one looks.

It needs a terminal of 40 columns and 10 lines or more, and neither mouse nor
colours nor function keys. ? shows the keys.

"prescap FILE..." on a terminal is the same.`,
		Example: `  prescap tui morning.pcapng
  prescap morning.pcapng
  prescap tui --theme safe --only PUB,NTF morning.pcapng`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), std, args) },
	}
	o.flags(cmd)
	return cmd
}

func (o *tuiOptions) flags(cmd *cobra.Command) {
	o.inspect = inspect
	o.reading(cmd)
	o.selection.flags(cmd, rules.All())
	f := cmd.Flags()
	f.StringVar(&o.theme, "theme", "", "`THEME` is "+strings.Join(tui.Themes(), ", ")+"; without colours where NO_COLOR is set")
	f.BoolVar(&o.mouse, "mouse", true, "take clicks and the wheel; off leaves them to the terminal")
	cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(tui.Themes(), cobra.ShellCompDirectiveNoFileComp))
}

// run shows captures on screens.
func (o *tuiOptions) run(ctx context.Context, std stdio, args []string) error {
	if o.list {
		return listInterfaces(std.out)
	}
	inputs, err := o.inputs(args)
	if err != nil {
		return err
	}
	theme, err := o.chosenTheme()
	if err != nil {
		return err
	}
	cfg, err := o.analysis()
	if err != nil {
		return err
	}
	if !screens(std.out) {
		return usage(errors.New("screens need a terminal, and this is none; prescap report FILE tells the same as text"))
	}
	cfg.Limits.Store, cfg.Limits.Connections = store.DefaultLimits(), maxConnections
	src, err := inputs.open(std, &o.options)
	if err != nil {
		return err
	}
	defer src.Close()
	if err := inputs.secure(std, &o.capturing); err != nil {
		return err
	}
	end, report, err := o.watch(ctx, std, inputs, newSession(src, o.total(src), inputs.figures(o.filter), cfg), tui.Config{Files: inputs.files(), Theme: theme, Mouse: o.mouse, Open: o.inspect, Save: saver(inputs.names)})
	src.seen.tell(std.err)
	told := o.tell(std.err, end, report, false)
	if bug, ok := errors.AsType[*tui.Panic](err); ok {
		return &exit{code: crashed(std.err, "in the screens", bug.Value, bug.Stack)}
	}
	return first(err, told)
}

// watch shows a session until the user leaves, and says how it ended.
func (o *tuiOptions) watch(ctx context.Context, std stdio, inputs *inputs, s *session, cfg tui.Config) (*ending, *analyze.Report, error) {
	defer s.study.close()
	timed, cancel := o.timed(ctx, inputs)
	defer cancel()
	reading, leave := context.WithCancel(timed)
	defer leave()
	j := &job{decode: true, study: &analyze.Config{}}
	go s.run(reading, o.config(j, nil), func(r *analyze.Report, events int, err error) *ending {
		if timed.Err() == nil && errors.Is(err, context.Canceled) {
			err = nil // The user left, and has seen enough.
		}
		return o.judge(timed, j, r, events, err)
	})
	if s.hopeless() {
		return s.end, &s.report, nil
	}
	cfg.Latest, cfg.Done = s.newest.Load, ctx
	in, _ := std.in.(*os.File)
	err := tui.Run(cfg, in, std.out)
	leave()
	<-s.done
	return s.end, &s.report, err
}

// chosenTheme is the theme that was asked for; mono where colours are not wanted.
func (o *tuiOptions) chosenTheme() (string, error) {
	for _, name := range tui.Themes() {
		if name == o.theme {
			return name, nil
		}
	}
	switch {
	case o.theme != "":
		return "", usage(fmt.Errorf("--theme is %s, not %q", strings.Join(tui.Themes(), ", "), o.theme))
	case os.Getenv("NO_COLOR") != "":
		return "mono", nil
	}
	return tui.Themes()[0], nil
}

// screens reports whether screens can be shown on w.
func screens(w io.Writer) bool { return isTerminal(w) && os.Getenv("TERM") != "dumb" }

// saver writes files for the screens: never over a capture that is read, and over others
// only when told to.
func saver(inputs []string) func(string, []byte, bool) error {
	return func(name string, data []byte, overwrite bool) error {
		if _, err := os.Stat(name); err == nil && !overwrite {
			return fmt.Errorf("%s is there already; save! overwrites it", name)
		}
		f, err := create(name, inputs)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("cannot write %s: %s", name, reason(err))
		}
		return nil
	}
}

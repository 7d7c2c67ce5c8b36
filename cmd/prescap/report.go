package main

import (
	"context"

	"github.com/spf13/cobra"

	"prescap/analyze/rules"
	"prescap/cmd/prescap/internal/render"
)

// reportOptions are those of report.
type reportOptions struct {
	options
	selection
}

func (o *reportOptions) flags(cmd *cobra.Command) {
	o.options.flags(cmd, render.Report())
	o.selection.flags(cmd, rules.All())
}

func (o *reportOptions) run(ctx context.Context, std stdio, args []string) error {
	cfg, err := o.analysis()
	if err != nil {
		return err
	}
	return o.options.run(ctx, std, args, job{formats: render.Report(), decode: true, study: cfg})
}

func reportCommand(std stdio) *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use:   "report FILE...",
		Short: "Tell what became of whose presence, and what is wrong",
		Long: `Tells, for each presentity, what changed: user state, aggregate, notes,
endpoints, members of containers, and what each watcher saw; with the time, what
became what, why, and the frames that prove it. Behind that come the violations
that the rules found, each with its proof and a tshark command that shows it,
and a summary of what was read, what could not be seen, and what the rules had
to look at.

"prescap FILE..." is the same, but on a terminal, where it is "prescap tui".`,
		Example: `  prescap report morning.pcapng | less
  prescap morning.pcapng > morning.report
  prescap report -T json morning.pcapng | jq '.presentities[].presentity'`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context(), std, args) },
	}
	o.flags(cmd)
	return cmd
}

package main

import (
	"github.com/spf13/cobra"

	"prescap/analyze/rules"
	"prescap/cmd/prescap/internal/render"
)

func rulesCommand(std stdio) *cobra.Command {
	var o options
	formats := render.Rules(rules.All())
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Long: `Lists the rules that report and check judge by, by area: ID, severity, name, and
what they look for. The JSON document has everything about each of them, options
with their defaults included. prescap explain tells about one.`,
		Example: `  prescap rules
  prescap rules -T json | jq -r '.rules[]|select(.severity=="error").id'`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			outs, err := o.open(std.out, new(inputs), formats)
			if err != nil {
				return first(err, outs.close())
			}
			return first(outs.finish(nil), outs.close())
		},
	}
	o.output(cmd, formats)
	return cmd
}

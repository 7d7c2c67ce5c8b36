package main

import (
	"github.com/spf13/cobra"

	"prescap/cmd/prescap/internal/render"
)

func eventsCommand(std stdio) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "events FILE...",
		Short: "List what every message says about presence",
		Long: `Lists what every SIP message says about presence, one event a line, in the order
of the messages: the number of the message as prescap messages counts, time
(UTC) and frames, the kind of event, and what it says. A message may say several
things, or nothing. Nothing is put in context; prescap report does that.

The text format cuts long lists short; details and jsonl have everything.`,
		Example: `  prescap events morning.pcapng
  prescap events -T details morning.pcapng | less
  prescap events -T jsonl morning.pcapng | jq 'select(.kind=="publish").publish'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), std, args, job{formats: render.Events(), decode: true, stream: true})
		},
	}
	o.flags(cmd, render.Events())
	return cmd
}

package main

import (
	"github.com/spf13/cobra"

	"prescap/cmd/prescap/internal/render"
)

func messagesCommand(std stdio) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "messages FILE...",
		Short: "List every SIP message",
		Long: `Lists every SIP message of the captures, one a line, in the order of capture: number,
time (UTC), the frames that brought it, addresses, what it is, the address of record
in From, its body, and what is odd or missing.`,
		Example: `  prescap messages morning.pcapng
  prescap messages --format jsonl morning.pcapng | jq -r 'select(.status>=400).startLine'
  tcpdump -U -w - port 5060 | prescap messages -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), std, args, render.Messages())
		},
	}
	o.flags(cmd, render.Messages())
	return cmd
}

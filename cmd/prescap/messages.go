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
		Long: `Lists every SIP message of the captures, one a line, in the order in which they
were complete: number, time (UTC) and frames, request or response, addresses,
the address of record in From, the body, and what is missing or odd. A ! behind
the number marks a line that ends with something missing or odd.`,
		Example: `  prescap messages morning.pcapng
  prescap messages -T jsonl morning.pcapng | jq -r 'select(.status>=400).callId'
  tcpdump -U -w - port 5060 | prescap messages -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), std, args, job{formats: render.Messages(), stream: true})
		},
	}
	o.flags(cmd, render.Messages())
	return cmd
}

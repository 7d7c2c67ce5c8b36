package main

import (
	"github.com/spf13/cobra"

	"prescap/cmd/prescap/internal/render"
)

func connectionsCommand(std stdio) *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "connections FILE...",
		Short: "List every connection, what it is, and what is missing of it",
		Long: `Lists every TCP connection and every UDP address pair of the captures: what it
turned out to be, whether its beginning was seen, how it ended, and for each
direction (→ from who opened it, ← to it) SIP messages, bytes missing in the
capture, packets retransmitted, frames captured twice, frames and payload bytes.
The last column says why something was not decoded. A - stands for what was not
counted, +? for more that nobody can count.

STREAM is Wireshark's tcp.stream or udp.stream.`,
		Example: `  prescap connections capture.pcapng
  prescap connections -T jsonl capture.pcapng | jq 'select(.reverse.lost>0)'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context(), std, args, job{formats: render.Connections()})
		},
	}
	o.flags(cmd, render.Connections())
	return cmd
}

package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func rootCommand(std stdio) *cobra.Command {
	root := &cobra.Command{
		Use:   "prescap",
		Short: "Read Lync and Skype-for-Business presence out of packet captures",
		Long: `prescap reads SIP out of packet captures (pcap, pcapng) of Microsoft Lync, OCS
and Skype-for-Business traffic. It finds SIP on any port, over TCP and UDP, puts
reordered and repeated segments right, and says for everything it tells which
frames prove it and what the capture does not show.`,
		Example: `  prescap messages capture.pcapng
  prescap connections capture.pcapng
  ssh host tcpdump -U -w - port 5060 | prescap messages -`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       buildVersion(),
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			if _, err := os.Stat(args[0]); err == nil {
				return usage(fmt.Errorf("to list the SIP messages of %s: prescap messages %s", args[0], args[0]))
			}
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				return usage(fmt.Errorf("there is no command %q; did you mean %s?", args[0], strings.Join(near, " or ")))
			}
			return usage(fmt.Errorf("there is no command %q; prescap --help lists them", args[0]))
		},
	}
	root.SetIn(std.in)
	root.SetOut(std.out)
	root.SetErr(std.err)
	root.SetVersionTemplate("prescap {{.Version}}\n")
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages ", ".FlagUsagesWrapped 80 "))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w; %s --help lists the options", err, cmd.CommandPath()))
	})
	root.SuggestionsMinimumDistance = 2
	root.AddCommand(subcommands(std)...)
	root.AddCommand(topics()...)
	root.SetHelpCommand(helpCommand())
	root.InitDefaultCompletionCmd()
	if c, _, err := root.Find([]string{"completion"}); err == nil && c != root {
		c.Short, c.Args, c.RunE = "Write the completion script for a shell", cobra.ArbitraryArgs, anyShell
	}
	return root
}

// anyShell answers "completion" without a shell that there is.
func anyShell(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(fmt.Errorf("there are no completions for %q; there are for bash, fish, powershell, zsh", args[0]))
	}
	return cmd.Help()
}

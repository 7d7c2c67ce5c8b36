package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prescap/cmd/prescap/internal/render"
)

func rootCommand(std stdio) *cobra.Command {
	var bare bareOptions
	root := &cobra.Command{
		Use:   "prescap [FILE...]",
		Short: "Read Lync and Skype-for-Business presence out of packet captures",
		Long: `prescap reads packet captures (pcap, pcapng) of Microsoft Lync, OCS and
Skype-for-Business traffic, or captures it itself. It tells what became of whose
presence, who was told what, and where that is against the rules. It finds SIP
on any port, over TCP and UDP, and says for everything it tells which frames
prove it and what the capture does not show.`,
		Example: `  prescap report capture.pcapng
  prescap check -q capture.pcapng || prescap report capture.pcapng | less
  ssh host tcpdump -U -w - port 5060 | prescap messages -
  prescap -i eth0 -f "tcp port 5060"`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       buildVersion(),
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && len(bare.files) == 0 && !bare.live() && !bare.list:
				return cmd.Help()
			case len(args) == 0 || isPath(args[0]):
				return bare.run(cmd.Context(), std, args)
			}
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				return usage(fmt.Errorf("there is no command %q; did you mean %s?", args[0], strings.Join(near, " or ")))
			}
			return usage(fmt.Errorf("there is no command %q; prescap --help lists them", args[0]))
		},
	}
	bare.flags(root)
	root.Flags().VisitAll(func(f *pflag.Flag) { f.Hidden = true }) // They are those of report and tui.
	root.SetIn(std.in)
	root.SetOut(std.out)
	root.SetErr(std.err)
	root.SetVersionTemplate("prescap {{.Version}}\n")
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages ", ".FlagUsagesWrapped 80 "))
	root.SetUsageFunc(withCapturing(root.UsageFunc()))
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

// bareOptions are those of a command line without a command.
type bareOptions struct{ tuiOptions }

func (o *bareOptions) flags(cmd *cobra.Command) {
	o.tuiOptions.flags(cmd)
	o.output(cmd, render.Report())
}

// run shows captures on screens where there is a terminal for them, unless a format is
// asked for; else it reports.
func (o *bareOptions) run(ctx context.Context, std stdio, args []string) error {
	if screens(std.out) && len(o.formats) == 0 {
		return o.tuiOptions.run(ctx, std, args)
	}
	report := reportOptions{o.options, o.selection}
	return report.run(ctx, std, args)
}

// isPath reports whether a word is a capture rather than a command: it is there, or
// looks like one.
func isPath(word string) bool {
	_, err := os.Stat(word)
	return err == nil || word == "-" || strings.ContainsAny(word, "./")
}

// anyShell answers "completion" without a shell that there is.
func anyShell(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(fmt.Errorf("there are no completions for %q; there are for bash, fish, powershell, zsh", args[0]))
	}
	return cmd.Help()
}

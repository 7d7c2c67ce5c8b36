package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"prescap/cmd/prescap/internal/render"
	"prescap/tui"
)

// helpCommand is cobra's, but that it does not take a wrong name for success.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Tell about a command or a topic",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage(fmt.Errorf("there is no help about %q; prescap help lists commands and topics", strings.Join(args, " ")))
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if about, rest, err := cmd.Root().Find(args); err == nil && len(rest) == 0 {
				for _, c := range about.Commands() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// topics are what help tells besides commands.
func topics() []*cobra.Command {
	return []*cobra.Command{
		topic("exit-codes", "What the exit codes mean", exitCodesText),
		topic("capturing", "Live capture, filters, and writing what was captured", capturingText),
		topic("keys", "The keys of the screens", keysText),
		topic("schemas", "The fields of JSON output", schemasText),
	}
}

// topic returns one whose text is made when somebody asks for it: not whenever prescap
// starts.
func topic(name, short string, text func() string) *cobra.Command {
	c := &cobra.Command{Use: name, Short: short}
	c.SetHelpFunc(func(c *cobra.Command, args []string) {
		c.Long = text()
		c.Root().HelpFunc()(c, args)
	})
	return c
}

func keysText() string {
	return "The keys of prescap tui. ^ is Ctrl, ⇧ is Shift.\n\n" + strings.TrimSuffix(tui.Keys(80), "\n")
}

func capturingText() string {
	return `Every command that reads captures can capture, too, on Linux:

  prescap tui -i eth0                    look on
  prescap messages -i any -f 'port 5060' list messages as they come
  prescap check -i eth0 -a duration:3600 judge an hour

-i names an interface or its number in -D, may be repeated, and takes "any" for
all of them. It needs the capability cap_net_raw, which is given up as soon as
the interfaces are open, with all others:

  sudo setcap cap_net_raw,cap_net_admin+ep prescap

With sudo, use -Z USER to become that user then: root without capabilities can
write to no directory but its own. Ctrl-C ends a capture with what there is to
say of it; a second one ends prescap at once.

Elsewhere, or without that right, let another program capture:

  dumpcap -i eth0 -w - | prescap messages -

-f takes tcpdump's filters: host, net, port, portrange with src, dst; ip, ip6,
tcp, udp, icmp, vlan, mpls, less, greater, proto[at:size]; and, or, not, ( ).
What it does not know is an error. The output of tcpdump -ddd is a filter, too.
Live, the kernel filters; for files prescap does, and says how many packets did
not fit. Frames keep their numbers.

-c and -a packets:N end it after so many packets, -a duration:SECONDS after
that time (of the capture, for files), -a filesize:KB when -w has so many
kilobytes (1000 bytes each).

-w writes what is taken, with comments and keys of files that have them. It
overwrites nothing without --force. Live, frames are numbered as in that file.
With -b it writes one file after the other, out_00001_20260302080000.pcapng and
so on: -b duration:SECONDS or -b filesize:KB says when the next one begins, and
-b files:N keeps no more than N.

Packets that the kernel had no room for are counted, and told. -B gives more
room (MB for each interface). If more than --max-loss of all packets were
dropped, the result is inconclusive.`
}

func exitCodesText() string {
	var b strings.Builder
	b.WriteString("The exit code of prescap; where several apply, the first of this list:\n\n")
	for _, c := range exitCodes() {
		fmt.Fprintf(&b, "%4d  %s\n", c.code, c.doc)
	}
	b.WriteString("\nWhat was found is shown in any case; what was not is told on standard error.")
	return b.String()
}

func schemasText() string {
	var b strings.Builder
	b.WriteString("JSON output has one object a line (--format jsonl), or is one document (json).\nWhat is absent is omitted: it is never 0 or \"\". Fields marked * may be absent.\n")
	for _, s := range render.Schemas() {
		fmt.Fprintf(&b, "\n%s\n%s\n\n", s.Name, s.Doc)
		t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, f := range s.Fields {
			mark := " "
			if f.Optional {
				mark = "*"
			}
			fmt.Fprintf(t, "  %s%s\t%s\t%s\n", f.Name, mark, f.Type, f.Doc)
		}
		t.Flush()
	}
	return strings.TrimSuffix(b.String(), "\n")
}

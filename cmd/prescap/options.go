package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"prescap/cmd/prescap/internal/render"
)

// options are those of every command that reads captures.
type options struct {
	files          []string // Given with -r.
	formats        []string
	color          string
	quiet          bool
	maxTime        time.Duration
	maxLoss        percent
	maxUndecrypted percent
	shards         int
	offsets        []string // Given with --clock-offset.
	follow         bool     // Files grow.
	capturing
}

// flags has the options of a command that reads captures and writes.
func (o *options) flags(cmd *cobra.Command, formats []render.Format) {
	o.output(cmd, formats)
	o.reading(cmd)
}

// reading has the options of a command that reads captures.
func (o *options) reading(cmd *cobra.Command) {
	o.maxLoss, o.maxUndecrypted = 1, 10
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVarP(&o.files, "read", "r", nil, "read this `FILE` too; - is standard input")
	f.StringArrayVar(&o.offsets, "clock-offset", nil, "move the times of a file by so much, as `FILE=TIME`, such as edge.pcap=-1.5s; may be repeated")
	f.BoolVar(&o.follow, "follow", false, "go on reading while files grow, until Ctrl-C")
	o.capturing.flags(f)
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no summary line; errors are still told")
	f.DurationVar(&o.maxTime, "max-time", 0, "stop after this `TIME`, such as 30s, with exit code 4")
	f.Var(&o.maxLoss, "max-loss", "exit code 3 if more than `PERCENT` of the SIP bytes, or of all packets, is missing in the capture")
	f.Var(&o.maxUndecrypted, "max-undecrypted", "exit code 3 if more than `PERCENT` of what may be SIP is encrypted or compressed")
	f.IntVar(&o.shards, "shards", 0, "decode on `N` processors (0: all); changes nothing but the speed")
}

// output has the options of every command that has formats.
func (o *options) output(cmd *cobra.Command, formats []render.Format) {
	f := cmd.Flags()
	f.StringArrayVarP(&o.formats, "format", "T", nil, formatHelp(formats))
	f.StringVar(&o.color, "color", "auto", "colours: auto is on a terminal, unless NO_COLOR is set; `WHEN` may also be always or never")
	cmd.RegisterFlagCompletionFunc("color", cobra.FixedCompletions([]string{"auto", "always", "never"}, cobra.ShellCompDirectiveNoFileComp))
	var choice []string
	for _, format := range formats {
		choice = append(choice, format.Name+"\t"+format.Doc)
	}
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(choice, cobra.ShellCompDirectiveNoFileComp))
}

// formatHelp names the formats, for the help of --format.
func formatHelp(formats []render.Format) string {
	var b strings.Builder
	b.WriteString("show as `FORMAT[=FILE]`: ")
	for i, f := range formats {
		if i > 0 {
			b.WriteString(", or ")
		}
		fmt.Fprintf(&b, "%s, %s", f.Name, f.Doc)
		if i == 0 {
			b.WriteString(" (default)")
		}
	}
	return b.String() + "; to standard output unless FILE is given; may be repeated"
}

// colored reports whether w is to get colours.
func (o *options) colored(w io.Writer) (bool, error) {
	switch o.color {
	case "auto", "always", "never":
	default:
		return false, usage(fmt.Errorf("--color is auto, always or never, not %q", o.color))
	}
	if os.Getenv("NO_COLOR") != "" || o.color == "never" {
		return false, nil
	}
	return o.color == "always" || isTerminal(w) && os.Getenv("TERM") != "dumb", nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// percent is a share in percent as an option: "1", "0.5%".
type percent float64

func (p *percent) String() string { return strconv.FormatFloat(float64(*p), 'f', -1, 64) + "%" }
func (p *percent) Type() string   { return "PERCENT" }
func (p *percent) Set(s string) error {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil || !(v >= 0 && v <= 100) {
		return fmt.Errorf("a share from 0%% to 100%% is wanted")
	}
	*p = percent(v)
	return nil
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(fmt.Errorf("%s takes no arguments, not %q", cmd.CommandPath(), args[0]))
	}
	return nil
}

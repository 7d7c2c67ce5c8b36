package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // A second Ctrl-C ends the process at once.
	os.Exit(prescap(ctx, os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

// stdio is where a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// subcommands lists the commands, in the order of help.
func subcommands(std stdio) []*cobra.Command {
	return []*cobra.Command{
		tuiCommand(std),
		reportCommand(std),
		checkCommand(std),
		viewCommand(std),
		eventsCommand(std),
		messagesCommand(std),
		connectionsCommand(std),
		rulesCommand(std),
		explainCommand(std),
		schemaCommand(std),
		versionCommand(std),
	}
}

// prescap runs a command line and returns its exit code.
func prescap(ctx context.Context, args []string, std stdio) int {
	return execute(ctx, rootCommand(std), args, std)
}

// execute runs a command and returns the exit code. Whatever goes wrong, a panic
// included, ends here.
func execute(ctx context.Context, root *cobra.Command, args []string, std stdio) (code int) {
	defer func() {
		if v := recover(); v != nil {
			code = crashed(std.err, "in prescap "+strings.Join(args, " "), v, nil)
		}
	}()
	root.SetArgs(args)
	return codeOf(root.ExecuteContext(ctx), std.err)
}

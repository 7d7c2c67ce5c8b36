package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"prescap/cmd/prescap/internal/render"
)

func schemaCommand(std stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print the JSON Schema of an output",
		Long: `Prints the JSON Schema (draft 2020-12) of what prescap writes as JSON: of a line
of jsonl, or of a document. Without a name it lists them. prescap help schemas
tells about the fields in words.`,
		Example: `  prescap schema
  prescap schema event >event.schema.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				var b strings.Builder
				for _, s := range render.Outputs() {
					fmt.Fprintf(&b, "%-20s %s\n", s.Name, s.Doc)
				}
				return written(io.WriteString(std.out, b.String()))
			}
			ok, err := render.JSONSchema(std.out, args[0])
			if !ok {
				return usage(fmt.Errorf("there is no schema %q; prescap schema lists them", args[0]))
			}
			return written(0, err)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, s := range render.Outputs() {
				names = append(names, s.Name+"\t"+s.Doc)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// written says what went wrong in writing standard output.
func written(_ int, err error) error {
	if err != nil {
		return fmt.Errorf("cannot write standard output: %s", reason(err))
	}
	return nil
}

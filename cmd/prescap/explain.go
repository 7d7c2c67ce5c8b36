package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"prescap/analyze/rule"
	"prescap/analyze/rules"
	"prescap/cmd/prescap/internal/render"
)

func explainCommand(std stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE...",
		Short: "Tell everything about a rule",
		Long: `Tells about rules, by ID or name: what users notice, what is on the wire and
what should be, what to do, when it is harmless, what the capture has to show,
options with their defaults, and the sources.`,
		Example: `  prescap explain PUB001
  prescap explain stale-version-republished`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(fmt.Errorf("which rule? prescap rules lists them"))
			}
			var found []*rule.Rule
			for _, word := range args {
				r := rule.Find(rules.All(), word)
				if r == nil {
					return noRule("", word, rules.All())
				}
				found = append(found, r)
			}
			for i, r := range found {
				if i > 0 {
					io.WriteString(std.out, "\n\n")
				}
				if err := render.Explain(std.out, r); err != nil {
					return fmt.Errorf("cannot write standard output: %s", reason(err))
				}
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions(ruleWords(rules.All()), cobra.ShellCompDirectiveNoFileComp),
	}
}

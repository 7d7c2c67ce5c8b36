package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"prescap/analyze/rule"
	"prescap/analyze/rules"
	"prescap/cmd/prescap/internal/render"
	"prescap/decode/presence"
)

func explainCommand(std stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE|NUMBER...",
		Short: "Tell everything about a rule, or what a diagnostics number means",
		Long: `Tells about rules, by ID or name: what users notice, what is on the wire and
what should be, what to do, when it is harmless, what the capture has to show,
options with their defaults, and the sources.

A number is that of an ms-diagnostics header: what it means, which header has
it, the range it is of, and the source.`,
		Example: `  prescap explain PUB001
  prescap explain stale-version-republished
  prescap explain 2141`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(fmt.Errorf("which rule? prescap rules lists them"))
			}
			var found []explanation
			for _, word := range args {
				e, err := explain(word)
				if err != nil {
					return err
				}
				found = append(found, e)
			}
			for i, e := range found {
				if i > 0 {
					io.WriteString(std.out, "\n\n")
				}
				if err := e(std.out); err != nil {
					return fmt.Errorf("cannot write standard output: %s", reason(err))
				}
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions(append(ruleWords(rules.All()), diagnosisWords()...), cobra.ShellCompDirectiveNoFileComp),
	}
}

// explanation writes what there is to know of something.
type explanation func(io.Writer) error

// explain returns what there is to know of what a word stands for.
func explain(word string) (explanation, error) {
	if strings.Trim(word, "0123456789") == "" && word != "" {
		id, err := strconv.ParseUint(word, 10, 32)
		if err != nil {
			return nil, usage(fmt.Errorf("%s is too large for the number of a diagnostics header", word))
		}
		return func(w io.Writer) error { return render.ExplainDiagnosis(w, uint32(id)) }, nil
	}
	r := rule.Find(rules.All(), word)
	if r == nil {
		return nil, noRule("", word, rules.All())
	}
	return func(w io.Writer) error { return render.Explain(w, r) }, nil
}

// diagnosisWords are the numbers of diagnostics headers, for completion.
func diagnosisWords() []string {
	var words []string
	for _, d := range presence.Diagnoses() {
		words = append(words, fmt.Sprintf("%d\t%s", d.ID, d.Meaning))
	}
	return words
}

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
		Use:   "explain RULE|CATEGORY|NUMBER...",
		Short: "Tell everything about a rule, a category, or a diagnostics number",
		Long: `Tells about rules, by ID or name: what users notice, what is on the wire and
what should be, what to do, when it is harmless, what the capture has to show,
options with their defaults, and the sources.

Of a category, such as state, or of another document, such as contactList or
provisioning, it prints the reference of what it holds: elements
and attributes, how often they occur, their types, what they mean, the page that
says so; and what its instances are, by their numbers.

A number is that of an ms-diagnostics header: what it means, which header has
it, the range it is of, and the source.`,
		Example: `  prescap explain PUB001
  prescap explain stale-version-republished
  prescap explain state
  prescap explain 2141`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(fmt.Errorf("which rule, category or number? prescap rules lists the rules"))
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
				if err := written(0, e(std.out)); err != nil {
					return err
				}
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions(append(append(ruleWords(rules.All()), categoryWords()...), diagnosisWords()...), cobra.ShellCompDirectiveNoFileComp),
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
	if d := render.FindDocument(word); d != nil {
		return func(w io.Writer) error { return render.ExplainDocument(w, d) }, nil
	}
	r := rule.Find(rules.All(), word)
	if r == nil {
		var documents []string
		for _, d := range render.Documents() {
			documents = append(documents, d.Name)
		}
		return nil, noRule("there is no rule, category or document", word, rules.All(), documents...)
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

// categoryWords are the categories and other documents that are known, for completion.
func categoryWords() []string {
	var words []string
	for _, d := range render.Documents() {
		words = append(words, d.Name+"\t"+d.Doc)
	}
	return words
}

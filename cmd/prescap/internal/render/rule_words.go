package render

import (
	"fmt"
	"io"
	"strings"

	"prescap/analyze/rule"
)

// Explain writes everything there is to know about a rule.
func Explain(w io.Writer, r *rule.Rule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n%s\n\n", r.ID, r.Name, r.Title)
	fmt.Fprintf(&b, "%s; %s since %s\n", r.Severity, r.Status, r.Since)
	prose := func(title, text string) { fmt.Fprintf(&b, "\n%s\n  %s\n", title, wrap(text, 2)) }
	wire := func(title, text string) { fmt.Fprintf(&b, "\n%s\n%s\n", title, indented(text, 2)) }
	prose("What users notice", r.Doc.Symptom)
	wire("On the wire", r.Doc.Bad)
	wire("Right would be", r.Doc.Good)
	prose("What to do", r.Doc.Fix)
	prose("When it is harmless", r.Doc.Harmless)
	if all := needs(r.Needs); len(all) > 0 {
		prose("Stays silent unless the capture shows", strings.Join(all, "; "))
	}
	if all := needs(r.Wants); len(all) > 0 {
		prose("Says “possible” unless the capture shows", strings.Join(all, "; "))
	}
	if len(r.Options) > 0 {
		b.WriteString("\nOptions\n")
	}
	for _, o := range r.Options {
		fmt.Fprintf(&b, "  --set %s.%s=%v\n      %s\n", r.ID, o.Name, o.Default, wrap(fmt.Sprintf("a %s: %s", optionType(o), o.Doc), 6))
	}
	b.WriteString("\nSources\n")
	for _, c := range r.Basis {
		fmt.Fprintf(&b, "  %s\n", wrap(fmt.Sprintf("%s (%s)", c, tier(c.Tier)), 4))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// needs names a set of needs.
func needs(set rule.Needs) []string {
	var words []string
	for i, name := range rule.NeedNames() {
		if set&(1<<i) != 0 {
			words = append(words, name)
		}
	}
	return words
}

// optionType is the type of an option in a word.
func optionType(o rule.Option) string {
	if _, ok := o.Default.(int); ok {
		return "number"
	}
	return "time"
}

// tier says what a source is worth.
func tier(t rule.Tier) string {
	return [...]string{"", "specification", "product documentation", "observed traffic", "another implementation",
		"inference", "sources that contradict each other", "hearsay"}[t]
}

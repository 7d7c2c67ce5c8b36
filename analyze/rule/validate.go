package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Validate returns what is wrong with a list of rules: IDs and names that are used
// twice or ill formed, documentation that is missing, a severity above what the
// sources allow.
func Validate(rules []*Rule) []error {
	var errs []error
	seen := map[string]bool{}
	for _, r := range rules {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("rule %s: %s", r.ID, fmt.Sprintf(format, args...)))
		}
		for _, word := range []string{r.ID, r.Name} {
			if seen[word] {
				bad("%s is used twice", word)
			}
			seen[word] = true
		}
		if !regexp.MustCompile(`^[A-Z]{3}\d{3}$`).MatchString(r.ID) || !strings.HasPrefix(r.ID, string(r.Area)) {
			bad("the ID is not the area %s and three digits", r.Area)
		}
		if !kebab(r.Name) {
			bad("the name %q is not in kebab-case", r.Name)
		}
		if n := len(r.Title); n == 0 || n > 72 || strings.ContainsAny(r.Title, "\n") || strings.HasSuffix(r.Title, ".") {
			bad("the title is not one line of up to 72 letters without a full stop")
		}
		if r.Since == "" || r.Watch == nil {
			bad("Since or Watch is missing")
		}
		if r.Needs&r.Wants != 0 {
			bad("it both needs and wants %s", r.Needs&r.Wants)
		}
		errs = append(errs, sources(r)...)
		errs = append(errs, words(r)...)
		errs = append(errs, options(r)...)
	}
	return errs
}

func kebab(s string) bool { return regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`).MatchString(s) }

// sources checks the citations. An error rests on a specification, on product
// documentation, or on what was observed; a warning on no less than inference.
func sources(r *Rule) []error {
	if len(r.Basis) == 0 {
		return []error{fmt.Errorf("rule %s: no source", r.ID)}
	}
	best := Tier(7)
	for _, c := range r.Basis {
		if c.Doc == "" || c.Tier < 1 || c.Tier > 7 || c.Row == "" {
			return []error{fmt.Errorf("rule %s: the source %q is incomplete", r.ID, c)}
		}
		best = min(best, c.Tier)
	}
	if r.Severity == Error && best > 3 || r.Severity == Warning && best > 6 {
		return []error{fmt.Errorf("rule %s: a source of tier %d carries no %s", r.ID, best, r.Severity)}
	}
	return nil
}

// maxExample is how wide a line of an example may be, in letters: it is shown indented.
const maxExample = 76

// words checks that there is something to tell, and that it fits.
func words(r *Rule) []error {
	var errs []error
	for _, part := range []struct{ name, text string }{
		{"symptom", r.Doc.Symptom}, {"bad example", r.Doc.Bad}, {"good example", r.Doc.Good},
		{"fix", r.Doc.Fix}, {"harmless case", r.Doc.Harmless},
	} {
		if strings.TrimSpace(part.text) == "" {
			errs = append(errs, fmt.Errorf("rule %s: the %s is missing", r.ID, part.name))
		}
	}
	for line := range strings.Lines(r.Doc.Bad + "\n" + r.Doc.Good) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > maxExample {
			errs = append(errs, fmt.Errorf("rule %s: a line of an example is %d letters wide, and not %d: %s", r.ID, n, maxExample, line))
		}
	}
	return errs
}

func options(r *Rule) []error {
	var errs []error
	var names []string
	for _, o := range r.Options {
		switch o.Default.(type) {
		case time.Duration, int:
		default:
			errs = append(errs, fmt.Errorf("rule %s: option %s is neither a time nor a number", r.ID, o.Name))
		}
		if o.Doc == "" || slices.Contains(names, o.Name) {
			errs = append(errs, fmt.Errorf("rule %s: option %s is not described, or there twice", r.ID, o.Name))
		}
		names = append(names, o.Name)
	}
	return errs
}

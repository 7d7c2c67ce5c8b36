package rules

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"prescap/analyze/rule"
)

var update = flag.Bool("update", false, "write RULES.md")

func TestCatalogueIsValid(t *testing.T) {
	for _, err := range rule.Validate(All()) {
		t.Error(err)
	}
	last := ""
	for i, r := range All() {
		if i > 0 && All()[i-1].Area == r.Area && r.ID <= last {
			t.Errorf("%s stands behind %s", r.ID, last)
		}
		last = r.ID
	}
}

func TestRulesFileIsCurrent(t *testing.T) {
	want := page()
	got, err := os.ReadFile("RULES.md")
	switch {
	case err == nil && string(got) == want:
	case *update:
		if err := os.WriteFile("RULES.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("RULES.md is stale; go test ./analyze/rules -update writes it: %v", err)
	}
}

// page is RULES.md.
func page() string {
	var b strings.Builder
	b.WriteString("# Rules\n\nWhat `prescap check` looks for. This page is made from the rules themselves: `go test\n./analyze/rules -update`. `prescap explain ID` shows one of them.\n\nA source's tier: 1 specification, 2 product documentation, 3 observed traffic,\n4 another implementation, 5 inference, 6 sources that contradict each other,\n7 hearsay. An error rests on tier 3 or better.\n\nA rule stays silent where the capture does not show what it *needs*; where it lacks\nonly what it *wants*, it says \"possible\".\n\n")
	for _, area := range rule.Areas() {
		heading := fmt.Sprintf("## %s: %s\n\n| ID | name | severity | |\n|---|---|---|---|\n", area.Area, area.Doc)
		for _, r := range All() {
			if r.Area == area.Area {
				b.WriteString(heading)
				heading = ""
				fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", r.ID, strings.ToLower(r.ID), r.Name, r.Severity, r.Title)
			}
		}
		if heading == "" {
			b.WriteByte('\n')
		}
	}
	for _, r := range All() {
		section(&b, r)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// section is one rule.
func section(b *strings.Builder, r *rule.Rule) {
	fmt.Fprintf(b, "## %s\n\n**%s** (`%s`, %s, %s, since %s)\n\n%s\n\n", r.ID, r.Title, r.Name, r.Severity, r.Status, r.Since, r.Doc.Symptom)
	fmt.Fprintf(b, "On the wire:\n\n```\n%s\n```\n\nRight would be:\n\n```\n%s\n```\n\n", r.Doc.Bad, r.Doc.Good)
	fmt.Fprintf(b, "*What to do.* %s\n\n*When it is harmless.* %s\n\n", r.Doc.Fix, r.Doc.Harmless)
	for _, set := range []struct {
		verb  string
		needs rule.Needs
	}{{"Needs", r.Needs}, {"Wants", r.Wants}} {
		var words []string
		for i, name := range rule.NeedNames() {
			if set.needs&(1<<i) != 0 {
				words = append(words, name)
			}
		}
		if len(words) > 0 {
			fmt.Fprintf(b, "%s: %s.\n", set.verb, strings.Join(words, "; "))
		}
	}
	for _, o := range r.Options {
		fmt.Fprintf(b, "Option `%s.%s` (%v): %s.\n", r.ID, o.Name, o.Default, o.Doc)
	}
	var cited []string
	for _, c := range r.Basis {
		cited = append(cited, fmt.Sprintf("%s (tier %d)", c, c.Tier))
	}
	fmt.Fprintf(b, "Sources: %s.\n\n", strings.Join(cited, "; "))
}

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prescap/analyze"
	"prescap/analyze/rule"
	"prescap/analyze/rules"
)

// selection says which rules run, and how.
type selection struct {
	only, disable, set []string
}

func (s *selection) flags(cmd *cobra.Command, all []*rule.Rule) {
	f := cmd.Flags()
	f.StringSliceVar(&s.only, "only", nil, "judge by these `RULES` only: IDs, names or areas, separated by commas; may be repeated")
	f.StringSliceVar(&s.disable, "disable", nil, "do not judge by these `RULES`; as with --only")
	f.StringArrayVar(&s.set, "set", nil, "set an option of a rule, as `RULE.OPTION=VALUE`; may be repeated")
	var words, options []string
	for _, area := range rule.Areas() {
		if slices.ContainsFunc(all, func(r *rule.Rule) bool { return r.Area == area.Area }) {
			words = append(words, string(area.Area)+"\t"+area.Doc)
		}
	}
	words = append(words, ruleWords(all)...)
	for _, r := range all {
		for _, o := range r.Options {
			options = append(options, fmt.Sprintf("%s.%s=%v\t%s", r.ID, o.Name, o.Default, o.Doc))
		}
	}
	cmd.RegisterFlagCompletionFunc("only", cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("disable", cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("set", cobra.FixedCompletions(options, cobra.ShellCompDirectiveNoFileComp))
}

// ruleWords lists rules for completion.
func ruleWords(all []*rule.Rule) []string {
	var words []string
	for _, r := range all {
		words = append(words, r.ID+"\t"+r.Name, r.Name+"\t"+r.Title)
	}
	return words
}

// analysis is the analysis with the selected rules.
func (s *selection) analysis() (*analyze.Config, error) {
	chosen, err := s.chosen(rules.All())
	if err != nil {
		return nil, err
	}
	settings, err := s.settings(rules.All())
	if err != nil {
		return nil, err
	}
	return &analyze.Config{Rules: chosen, Settings: settings, Limits: analyze.DefaultLimits()}, nil
}

// chosen returns the rules that are to run.
func (s *selection) chosen(all []*rule.Rule) ([]*rule.Rule, error) {
	only, err := matching("--only", s.only, all)
	if err != nil {
		return nil, err
	}
	disable, err := matching("--disable", s.disable, all)
	if err != nil {
		return nil, err
	}
	var chosen []*rule.Rule
	for _, r := range all {
		if (len(s.only) == 0 || only[r]) && !disable[r] {
			chosen = append(chosen, r)
		}
	}
	if len(chosen) == 0 && len(all) > 0 {
		return nil, usage(fmt.Errorf("--only and --disable leave no rule"))
	}
	return chosen, nil
}

// matching returns the rules that words name.
func matching(option string, words []string, all []*rule.Rule) (map[*rule.Rule]bool, error) {
	named := map[*rule.Rule]bool{}
	for _, word := range words {
		found := slices.ContainsFunc(areas(), func(a string) bool { return strings.EqualFold(a, word) })
		for _, r := range all {
			if strings.EqualFold(word, string(r.Area)) || r == rule.Find(all, word) {
				named[r], found = true, true
			}
		}
		if !found {
			return nil, noRule(option+": there is no rule", word, all, areas()...)
		}
	}
	return named, nil
}

// areas lists the areas; there need not be rules for each.
func areas() []string {
	var all []string
	for _, area := range rule.Areas() {
		all = append(all, string(area.Area))
	}
	return all
}

// noRule says what there is not, such as a rule, and which one, or what else that is
// known, may be meant.
func noRule(absent, word string, all []*rule.Rule, known ...string) error {
	for _, r := range all {
		known = append(known, r.ID, r.Name)
	}
	if near := nearest(word, known); near != "" {
		return usage(fmt.Errorf("%s %q; did you mean %s?", absent, word, near))
	}
	return usage(fmt.Errorf("%s %q; prescap rules lists the rules", absent, word))
}

// settings returns the options that were set.
func (s *selection) settings(all []*rule.Rule) (map[string]any, error) {
	settings := map[string]any{}
	for _, text := range s.set {
		name, value, err := rule.ParseSetting(all, text)
		if err != nil {
			return nil, usage(fmt.Errorf("--set: %w", err))
		}
		settings[name] = value
	}
	return settings, nil
}

package render

import (
	"fmt"
	"io"

	"prescap/analyze/rule"
)

const rulesSchema = "prescap.rules/1"

// catalogueJSON is the list of rules in JSON.
type catalogueJSON struct {
	Schema string     `json:"schema" doc:"prescap.rules/1"`
	Rules  []ruleJSON `json:"rules" doc:"by area and ID"`
}

type ruleJSON struct {
	ID       string       `json:"id" doc:"such as PUB001; never used again for another rule"`
	Name     string       `json:"name" doc:"the same in words"`
	Title    string       `json:"title" doc:"one line"`
	Area     string       `json:"area" doc:"what the ID begins with"`
	Severity string       `json:"severity" doc:"error, warning or info; that of a finding may be lower"`
	Status   string       `json:"status" doc:"stable or experimental"`
	Since    string       `json:"since" doc:"the version of prescap that brought it"`
	Symptom  string       `json:"symptom" doc:"what users notice"`
	Bad      string       `json:"bad" doc:"on the wire, when it is wrong"`
	Good     string       `json:"good" doc:"on the wire, when it is right"`
	Fix      string       `json:"fix" doc:"what to do"`
	Harmless string       `json:"harmless" doc:"when it is no trouble although it was found"`
	Needs    []string     `json:"needs,omitempty" doc:"what must have been seen, or it stays silent"`
	Wants    []string     `json:"wants,omitempty" doc:"what should have been seen, or it says possible"`
	Options  []optionJSON `json:"options,omitempty" doc:"thresholds, for --set RULE.OPTION=VALUE"`
	Sources  []sourceJSON `json:"sources" doc:"what it rests on"`
}

type optionJSON struct {
	Name    string `json:"name" doc:"without the rule's ID"`
	Type    string `json:"type" doc:"time or number"`
	Default string `json:"default" doc:"as --set takes it"`
	Doc     string `json:"doc" doc:"one line"`
}

type sourceJSON struct {
	Source string `json:"source" doc:"document and section"`
	Tier   int    `json:"tier" doc:"what it is worth, from 1 (specification) to 7 (hearsay)"`
	Worth  string `json:"worth" doc:"the same in words"`
}

type rulesJSON struct {
	atEnd
	w   io.Writer
	all []*rule.Rule
}

// Close writes the document.
func (r *rulesJSON) Close(*Result) error {
	j := catalogueJSON{Schema: rulesSchema, Rules: []ruleJSON{}}
	for _, x := range r.all {
		j.Rules = append(j.Rules, ruleOf(x))
	}
	return encoder(r.w).Encode(&j)
}

func ruleOf(r *rule.Rule) ruleJSON {
	j := ruleJSON{
		ID: r.ID, Name: r.Name, Title: r.Title, Area: string(r.Area), Severity: r.Severity.String(), Status: r.Status.String(),
		Since: r.Since, Symptom: r.Doc.Symptom, Bad: r.Doc.Bad, Good: r.Doc.Good, Fix: r.Doc.Fix, Harmless: r.Doc.Harmless,
		Needs: needs(r.Needs), Wants: needs(r.Wants),
	}
	for _, o := range r.Options {
		j.Options = append(j.Options, optionJSON{o.Name, optionType(o), fmt.Sprint(o.Default), o.Doc})
	}
	for _, c := range r.Basis {
		j.Sources = append(j.Sources, sourceJSON{c.String(), int(c.Tier), tier(c.Tier)})
	}
	return j
}

package schema

import "strings"

// Flaws says what is wrong with the table of a schema, nil when nothing is: for tests.
func (d *Document) Flaws() (all []string) {
	say := func(where, what string) { all = append(all, d.Name+": "+where+": "+what) }
	if d.Name == "" || d.Doc == "" || strings.HasSuffix(d.Doc, ".") || d.Source == "" || len(d.Roots) == 0 || d.Space == "" && !d.Anywhere {
		say("schema", "not described")
	}
	d.root.flaws("", say)
	return all
}

func (n *node) flaws(path string, say func(where, what string)) {
	seen := map[string]bool{}
	for _, a := range n.attrs {
		if seen[a.name] {
			say(path+"/@"+a.name, "is there twice")
		}
		seen[a.name] = true
		if a.keep.at == nil {
			say(path+"/@"+a.name, "is not kept")
		}
		a.described(path+"/@"+a.name, say)
	}
	if len(n.attrs) > 64 {
		say(path, "more than 64 attributes")
	}
	for _, k := range n.kids {
		where := path + "/" + k.name
		if seen[k.name] {
			say(where, "is there twice, or an attribute has the name")
		}
		seen[k.name] = true
		k.described(where, say)
		if k.text != nil && k.text.keep.at == nil {
			say(where, "its text is not kept")
		}
		if k.most == 0 && k.keep.count == nil {
			say(where, "it may repeat, and there is no list that keeps it")
		}
		k.flaws(where, say)
	}
}

// described looks at what is said of an element or attribute.
func (n *node) described(where string, say func(where, what string)) {
	if n.Doc == "" || strings.HasSuffix(n.Doc, ".") {
		say(where, "no line about it")
	}
	if n.Source == "" {
		say(where, "no source")
	}
}

package schema

import "strings"

// mostText bounds the text of a value: what is beyond is not written.
const mostText = 200

// Text says what a value of the schema says: the name and the text of everything that it
// has, in the order of the rows, cut at some length.
func (d *Document) Text(v any) string {
	var parts []string
	size := 0
	d.root.words(v, "", func(s string) bool {
		parts = append(parts, s)
		size += len(s)
		return size < mostText
	})
	return strings.Join(parts, ", ")
}

// words gives what is in an element, until more says that it is enough.
func (n *node) words(v any, name string, more func(string) bool) bool {
	for _, a := range n.attrs {
		if !a.word(v, join(name, a.name), more) {
			return false
		}
	}
	if n.text != nil && !n.text.word(v, name, more) {
		return false
	}
	if n.others != nil {
		for _, o := range *n.others(v) {
			if o.Text != "" && !more(join(name, o.Name)+" "+o.Text) {
				return false
			}
		}
	}
	for _, k := range n.kids {
		for i := range k.times(v) {
			if !k.words(k.part(v, i), join(name, k.name), more) {
				return false
			}
		}
	}
	return true
}

// word gives a text or an attribute that a value has.
func (n *node) word(v any, name string, more func(string) bool) bool {
	s, ok := text(n, v)
	if !ok {
		return true
	}
	if strings.ContainsAny(s, " \t\r\n") || s == "" {
		s = "“" + strings.Join(strings.Fields(s), " ") + "”"
	}
	return more(name + " " + s)
}

func join(outer, inner string) string {
	if outer == "" {
		return inner
	}
	return outer + "." + inner
}

package schema

import "time"

// Each calls f for every text and attribute that a value has, with its name, while it is
// another one: for tests.
func (d *Document) Each(v any, f func(name string)) { d.root.each(v, "", f) }

func (n *node) each(v any, name string, f func(name string)) {
	for _, a := range n.attrs {
		a.other(v, join(name, "@"+a.name), f)
	}
	if n.text != nil {
		n.text.other(v, name, f)
	}
	for _, k := range n.kids {
		for i := range k.times(v) {
			k.each(k.part(v, i), join(name, k.name), f)
		}
	}
}

// other calls f while a text or an attribute that a value has is another one.
func (n *node) other(v any, name string, f func(name string)) {
	if _, ok := text(n, v); !ok {
		return
	}
	switch p := n.keep.at(v).(type) {
	case *string:
		with(p, *p+"x", name, f)
	case *bool:
		with(p, !*p, name, f)
	case *Flag:
		with(p, Yes+No-*p, name, f)
	case *Number:
		with(p, Number{p.N + 1, true}, name, f)
	case *Integer:
		with(p, Integer{p.N + 1, true}, name, f)
	case *int:
		with(p, *p+1, name, f)
	case *time.Time:
		with(p, p.Add(time.Second), name, f)
	case *[]string:
		with(p, append([]string{"x"}, *p...), name, f)
	}
}

func with[T any](p *T, other T, name string, f func(name string)) {
	old := *p
	*p = other
	f(name)
	*p = old
}

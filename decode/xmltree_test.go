package decode_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// element is an element of a document whose prefixes are resolved. The document can be
// written with others.
type element struct {
	space, local string
	attrs        []attribute
	inside       []any // Strings and *element.
}

// attribute is an attribute; one that is a qualified name has that resolved, too.
type attribute struct {
	space, local, value string
	qualified           bool
	of                  string // Namespace of the value.
}

const (
	xmlSpace      = "http://www.w3.org/XML/1998/namespace"
	instanceSpace = "http://www.w3.org/2001/XMLSchema-instance"
)

// parse reads a document.
func parse(t *testing.T, text string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	top := &element{}
	open := []*element{top}
	scopes := []map[string]string{{"xml": xmlSpace}}
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return top.inside[slices.IndexFunc(top.inside, func(c any) bool { _, ok := c.(*element); return ok })].(*element)
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		parent := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e, scope := resolved(token, scopes[len(scopes)-1])
			parent.inside = append(parent.inside, e)
			open, scopes = append(open, e), append(scopes, scope)
		case xml.EndElement:
			open, scopes = open[:len(open)-1], scopes[:len(scopes)-1]
		case xml.CharData:
			parent.inside = append(parent.inside, string(token))
		}
	}
}

// resolved makes an element of a start tag, with the prefixes that are in scope there.
func resolved(tag xml.StartElement, around map[string]string) (*element, map[string]string) {
	scope := map[string]string{}
	for prefix, space := range around {
		scope[prefix] = space
	}
	for _, a := range tag.Attr {
		switch {
		case a.Name.Space == "xmlns":
			scope[a.Name.Local] = a.Value
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			scope[""] = a.Value
		}
	}
	e := &element{space: scope[tag.Name.Space], local: tag.Name.Local}
	for _, a := range tag.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		at := attribute{local: a.Name.Local, value: a.Value}
		if a.Name.Space != "" {
			at.space = scope[a.Name.Space]
		}
		if at.space == instanceSpace && at.local == "type" {
			prefix, local, found := strings.Cut(a.Value, ":")
			if !found {
				prefix, local = "", a.Value
			}
			at.qualified, at.of, at.value = true, scope[prefix], local
		}
		e.attrs = append(e.attrs, at)
	}
	return e, scope
}

// walk calls for an element and all in it, in the order of the document.
func (e *element) walk(do func(*element)) {
	do(e)
	for _, c := range e.inside {
		if c, ok := c.(*element); ok {
			c.walk(do)
		}
	}
}

// attributes returns the attributes without namespace of a document, each name once.
func (e *element) attributes() (all []attribute) {
	e.walk(func(e *element) {
		for _, a := range e.attrs {
			if a.space == "" && !slices.ContainsFunc(all, func(o attribute) bool { return o.local == a.local }) {
				all = append(all, a)
			}
		}
	})
	return all
}

// spaces returns the namespaces of a document, each once.
func (e *element) spaces() (all []string) {
	add := func(space string) {
		if space != "" && space != xmlSpace && !slices.Contains(all, space) {
			all = append(all, space)
		}
	}
	e.walk(func(e *element) {
		add(e.space)
		for _, a := range e.attrs {
			add(a.space)
			add(a.of)
		}
	})
	return all
}

// style says how namespaces are written.
type style struct {
	prefixes []string // For the namespaces in their order; none to have default namespaces.
	local    bool     // Every element declares what it uses, else the root all.
	decoy    bool     // The default namespace is another, else none.
}

// written is a document while it is written.
type written struct {
	strings.Builder
	style
	all []string // Its namespaces.
}

// write writes a document.
func (e *element) write(s style) string {
	w := &written{style: s, all: e.spaces()}
	if len(s.prefixes) > 0 {
		w.prefixes = slices.Clone(s.prefixes)
		for i := len(w.prefixes); i < len(w.all); i++ {
			w.prefixes = append(w.prefixes, fmt.Sprintf("%s%d", s.prefixes[0], i))
		}
	}
	w.element(e, "", true)
	return w.String()
}

// prefix returns the prefix of a namespace, with the colon.
func (w *written) prefix(space string) string {
	switch {
	case space == "":
		return ""
	case space == xmlSpace:
		return "xml:"
	case len(w.prefixes) == 0:
		return fmt.Sprintf("n%d:", slices.Index(w.all, space))
	}
	return w.prefixes[slices.Index(w.all, space)] + ":"
}

func (w *written) element(e *element, around string, root bool) {
	name := w.prefix(e.space) + e.local
	if len(w.prefixes) == 0 {
		name = e.local
	}
	w.WriteString("<" + name)
	w.declarations(e, around, root)
	for _, a := range e.attrs {
		value := a.value
		if a.qualified && (len(w.prefixes) > 0 || a.of != e.space) {
			value = w.prefix(a.of) + value
		}
		w.WriteString(" " + w.prefix(a.space) + a.local + `="`)
		xml.EscapeText(w, []byte(value))
		w.WriteString(`"`)
	}
	w.WriteString(">")
	for _, c := range e.inside {
		switch c := c.(type) {
		case string:
			xml.EscapeText(w, []byte(c))
		case *element:
			w.element(c, e.space, false)
		}
	}
	w.WriteString("</" + name + ">")
}

// declarations declares the namespaces that are used from an element on.
func (w *written) declarations(e *element, around string, root bool) {
	declare := func(space string) {
		fmt.Fprintf(w, ` xmlns:%s="%s"`, strings.TrimSuffix(w.prefix(space), ":"), space)
	}
	switch {
	case len(w.prefixes) > 0 && w.decoy && e.space != "":
		w.WriteString(` xmlns="urn:example:decoy"`)
	case len(w.prefixes) > 0 && (w.decoy || w.local):
		w.WriteString(` xmlns=""`)
	case len(w.prefixes) == 0 && e.space != around:
		fmt.Fprintf(w, ` xmlns="%s"`, e.space)
	}
	used := w.all
	if w.local || len(w.prefixes) == 0 {
		used = nil
		for _, a := range append([]attribute{{space: e.space}}, e.attrs...) {
			for _, space := range []string{a.space, a.of} {
				own := len(w.prefixes) == 0 && space == e.space
				if space != "" && space != xmlSpace && !own && !slices.Contains(used, space) {
					used = append(used, space)
				}
			}
		}
	} else if !root {
		return
	}
	for _, space := range used {
		declare(space)
	}
}

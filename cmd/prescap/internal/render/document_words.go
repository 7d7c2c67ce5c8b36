package render

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"prescap/decode/presence"
	"prescap/decode/schema"
)

// FindDocument returns the schema of a category's documents, or of a body that is a
// document of its own; nil where there is none.
func FindDocument(name string) *schema.Document {
	for _, d := range Documents() {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// ExplainDocument writes the reference page of a category: what its documents hold, and
// what its instances are.
func ExplainDocument(w io.Writer, d *schema.Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", d.Name, wrap(capital(d.Doc)+".", 0))
	const wide = 11
	b.WriteString(row("root", wide, strings.Join(d.Roots, " or ")+rootWords(d)))
	space := cmp.Or(d.Space, "none")
	if d.Anywhere {
		space += ", or any other"
	}
	b.WriteString(row("namespace", wide, space))
	for _, also := range d.Also {
		b.WriteString(row("", wide, also+", in some sources"))
	}
	if len(d.Types) > 0 {
		b.WriteString(row("xsi:type", wide, strings.Join(d.Types, ", ")))
	}
	b.WriteString(row("source", wide, d.Source))
	instanceWords(&b, d.Name)
	b.WriteString("\nElements and attributes\n")
	for _, l := range d.Lines() {
		lineWords(&b, &l)
	}
	b.WriteString("\n" + wrap("0..1 is optional, 1 is required, 0..* and 1..* may repeat. Tokens are case-sensitive.", 0) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// rootWords says what else there is to know of a root.
func rootWords(d *schema.Document) string {
	var all []string
	if d.Flags&schema.Blank != 0 {
		all = append(all, "without children it says that there is nothing to see")
	}
	if d.Flags&schema.Tail != 0 {
		all = append(all, "extensible")
	}
	if len(all) == 0 {
		return ""
	}
	return " (" + strings.Join(all, "; ") + ")"
}

// instanceWords lists what instances of a category are, by their numbers.
func instanceWords(b *strings.Builder, name string) {
	some := false
	for c := range presence.InstanceClasses {
		if string(c.Category) != name {
			continue
		}
		if !some {
			b.WriteString("\nInstances\n")
			some = true
		}
		numbers := fmt.Sprint(c.First)
		if c.First != c.Last {
			numbers = fmt.Sprintf("%#x to %#x", c.First, c.Last)
		}
		fmt.Fprintf(b, "  %s: %s\n      %s\n", numbers, c.Name, wrap(fmt.Sprintf("%s [%s]", c.Meaning, c.Source), 6))
	}
}

// lineWords writes a row of a schema.
func lineWords(b *strings.Builder, l *schema.Line) {
	indent := strings.Repeat("  ", 1+l.Indent())
	name := l.Path[strings.LastIndexByte(l.Path, '/')+1:]
	head := indent + name + "  " + l.Occurs
	if l.Type != "" {
		head += "  " + l.Type
	}
	words := []string{capital(l.Doc) + "."}
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if len(l.Known) > 0 && l.Closed {
		add("One of %s.", strings.Join(l.Known, ", "))
	} else if len(l.Known) > 0 {
		add("Known: %s; others are allowed.", strings.Join(l.Known, ", "))
	}
	if len(l.Only) > 0 {
		add("In %s only.", strings.Join(l.Only, ", "))
	}
	if l.Layer > 0 {
		add("Behind delimiter %d.", l.Layer)
	}
	if l.Space != "" && l.Space != schema.InstanceSpace {
		add("Of namespace %s.", l.Space)
	}
	if len(l.Also) > 0 {
		add("In some sources of %s.", strings.Join(spaceWords(l.Also), ", "))
	}
	if len(l.Spelt) > 0 {
		add("Some sources spell it %s.", strings.Join(l.Spelt, ", "))
	}
	if l.Flags&schema.Omitted != 0 {
		add("Real clients leave it out.")
	}
	if l.Flags&schema.Tail != 0 {
		add("Extensible.")
	}
	add("[%s]", l.Source)
	fmt.Fprintf(b, "%s\n%s    %s\n", head, indent, wrap(strings.Join(words, " "), len(indent)+4))
}

// spaceWords names namespaces.
func spaceWords(spaces []string) (words []string) {
	for _, s := range spaces {
		if s == "" {
			words = append(words, "no namespace")
		} else {
			words = append(words, "namespace "+s)
		}
	}
	return words
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

package xmlscan

// Attr is an attribute. Declarations of namespaces are not among them.
type Attr struct {
	Space  string // The namespace; empty without prefix, or when the prefix is not declared.
	Local  string // The name without its prefix.
	Value  string // Normalised, references resolved.
	Offset int    // Of the first byte of its name.
}

// Element is a start tag. It is valid until the scanner gives the next one, in
// whichever loop; Text and Inner leave it as it is. The strings in it live as long
// as the body.
type Element struct {
	Space  string // The namespace; empty when there is none, or when the prefix is not declared.
	Local  string // The name without its prefix.
	Attrs  []Attr // In the order they were sent.
	Offset int    // Of the '<' that begins it.
}

// Attr returns the value of an attribute without namespace.
func (e *Element) Attr(local string) (value string, ok bool) { return e.AttrNS("", local) }

// AttrNS returns the value of an attribute of a namespace.
func (e *Element) AttrNS(space, local string) (value string, ok bool) {
	for i := range e.Attrs {
		if a := &e.Attrs[i]; a.Local == local && a.Space == space {
			return a.Value, true
		}
	}
	return "", false
}

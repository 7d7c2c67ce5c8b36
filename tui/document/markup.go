package document

import "bytes"

const cdata = "<![CDATA["

// markup returns where the markup at a position ends that is no tag: a comment, a
// CDATA section, a processing instruction or a declaration. What has no end ends
// with the document. When no such markup is there, it returns the position.
func (o *outline) markup(at int) (end int) {
	b := o.raw[at:o.to]
	through := func(skip int, last string) int {
		if i := bytes.Index(b[skip:], []byte(last)); i >= 0 {
			return at + skip + i + len(last)
		}
		return o.to
	}
	switch {
	case len(b) < 2 || b[0] != '<':
	case b[1] == '?':
		return through(2, "?>")
	case b[1] != '!':
	case bytes.HasPrefix(b, []byte("<!--")):
		return through(4, "-->")
	case bytes.HasPrefix(b, []byte(cdata)):
		return through(len(cdata), "]]>")
	case len(b) > 2 && nameStart(b[2]):
		return at + declaration(b)
	}
	return at
}

// declaration returns the length of the declaration that b begins with. An
// internal subset, in brackets, is in it.
func declaration(b []byte) int {
	deep := 0
	for i, c := range b {
		switch {
		case c == '[':
			deep++
		case c == ']':
			deep--
		case c == '>' && deep <= 0:
			return i + 1
		}
	}
	return len(b)
}

// isTag reports whether a tag begins at a position.
func (o *outline) isTag(at int) bool {
	return at+1 < o.to && o.raw[at] == '<' && (o.raw[at+1] == '/' || nameStart(o.raw[at+1]))
}

// textEnd returns where the text at a position ends: at the next markup. A '<'
// that begins none is text.
func (o *outline) textEnd(at int) int {
	for ; at < o.to; at++ {
		i := bytes.IndexByte(o.raw[at:o.to], '<')
		if i < 0 {
			return o.to
		}
		at += i
		if o.isTag(at) || o.isMarkup(at) {
			return at
		}
	}
	return o.to
}

// isMarkup reports whether markup that is no tag begins at a position.
func (o *outline) isMarkup(at int) bool {
	b := o.raw[at:min(o.to, at+len(cdata))]
	return len(b) > 1 && b[1] == '?' ||
		len(b) > 2 && b[1] == '!' && nameStart(b[2]) ||
		bytes.HasPrefix(b, []byte("<!--")) || bytes.HasPrefix(b, []byte(cdata))
}

// block writes markup that is no tag, on lines of its own.
func (o *outline) block(at, end int) {
	if bytes.HasPrefix(o.raw[at:end], []byte(cdata)) && bytes.IndexByte(o.raw[at:end], '\n') < 0 {
		o.line(at)
		o.indent(len(o.names))
		o.section(at, end)
		return
	}
	kind := Declaration
	switch {
	case bytes.HasPrefix(o.raw[at:end], []byte("<!--")):
		kind = Comment
	case bytes.HasPrefix(o.raw[at:end], []byte(cdata)):
		kind = Text
	}
	o.lines(kind, at, end)
}

// section adds a CDATA section to the line.
func (o *outline) section(at, end int) {
	text, last := at+len(cdata), end
	if bytes.HasSuffix(o.raw[text:end], []byte("]]>")) {
		last = end - len("]]>")
	}
	o.put(Punctuation, at, text)
	o.put(Text, text, last)
	o.put(Punctuation, last, end)
}

// lines writes a part of the document on lines of its own, as they are behind the
// indentation. Empty ones at the beginning and at the end are left out, and so is
// all that is only white space.
func (o *outline) lines(kind Kind, from, to int) {
	first := o.skip(from, to)
	if first == to {
		return
	}
	if i := bytes.LastIndexByte(o.raw[from:first], '\n'); i >= 0 {
		from += i + 1
	}
	last := o.trim(from, to)
	for from < to && from < last && !o.full {
		end, next := o.lineAt(from, to)
		o.line(from)
		if o.skip(from, end) < end {
			o.indent(len(o.names))
			o.put(kind, from, end)
		}
		from = next
	}
}

// nameStart reports whether a name may begin with a byte.
func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

// nameEnd returns where the name at a position ends.
func (o *outline) nameEnd(at int) int {
	for at < o.to {
		switch c := o.raw[at]; {
		case white(c), c == '<', c == '>', c == '/', c == '=', c == '"', c == '\'':
			return at
		}
		at++
	}
	return at
}

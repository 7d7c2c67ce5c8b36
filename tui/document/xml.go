package document

import "bytes"

const (
	mostIndent  = 40  // Levels.
	mostColumns = 100 // Of a tag on one line.
	mostEnded   = 64  // Elements that one end tag may end.
)

// outline is XML while it is written. It knows no grammar: tags open and close
// levels, and what is no markup is text.
type outline struct {
	*page
	to    int
	names []span  // Of the elements that are open, the innermost last.
	tag   []token // The start tag that was read last.
}

// span is a part of the message.
type span struct{ from, to int }

// xml writes XML, with indentation for the levels of its elements.
func (p *page) xml(from, to int) {
	o := outline{page: p, to: to}
	for at := from; at < to && !p.full; {
		end := o.markup(at)
		switch {
		case end > at:
			o.block(at, end)
		case o.isTag(at) && o.raw[at+1] == '/':
			end = o.endTag(at)
		case o.isTag(at):
			end = o.element(at)
		default:
			end = o.textEnd(at)
			o.lines(Text, at, end)
		}
		at = end
	}
}

// element writes the start tag at a position, and when it has only text in it the
// whole element. It returns where what it wrote ends.
func (o *outline) element(at int) (end int) {
	end, shut := o.readTag(at)
	o.writeTag(at, len(o.names))
	if shut {
		return end
	}
	name := span{o.tag[1].from, o.tag[1].to}
	o.names = append(o.names, name)
	last := o.content(end)
	if bytes.IndexByte(o.raw[end:last], '\n') >= 0 || last < o.to && !o.ends(name, last) {
		return end
	}
	for end < last {
		next := o.markup(end)
		if next > end {
			o.section(end, next)
		} else {
			next = o.textEnd(end)
			o.put(Text, end, next)
		}
		end = next
	}
	if last < o.to {
		_, end = o.closing(last)
		o.names = o.names[:len(o.names)-1]
	}
	return end
}

// content returns where the text and the CDATA sections at a position end.
func (o *outline) content(at int) int {
	for {
		at = o.textEnd(at)
		if !bytes.HasPrefix(o.raw[at:o.to], []byte(cdata)) {
			return at
		}
		at = o.markup(at)
	}
}

// ends reports whether the end tag of that name is at a position.
func (o *outline) ends(name span, at int) bool {
	from, to := at+2, at+2+name.to-name.from
	return to <= o.to && o.raw[at+1] == '/' && bytes.Equal(o.raw[from:to], o.raw[name.from:name.to]) && o.nameEnd(from) == to
}

// endTag writes the end tag at a position on a line of its own, and returns where
// it ends. It ends the innermost element of its name, and those in that; when no
// such element is near, it ends none.
func (o *outline) endTag(at int) (end int) {
	to := o.nameEnd(at + 2)
	level := len(o.names)
	for i := level - 1; i >= max(0, len(o.names)-mostEnded); i-- {
		if n := o.names[i]; bytes.Equal(o.raw[n.from:n.to], o.raw[at+2:to]) {
			level = i
			break
		}
	}
	o.names = o.names[:level]
	o.line(at)
	o.indent(level)
	_, end = o.closing(at)
	return end
}

// closing adds the end tag at a position to the line, and returns where its name
// and all of it end: at the next '<' when it has no '>'.
func (o *outline) closing(at int) (name, end int) {
	name = o.nameEnd(at + 2)
	end = o.to
	if i := bytes.IndexAny(o.raw[name:o.to], "<>"); i >= 0 {
		end = name + i
	}
	o.put(Punctuation, at, at+2)
	o.put(Element, at+2, name)
	if rest := o.skip(name, end); rest < end {
		o.add(Unmarked, " ")
		o.put(Unmarked, rest, o.trim(rest, end))
	}
	if end < o.to && o.raw[end] == '>' {
		o.put(Punctuation, end, end+1)
		end++
	}
	return name, end
}

package document

import (
	"bytes"
	"unicode/utf8"
)

// token is a part of a start tag.
type token struct {
	kind     Kind
	from, to int
	apart    bool // White space is before it.
}

// readTag reads the start tag at a position, and returns where it ends, and
// whether it ends its element too. Without '>' it ends at the next '<'.
func (o *outline) readTag(at int) (end int, shut bool) {
	name := o.nameEnd(at + 1)
	o.tag = append(o.tag[:0], token{Punctuation, at, at + 1, false}, token{Element, at + 1, name, false})
	for at = name; ; {
		from := o.skip(at, o.to)
		apart := from > at
		if at = from; at == o.to {
			return at, false
		}
		switch c := o.raw[at]; {
		case c == '<':
			return at, false
		case c == '>':
			o.tag = append(o.tag, token{Punctuation, at, at + 1, false})
			return at + 1, false
		case o.shuts(at):
			o.tag = append(o.tag, token{Punctuation, at, at + 2, false})
			return at + 2, true
		case c == '/':
			o.tag = append(o.tag, token{Unmarked, at, at + 1, apart})
			at++
		case c == '=':
			o.tag = append(o.tag, token{Punctuation, at, at + 1, false})
			at = o.value(o.skip(at+1, o.to), false)
		case c == '"', c == '\'':
			at = o.value(at, apart)
		default:
			to := o.nameEnd(at)
			o.tag = append(o.tag, token{Attribute, at, to, apart})
			at = to
		}
	}
}

// shuts reports whether "/>" is at a position.
func (o *outline) shuts(at int) bool { return bytes.HasPrefix(o.raw[at:o.to], []byte("/>")) }

// value reads the value at a position, with quotes or without, and returns where
// it ends. A value without its last quote ends at the next '<' or '>'; one that
// has lost it, and found that of another, is told by a '<' in it and by what
// stands behind it.
func (o *outline) value(at int, apart bool) (end int) {
	if at == o.to {
		return at
	}
	quote := o.raw[at]
	if quote != '"' && quote != '\'' {
		for end = at; end < o.to && !white(o.raw[end]) && o.raw[end] != '<' && o.raw[end] != '>' && !o.shuts(end); {
			end++
		}
		if end > at {
			o.tag = append(o.tag, token{Value, at, end, apart})
		}
		return end
	}
	o.tag = append(o.tag, token{Punctuation, at, at + 1, apart})
	at++
	i := bytes.IndexByte(o.raw[at:o.to], quote)
	if end = at + i; i < 0 || bytes.IndexByte(o.raw[at:end], '<') >= 0 && !o.mayFollow(end+1) {
		end = o.to
		if i = bytes.IndexAny(o.raw[at:o.to], "<>"); i >= 0 {
			end = at + i
		}
		o.tag = append(o.tag, token{Value, at, end, false})
		return end
	}
	o.tag = append(o.tag, token{Value, at, end, false}, token{Punctuation, end, end + 1, false})
	return end + 1
}

// mayFollow reports whether what is at a position may be behind a value.
func (o *outline) mayFollow(at int) bool {
	return at == o.to || white(o.raw[at]) || o.raw[at] == '>' || o.shuts(at)
}

// writeTag writes the start tag that was read, on a line of its own or several.
func (o *outline) writeTag(at, level int) {
	columns := 2 * min(level, mostIndent)
	for _, t := range o.tag {
		columns += utf8.RuneCount(o.raw[t.from:t.to])
		if t.apart {
			columns++
		}
	}
	o.line(at)
	o.indent(level)
	for i, t := range o.tag {
		switch {
		case !t.apart:
		case columns <= mostColumns || i == 2:
			o.add(Unmarked, " ")
		default:
			o.line(t.from)
			o.indent(min(level, mostIndent-2) + 2)
		}
		o.put(t.kind, t.from, t.to)
	}
}

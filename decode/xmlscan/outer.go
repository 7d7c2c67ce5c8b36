package xmlscan

import (
	"strconv"
	"strings"
)

// Outer reads the current element to its end and returns it as XML that stands on its
// own: in UTF-8, with every namespace declared and every element ended, without
// comments, and the same for whatever says the same. Prefixes within values are left as
// they are. It is part of no body. It is to be called before anything else of the
// element is read.
func (s *Scanner) Outer() string {
	level := len(s.stack)
	if level == 0 {
		return ""
	}
	var o outer
	o.start(&s.el)
	giving := s.giving
	s.giving = -1
	for s.isOpen(level) {
		at := len(s.stack)
		if s.ended {
			at--
			o.close(at - level + 1)
		}
		s.text.begin(at)
		what := s.step()
		o.chars(s.gathered())
		o.close(len(s.stack) - level)
		if what == tagStart {
			o.start(&s.passed)
		}
	}
	s.giving = giving
	o.close(0)
	return o.String()
}

// outer writes an element.
type outer struct {
	strings.Builder
	open []Element // Those that have begun: their names.
	bare bool      // The start tag that was written last has no end yet.
}

// start writes a start tag.
func (o *outer) start(e *Element) {
	o.finish()
	local := strings.ReplaceAll(e.Local, ":", ".")
	o.WriteString("<" + local)
	around := ""
	if n := len(o.open); n > 0 {
		around = o.open[n-1].Space
	}
	if e.Space != around || len(o.open) == 0 {
		o.attribute("xmlns", e.Space)
	}
	for i := range e.Attrs {
		a := &e.Attrs[i]
		name := strings.ReplaceAll(a.Local, ":", ".")
		switch a.Space {
		case "":
		case Space:
			name = "xml:" + name
		default:
			prefix := "a" + strconv.Itoa(i)
			o.attribute("xmlns:"+prefix, a.Space)
			name = prefix + ":" + name
		}
		o.attribute(name, a.Value)
	}
	o.open, o.bare = append(o.open, Element{Space: e.Space, Local: local}), true
}

func (o *outer) attribute(name, value string) {
	o.WriteString(" " + name + `="` + EscapeAttr(value) + `"`)
}

// finish ends the start tag that was written last.
func (o *outer) finish() {
	if o.bare {
		o.WriteByte('>')
		o.bare = false
	}
}

// chars writes character data.
func (o *outer) chars(text string) {
	if text != "" && len(o.open) > 0 {
		o.finish()
		o.WriteString(EscapeText(text))
	}
}

// close ends elements until n are open, all where n is negative.
func (o *outer) close(n int) {
	for len(o.open) > max(n, 0) {
		last := len(o.open) - 1
		if o.bare {
			o.WriteString("/>")
			o.bare = false
		} else {
			o.WriteString("</" + o.open[last].Local + ">")
		}
		o.open = o.open[:last]
	}
}

// EscapeText writes character data as it stands in a document.
func EscapeText(s string) string {
	if !strings.ContainsAny(s, "&<>\r") {
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;").Replace(s)
}

// EscapeAttr writes the value of an attribute as it stands between double quotes.
func EscapeAttr(s string) string {
	if !strings.ContainsAny(s, "&<\"\t\n\r") {
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;").Replace(s)
}

// Unescape undoes what EscapeText does.
func Unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#13;", "\r", "&amp;", "&").Replace(s)
}

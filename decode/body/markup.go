package body

import (
	"strconv"

	"prescap/decode/xmlscan"
)

// markup writes XML. An element without the namespace of the one around it declares
// its own as the default.
type markup struct {
	b    []byte
	open []written // The elements that are open.
	tag  bool      // The start tag of the last of them is.

}

// written is an element that is being written.
type written struct{ space, name string }

// begin begins an element; attr and its like may follow, and what is in it.
func (m *markup) begin(space, name string) {
	m.inside()
	around := ""
	if n := len(m.open); n > 0 {
		around = m.open[n-1].space
	}
	m.open = append(m.open, written{space, name})
	m.b = append(append(m.b, '<'), name...)
	m.tag = true
	if space != around {
		m.attr("xmlns", space)
	}
}

// end ends the element that was begun last.
func (m *markup) end() {
	last := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	if m.tag {
		m.tag = false
		m.b = append(m.b, "/>"...)
		return
	}
	m.b = append(append(append(m.b, "</"...), last.name...), '>')
}

// inside ends the start tag that is open.
func (m *markup) inside() {
	if m.tag {
		m.tag = false
		m.b = append(m.b, '>')
	}
}

// attr writes an attribute.
func (m *markup) attr(name, value string) {
	m.b = append(append(append(m.b, ' '), name...), `="`...)
	m.b = append(append(m.b, xmlscan.EscapeAttr(value)...), '"')
}

// given writes an attribute that is there when it is not empty.
func (m *markup) given(name, value string) {
	if value != "" {
		m.attr(name, value)
	}
}

// number writes an attribute that is a number, when it is there.
func (m *markup) number(name string, n uint32, has bool) {
	if has {
		m.attr(name, strconv.FormatUint(uint64(n), 10))
	}
}

// boolean writes an attribute that is a boolean, when it is there.
func (m *markup) boolean(name string, v, has bool) {
	if has {
		m.attr(name, strconv.FormatBool(v))
	}
}

// text writes character data.
func (m *markup) text(s string) { m.raw(xmlscan.EscapeText(s)) }

// raw writes what is XML already.
func (m *markup) raw(s string) {
	if s != "" {
		m.inside()
		m.b = append(m.b, s...)
	}
}

// leaf writes an element with nothing but text in it.
func (m *markup) leaf(space, name, text string) {
	m.begin(space, name)
	m.text(text)
	m.end()
}

package document

import (
	"strings"

	"prescap/decode/schema"
)

// TypePIDF is the media type of presence by the IETF (RFC 3863; wire reference 11.3).
const TypePIDF = "application/pidf+xml"

// PIDF is presence by the IETF, as gateways and third parties have it.
type PIDF struct {
	schema.Base
	Entity     string // Whose it is; AOL leaves out the scheme.
	Tuples     []Tuple
	Notes      []Remark
	Activities []schema.Other // Of the person (RFC 4479, RFC 4480).
}

// Tuple is one way of reaching somebody.
type Tuple struct {
	ID         string
	Basic      string // open, closed.
	Contact    Contacted
	Notes      []Remark
	Timestamp  string
	Activities []schema.Other // As in an extension of status that gateways have.
}

// Contacted is an address with a priority.
type Contacted struct{ Text, Priority string }

// Remark is a text for people.
type Remark struct{ Text string }

// Text says whether somebody can be reached, and what that user does.
func (p *PIDF) Text() string {
	var parts []string
	for _, t := range p.Tuples {
		if t.Basic != "" {
			parts = append(parts, t.Basic)
		}
		parts = append(parts, activities(t.Activities)...)
		for _, n := range t.Notes {
			parts = append(parts, "“"+n.Text+"”")
		}
	}
	parts = append(parts, activities(p.Activities)...)
	for _, n := range p.Notes {
		parts = append(parts, "“"+n.Text+"”")
	}
	return strings.Join(parts, ", ")
}

// activities names activities: by their elements, or by the text of those named activity.
func activities(all []schema.Other) (names []string) {
	for _, a := range all {
		if a.Name == "activity" {
			names = append(names, a.Text)
		} else {
			names = append(names, a.Name)
		}
	}
	return names
}

const (
	pidfSpace   = "urn:ietf:params:xml:ns:pidf"
	personSpace = "urn:ietf:params:xml:ns:pidf:data-model"
	rpidSpace   = "urn:ietf:params:xml:ns:pidf:rpid"
)

// pidf describes presence by the IETF. Extensions may stand anywhere.
func pidf() schema.Schema {
	const open = schema.AnyAttr | schema.AnyChild
	note := func(path string, keep schema.Keep) schema.Row {
		return schema.Row{Path: path, Occurs: schema.Any, Flags: schema.AnyAttr, Keep: keep, Doc: "a text", Source: "RFC 3863 4.1.6", Rows: []schema.Row{
			{Path: ".", Type: schema.String(), Keep: schema.At(func(t *Remark) any { return &t.Text }), Doc: "the text", Source: "RFC 3863 4.1.6"},
		}}
	}
	return schema.Schema{
		Name: "pidf", Roots: []string{"presence"}, Space: pidfSpace, Anywhere: true, Flags: open,
		Doc: "presence by the IETF", Source: "RFC 3863", New: func() any { return &PIDF{} },
		Rows: []schema.Row{
			{Path: "@entity", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(p *PIDF) any { return &p.Entity }), Doc: "whose it is; AOL leaves out the scheme", Source: "RFC 3863 4.1.1"},
			{Path: "tuple", Occurs: schema.Any, Flags: open, Keep: schema.Many(func(p *PIDF) *[]Tuple { return &p.Tuples }), Doc: "a way of reaching the user", Source: "RFC 3863 4.1.2"},
			{Path: "tuple/@id", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(t *Tuple) any { return &t.ID }), Doc: "its name within the document", Source: "RFC 3863 4.1.2"},
			{Path: "tuple/status", Occurs: schema.Once, Flags: open, Doc: "whether the user can be reached", Source: "RFC 3863 4.1.3"},
			{Path: "tuple/status/basic", Type: schema.Enum("basic", true, "open", "closed"), Keep: schema.At(func(t *Tuple) any { return &t.Basic }), Doc: "open or closed", Source: "RFC 3863 4.1.4"},
			{Path: "tuple/status/activities", Flags: schema.AnyAttr, Doc: "what the user does, as gateways have it", Source: "wire reference 11.3"},
			{Path: "tuple/status/activities/*", Keep: schema.Others(func(t *Tuple) *[]schema.Other { return &t.Activities }), Doc: "an activity", Source: "wire reference 11.3"},
			{Path: "tuple/contact", Flags: schema.AnyAttr, Keep: schema.In(func(t *Tuple) *Contacted { return &t.Contact }), Doc: "the address", Source: "RFC 3863 4.1.5"},
			{Path: "tuple/contact/.", Type: schema.URI(), Keep: schema.At(func(c *Contacted) any { return &c.Text }), Doc: "the address", Source: "RFC 3863 4.1.5"},
			{Path: "tuple/contact/@priority", Type: schema.Token(), Keep: schema.At(func(c *Contacted) any { return &c.Priority }), Doc: "up to 1", Source: "RFC 3863 4.1.5"},
			note("tuple/note", schema.Many(func(t *Tuple) *[]Remark { return &t.Notes })),
			{Path: "tuple/timestamp", Type: schema.Token(), Keep: schema.At(func(t *Tuple) any { return &t.Timestamp }), Doc: "when it became so", Source: "RFC 3863 4.1.7"},
			note("note", schema.Many(func(p *PIDF) *[]Remark { return &p.Notes })),
			{Path: "person", Occurs: schema.Optional, Space: personSpace, Flags: open, Doc: "the user", Source: "RFC 4479"},
			{Path: "person/activities", Space: rpidSpace, Flags: schema.AnyAttr, Doc: "what the user does", Source: "RFC 4480 3.2"},
			{Path: "person/activities/*", Keep: schema.Others(func(p *PIDF) *[]schema.Other { return &p.Activities }), Doc: "an activity, by the name of its element", Source: "RFC 4480 3.2"},
		},
	}
}

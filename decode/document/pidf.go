package document

import (
	"time"

	"prescap/decode/schema"
	"prescap/decode/xmlscan"
)

// TypePIDF is the media type of presence by the IETF (RFC 3863; wire reference 11.3).
const TypePIDF = "application/pidf+xml"

// The namespaces of presence by the IETF. Drafts of RPID and their users have others.
const (
	pidfSpace  = "urn:ietf:params:xml:ns:pidf"
	modelSpace = "urn:ietf:params:xml:ns:pidf:data-model"
	rpidSpace  = "urn:ietf:params:xml:ns:pidf:rpid"
	cipidSpace = "urn:ietf:params:xml:ns:pidf:cipid"
)

// drafts returns other namespaces of activities: those of drafts, of which SIPE had the first
// and Cisco phones have the second, and that of what is around, where gateways may have it.
func drafts() []string {
	return []string{"urn:ietf:params:xml:ns:pidf:status:rpid-status", "urn:ietf:params:xml:ns:pidf:status:rpid", pidfSpace}
}

// PIDF is presence by the IETF, as gateways and third parties have it.
type PIDF struct {
	schema.Base
	Entity      string // The URI of the presentity; AOL leaves the scheme out.
	Tuples      []Tuple
	Notes       []Note
	Persons     []Person
	DisplayName string
}

// Tuple is one way to reach a presentity.
type Tuple struct {
	ID          string
	Basic       string      // open, closed; "" when absent.
	Activities  *Activities // In the status; nil when absent.
	Contact     string      // A URI.
	Priority    string      // Of the contact, 0 to 1, as sent.
	Notes       []Note
	Timestamp   time.Time // Zero when absent.
	DisplayName string
}

// Person is the presentity as a human being (RFC 4479).
type Person struct {
	ID         string
	Activities []Activities
	Notes      []Note
	Timestamp  time.Time // Zero when absent.
}

// Activities is what somebody does (RFC 4480 3.2).
type Activities struct {
	ID          string
	From, Until time.Time // Zero when absent.
	Notes       []Note
	All         []schema.Other // By the names of their elements; in drafts activity, with the word in it.
}

// Words returns the words for the activities, as sent.
func (a *Activities) Words() (words []string) {
	if a == nil {
		return nil
	}
	for _, o := range a.All {
		if o.Text != "" && (o.Name == "activity" || o.Name == "other") {
			words = append(words, o.Text)
		} else {
			words = append(words, o.Name)
		}
	}
	return words
}

// Note is a text for people.
type Note struct {
	Lang string // Its language (xml:lang); "" when it names none.
	Text string
}

// pidf describes the documents of application/pidf+xml (RFC 3863 4; wire reference 11.3),
// with what MS-PRES 1.3.3 says that servers tell of RPID and CIPID. Other elements may
// stand everywhere.
func pidf() schema.Schema {
	const (
		source = "RFC 3863 4"
		model  = "RFC 4479 3"
		cipid  = "RFC 4482"
	)
	const open = schema.AnyChild | schema.AnyAttr
	return schema.Schema{
		Name: "pidf", Roots: []string{"presence"}, Space: pidfSpace, Anywhere: true, Flags: open,
		Doc: "presence by the IETF, as other networks have it", Source: source, New: func() any { return &PIDF{} },
		Rows: []schema.Row{
			{Path: "@entity", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(p *PIDF) any { return &p.Entity }), Doc: "the presentity; AOL leaves the scheme out", Source: source},
			{Path: "tuple", Occurs: schema.Any, Flags: open, Keep: schema.Many(func(p *PIDF) *[]Tuple { return &p.Tuples }), Rows: []schema.Row{
				{Path: "@id", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(t *Tuple) any { return &t.ID }), Doc: "names it within the document", Source: source},
				{Path: "status", Occurs: schema.Once, Flags: open, Doc: "how reachable the presentity is", Source: source},
				{Path: "status/basic", Type: schema.Enum("basic", true, "open", "closed"), Keep: schema.At(func(t *Tuple) any { return &t.Basic }), Doc: "whether the presentity is reachable", Source: source},
				{Path: "status/activities", Space: rpidSpace, Also: drafts(), Flags: schema.AnyAttr, Rows: activities(), Keep: schema.One(func(t *Tuple) **Activities { return &t.Activities }),
					Doc: "what the presentity does; RFC 4480 has it of a person", Source: "wire reference 11.3"},
				{Path: "contact", Type: schema.URI(), Keep: schema.At(func(t *Tuple) any { return &t.Contact }), Doc: "where to reach the presentity", Source: source},
				{Path: "contact/@priority", Type: schema.Token(), Keep: schema.At(func(t *Tuple) any { return &t.Priority }), Doc: "how much it is preferred, 0 to 1", Source: source},
				{Path: "display-name", Space: cipidSpace, Type: schema.String(), Keep: schema.At(func(t *Tuple) any { return &t.DisplayName }), Doc: "name of the presentity", Source: cipid},
				{Path: "note", Occurs: schema.Any, Rows: note(source), Keep: schema.Many(func(t *Tuple) *[]Note { return &t.Notes }), Doc: "a text for people", Source: source},
				{Path: "timestamp", Type: schema.DateTime(), Keep: schema.At(func(t *Tuple) any { return &t.Timestamp }), Doc: "when the status changed", Source: source},
			}, Doc: "one way to reach the presentity", Source: source},
			{Path: "note", Occurs: schema.Any, Rows: note(source), Keep: schema.Many(func(p *PIDF) *[]Note { return &p.Notes }), Doc: "a text for people", Source: source},
			{Path: "person", Occurs: schema.Any, Space: modelSpace, Flags: open, Keep: schema.Many(func(p *PIDF) *[]Person { return &p.Persons }), Rows: []schema.Row{
				{Path: "@id", Occurs: schema.Once, Flags: schema.Omitted, Type: schema.Token(), Keep: schema.At(func(p *Person) any { return &p.ID }), Doc: "names it within the document", Source: model},
				{Path: "activities", Occurs: schema.Any, Space: rpidSpace, Also: drafts(), Flags: schema.AnyAttr, Rows: activities(), Keep: schema.Many(func(p *Person) *[]Activities { return &p.Activities }),
					Doc: "what the person does", Source: "RFC 4480 3.2"},
				{Path: "note", Occurs: schema.Any, Rows: note(model), Keep: schema.Many(func(p *Person) *[]Note { return &p.Notes }), Doc: "a text for people", Source: model},
				{Path: "timestamp", Type: schema.DateTime(), Keep: schema.At(func(p *Person) any { return &p.Timestamp }), Doc: "when it was told", Source: model},
			}, Doc: "the presentity as a human being", Source: model},
			{Path: "display-name", Space: cipidSpace, Type: schema.String(), Keep: schema.At(func(p *PIDF) any { return &p.DisplayName }), Doc: "name of the presentity", Source: cipid},
		},
	}
}

// note is what is in a note.
func note(source string) []schema.Row {
	return []schema.Row{
		{Path: "@lang", Space: xmlscan.Space, Type: schema.Token(), Keep: schema.At(func(n *Note) any { return &n.Lang }), Doc: "its language", Source: source},
		{Path: ".", Type: schema.String(), Keep: schema.At(func(n *Note) any { return &n.Text }), Doc: "the text", Source: source},
	}
}

// activities is what is in activities: an element for each, or as in drafts an element
// activity with the word in it.
func activities() []schema.Row {
	const source = "RFC 4480 3.2"
	return []schema.Row{
		{Path: "@id", Type: schema.Token(), Keep: schema.At(func(a *Activities) any { return &a.ID }), Doc: "names it within the document", Source: source},
		{Path: "@from", Type: schema.DateTime(), Keep: schema.At(func(a *Activities) any { return &a.From }), Doc: "since when it holds", Source: source},
		{Path: "@until", Type: schema.DateTime(), Keep: schema.At(func(a *Activities) any { return &a.Until }), Doc: "how long it holds", Source: source},
		{Path: "note", Occurs: schema.Any, Rows: note(source), Keep: schema.Many(func(a *Activities) *[]Note { return &a.Notes }), Doc: "a text for people", Source: source},
		{Path: "*", Keep: schema.Others(func(a *Activities) *[]schema.Other { return &a.All }), Doc: "an activity: away, busy, on-the-phone, ...; in drafts activity with the word in it", Source: source},
	}
}

package document

import "prescap/decode/schema"

// TypeXPIDF is the media type of presence between two clients without a server (MS-SIP 7;
// wire reference 11.3).
const TypeXPIDF = "application/xpidf+xml"

// XPIDF is presence between two clients without a server.
type XPIDF struct {
	schema.Base
	URI     string // Of the presentity, often with parameters.
	Name    string // For people.
	Atoms   []Atom
	Display string // Another name for people.
}

// Atom is a group of addresses.
type Atom struct {
	ID        string
	Expires   schema.Number // In seconds since 1970.
	Postal    string
	Addresses []Address
}

// Address is an address at which somebody can be reached.
type Address struct {
	URI       string
	Priority  string // 0 to 1, as sent.
	Status    string // open, closed, inuse.
	Substatus string // unknown, away, online, idle, busy, berightback, onthephone, outtolunch.
	Class     string // business, personal.
	Duplex    string // full, half, send-only, receive-only.
	Features  []Feature
	Note      string
	Mobility  string // fixed, mobile.
}

// Feature is something that an address can do.
type Feature struct{ Name string } // voicemail, attendant.

// xpidf describes the documents of application/xpidf+xml. They have no namespace, and
// mostly a document type, which counts as a defect in all documents.
func xpidf() schema.Schema {
	const source = "MS-SIP 7"
	at := func(f func(*Address) any) schema.Keep { return schema.At(f) }
	word := func(name string, keep schema.Keep, doc string, known ...string) []schema.Row {
		return []schema.Row{
			{Path: name, Doc: doc, Source: source},
			{Path: name + "/@" + name, Occurs: schema.Once, Type: schema.Enum(name, true, known...), Keep: keep, Doc: doc, Source: source},
		}
	}
	address := []schema.Row{
		{Path: "@uri", Occurs: schema.Once, Type: schema.URI(), Keep: at(func(a *Address) any { return &a.URI }), Doc: "the address", Source: source},
		{Path: "@priority", Type: schema.Token(), Keep: at(func(a *Address) any { return &a.Priority }), Doc: "how much it is preferred, 0 to 1", Source: source},
	}
	address = append(address, word("status", at(func(a *Address) any { return &a.Status }), "whether it can be reached", "open", "closed", "inuse")...)
	address = append(address,
		schema.Row{Path: "msnsubstatus", Doc: "what the user does", Source: "MS-SIP 2.2.2"},
		schema.Row{Path: "msnsubstatus/@substatus", Occurs: schema.Once, Type: schema.Enum("substatus", false, "unknown", "away", "online", "idle", "busy", "berightback", "onthephone", "outtolunch"),
			Keep: at(func(a *Address) any { return &a.Substatus }), Doc: "what the user does", Source: "MS-SIP 2.2.2"})
	address = append(address, word("class", at(func(a *Address) any { return &a.Class }), "what it is for", "business", "personal")...)
	address = append(address, word("duplex", at(func(a *Address) any { return &a.Duplex }), "which ways it goes", "full", "half", "send-only", "receive-only")...)
	address = append(address,
		schema.Row{Path: "feature", Occurs: schema.Any, Keep: schema.Many(func(a *Address) *[]Feature { return &a.Features }), Doc: "something that it can do", Source: source},
		schema.Row{Path: "feature/@feature", Occurs: schema.Once, Type: schema.Enum("feature", false, "voicemail", "attendant"),
			Keep: schema.At(func(f *Feature) any { return &f.Name }), Doc: "something that it can do", Source: source},
		schema.Row{Path: "note", Type: schema.String(), Keep: at(func(a *Address) any { return &a.Note }), Doc: "a text for people", Source: source})
	address = append(address, word("mobility", at(func(a *Address) any { return &a.Mobility }), "whether it moves", "fixed", "mobile")...)
	return schema.Schema{
		Name: "xpidf", Roots: []string{"presence"}, Anywhere: true, Flags: schema.AnyAttr | schema.AnyChild,
		Doc: "presence between two clients without a server", Source: source, New: func() any { return &XPIDF{} },
		Rows: []schema.Row{
			{Path: "presentity", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(x *XPIDF) any { return &x.Name }), Doc: "name of the presentity", Source: source},
			{Path: "presentity/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(x *XPIDF) any { return &x.URI }), Doc: "the presentity, often with parameters", Source: source},
			{Path: "atom", Occurs: schema.Any, Keep: schema.Many(func(x *XPIDF) *[]Atom { return &x.Atoms }), Rows: []schema.Row{
				{Path: "@id", Occurs: schema.Once, Spelt: []string{"atomid"}, Type: schema.Token(), Keep: schema.At(func(a *Atom) any { return &a.ID }), Doc: "names it", Source: source},
				{Path: "@expires", Type: schema.UnsignedInt(), Keep: schema.At(func(a *Atom) any { return &a.Expires }), Doc: "how long it holds: seconds since 1970", Source: source},
				{Path: "postal", Type: schema.String(), Keep: schema.At(func(a *Atom) any { return &a.Postal }), Doc: "postal address", Source: source},
				{Path: "address", Occurs: schema.Any, Rows: address, Keep: schema.Many(func(a *Atom) *[]Address { return &a.Addresses }), Doc: "an address to reach the presentity at", Source: source},
			}, Doc: "a group of addresses", Source: source},
			{Path: "display", Doc: "name of the presentity, for contact lists", Source: "MS-SIP 2.2.2"},
			{Path: "display/@name", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(x *XPIDF) any { return &x.Display }), Doc: "name of the presentity", Source: "MS-SIP 2.2.2"},
		},
	}
}

package document

import "prescap/decode/schema"

// TypeContacts is the media type of contact lists (wire reference 6.2).
const TypeContacts = "application/vnd-microsoft-roaming-contacts+xml"

// ContactList is a contact list, or a change of one.
type ContactList struct {
	schema.Base
	Root     string         // contactList, or contactDelta of a change.
	Number   schema.Integer // Of the list as it is now; one more with each change.
	Previous schema.Integer // Of the list that is changed.
	Mode     string         // Of the unified contact store: migrated, disabled, ... (Lync 2013).
	Groups   []Group
	Contacts []Contact
}

// Group is a group of contacts.
type Group struct {
	Element     string // group, addedGroup, modifiedGroup, deletedGroup.
	ID          string
	Name        string // "~" of the first, which cannot be deleted.
	ExternalURI string
}

// Contact is somebody on a contact list.
type Contact struct {
	Element     string // contact, addedContact, modifiedContact, deletedContact.
	URI         string // Without scheme, as a rule.
	Name        string
	Groups      []string // Numbers of groups.
	Subscribed  schema.Flag
	ExternalURI string
}

// contactList describes contact lists and their changes (MS-SIP 9.1; wire reference 6.2).
// MS-SIP's schema is of namespace http://schemas.microsoft.com/sip/types, but no sample has
// any.
func contactList() schema.Schema {
	const source = "MS-SIP 9.1"
	list, delta := []string{"contactList"}, []string{"contactDelta"}
	in := func(name, whole string) []string {
		if name == whole {
			return list
		}
		return delta
	}
	rows := []schema.Row{
		{Path: "@deltaNum", Occurs: schema.Once, Type: schema.Long("xs:nonNegativeInteger"), Keep: schema.At(func(c *ContactList) any { return &c.Number }), Doc: "number of the list as it is now", Source: source},
		{Path: "@prevDeltaNum", Occurs: schema.Once, Only: delta, Type: schema.Long("xs:nonNegativeInteger"), Keep: schema.At(func(c *ContactList) any { return &c.Previous }), Doc: "number of the list that is changed", Source: source},
		{Path: "@ucsMode", Only: list, Spelt: []string{"ucsmode"}, Type: schema.Token(), Keep: schema.At(func(c *ContactList) any { return &c.Mode }), Doc: "whether the contacts are in Exchange: migrated, disabled; since Lync 2013", Source: "MS-PRES 10, wire reference 6.2"},
	}
	for _, name := range []string{"group", "addedGroup", "modifiedGroup", "deletedGroup"} {
		of := schema.Optional
		if name != "deletedGroup" {
			of = schema.Once
		}
		rows = append(rows, schema.Row{Path: name, Occurs: schema.Any, Only: in(name, "group"), Flags: schema.AnyAttr, Doc: "a group of contacts", Source: source,
			Keep: schema.Named(func(c *ContactList) *[]Group { return &c.Groups }, func(g *Group) *string { return &g.Element }, name),
			Rows: []schema.Row{
				{Path: "@id", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(g *Group) any { return &g.ID }), Doc: "its number, up to 64", Source: source},
				{Path: "@name", Occurs: of, Type: schema.String(), Keep: schema.At(func(g *Group) any { return &g.Name }), Doc: "its name; that of the first is ~", Source: source},
				{Path: "@externalURI", Type: schema.String(), Keep: schema.At(func(g *Group) any { return &g.ExternalURI }), Doc: "where its contacts are kept else", Source: source},
			}})
	}
	for _, name := range []string{"contact", "addedContact", "modifiedContact", "deletedContact"} {
		rows = append(rows, schema.Row{Path: name, Occurs: schema.Any, Only: in(name, "contact"), Flags: schema.AnyAttr, Doc: "a contact", Source: source,
			Keep: schema.Named(func(c *ContactList) *[]Contact { return &c.Contacts }, func(c *Contact) *string { return &c.Element }, name),
			Rows: []schema.Row{
				{Path: "@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(c *Contact) any { return &c.URI }), Doc: "the address, without scheme", Source: source},
				{Path: "@name", Type: schema.String(), Keep: schema.At(func(c *Contact) any { return &c.Name }), Doc: "the name", Source: source},
				{Path: "@groups", Type: schema.List("numbers", false), Keep: schema.At(func(c *Contact) any { return &c.Groups }), Doc: "the numbers of its groups", Source: source},
				{Path: "@subscribed", Type: schema.Boolean(), Keep: schema.At(func(c *Contact) any { return &c.Subscribed }), Doc: "the client subscribes to the presence; true when absent", Source: source},
				{Path: "@externalURI", Type: schema.String(), Keep: schema.At(func(c *Contact) any { return &c.ExternalURI }), Doc: "where more about it is kept", Source: source},
				{Path: "contactExtension", Flags: schema.AnyChild, Doc: "anything that the client keeps", Source: source},
			}})
	}
	return schema.Schema{
		Name: "contactList", Roots: []string{"contactList", "contactDelta"}, Anywhere: true,
		Root: func(v any) *string { return &v.(*ContactList).Root }, Flags: schema.AnyAttr,
		Doc: "a contact list, or a change of one", Source: source, New: func() any { return &ContactList{} }, Rows: rows,
	}
}

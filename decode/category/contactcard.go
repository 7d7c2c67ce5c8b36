package category

import (
	"time"

	"prescap/decode/schema"
)

// ContactCard is a document of the category contactCard: who somebody is and how to reach
// that person. What is in it goes by the instance: 0 identity, 1 phones of the user's
// own, 2 addresses, 3 what the address book has, 4 voice mail, 5 what sort of presentity
// it is, 6 title, office and photo (presence-data-source-and-category-instance-id).
type ContactCard struct {
	schema.Base
	Updated     time.Time // Zero when absent, as all times here.
	UCEnabled   Flag      // Exchange unified messaging is enabled.
	Identities  []Identity
	Addresses   []Address
	Company     []Localized
	Department  []Localized
	Title       []Localized
	Office      []Localized
	URLs        []Link
	Phones      []Phone
	Automaton   Flag   // It is a bot.
	Type        string // person, huntgroup, autoattendant, automaton, or another word.
	Description string
	ADPhoto     Flag // The photo of Active Directory is to be shown.
	Photos      []Photo
}

// Identity is names and mail addresses.
type Identity struct {
	Updated time.Time
	Name    Naming
	Emails  []Link
}

// Naming is the names of somebody, one in each language.
type Naming struct {
	Updated time.Time
	Display []Localized
}

// Link is an address: of mail, of a page, of a phone.
type Link struct {
	Type    string // Of a page: sharepoint, voicemail, photo, other, or another word.
	Text    string
	Updated time.Time
}

// Address is a postal address.
type Address struct {
	Type    string // work, home, other, or another word.
	Updated time.Time
	Street  []Localized
	City    []Localized
	State   []Localized
	Zip     []Localized
	Country string // Its code.
}

// Phone is a phone number.
type Phone struct {
	Type    string // work, home, mobile, other, custom1, or another word.
	Updated time.Time
	URI     Link
	Display []Localized
}

// Photo is where a photo is.
type Photo struct {
	Type    string // default, enterprise, other, exchange, or another word.
	Updated time.Time
	URI     Link
	Hash    string // Opaque.
}

// phoneTypes is the kinds of phones that are known (PRES 7.3).
func phoneTypes() schema.Type {
	return schema.Enum("phoneTypeEnumEx", false, "work", "home", "mobile", "other", "custom1")
}

// contactCard describes the documents of contactCard (category schemas 3.4).
func contactCard() schema.Schema {
	const page = "contactcard-category-instance-value-element"
	text := func(path, doc string, f func(*ContactCard) *[]Localized) schema.Row {
		return schema.Row{Path: path, Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(f), Doc: doc + ", one in each language", Source: "contactcard-" + path + "-element"}
	}
	updated := func(path string, keep schema.Keep, source string) schema.Row {
		return schema.Row{Path: path, Type: schema.DateTime(), Keep: keep, Doc: "when it was changed", Source: source}
	}
	rows := []schema.Row{
		updated("@updated", schema.At(func(c *ContactCard) any { return &c.Updated }), page),
		{Path: "@isUCEnabled", Spelt: []string{"isUcEnabled"}, Type: schema.Boolean(), Keep: schema.At(func(c *ContactCard) any { return &c.UCEnabled }), Doc: "Exchange unified messaging is enabled", Source: page},
	}
	rows = append(rows, identity(updated)...)
	rows = append(rows, address(updated)...)
	rows = append(rows,
		text("company", "the company", func(c *ContactCard) *[]Localized { return &c.Company }),
		text("department", "the department", func(c *ContactCard) *[]Localized { return &c.Department }),
		text("title", "the title", func(c *ContactCard) *[]Localized { return &c.Title }),
		text("office", "the office", func(c *ContactCard) *[]Localized { return &c.Office }),
		schema.Row{Path: "url", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: link(), Keep: schema.Many(func(c *ContactCard) *[]Link { return &c.URLs }), Doc: "an address of a page, or of voice mail", Source: "contactcard-url-element"},
		schema.Row{Path: "url/@type", Type: schema.Enum("urlTypeEnumEx", false, "sharepoint", "voicemail", "photo", "other"), Keep: schema.At(func(l *Link) any { return &l.Type }), Doc: "what it is", Source: "contactcard-url-element"},
		schema.Row{Path: "phone", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(c *ContactCard) *[]Phone { return &c.Phones }), Doc: "a phone", Source: "contactcard-phone-element"},
		schema.Row{Path: "phone/@type", Type: phoneTypes(), Keep: schema.At(func(p *Phone) any { return &p.Type }), Doc: "which phone it is; SIPE reads cell as mobile too", Source: "contactcard-phone-element"},
		updated("phone/@updated", schema.At(func(p *Phone) any { return &p.Updated }), "contactcard-phone-element"),
		schema.Row{Path: "phone/uri", Occurs: schema.Once, Flags: schema.AnyAttr, Rows: link(), Keep: schema.In(func(p *Phone) *Link { return &p.URI }), Doc: "its number", Source: "contactcard-phone-uri-element"},
		schema.Row{Path: "phone/displayString", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(func(p *Phone) *[]Localized { return &p.Display }), Doc: "the number as it is to be shown", Source: "contactcard-phone-displaystring-element"},
		schema.Row{Path: "automaton", Type: schema.Boolean(), Keep: schema.At(func(c *ContactCard) any { return &c.Automaton }), Doc: "it is a bot; replaced by type", Source: "contactcard-automaton-element"},
		schema.Row{Path: "type", Layer: 1, Type: schema.Enum("presentityTypeEnumEx", false, "person", "huntgroup", "autoattendant", "automaton"), Keep: schema.At(func(c *ContactCard) any { return &c.Type }), Doc: "what sort of presentity it is; since 2007 R2", Source: "contactcard-type-element"},
		schema.Row{Path: "description", Layer: 1, Type: schema.String(), Keep: schema.At(func(c *ContactCard) any { return &c.Description }), Doc: "what it is, in up to 1020 characters, or fewer than 1024: the pages differ; since 2007 R2", Source: "contactcard-description-element"},
		schema.Row{Path: "displayADPhoto", Layer: 2, Type: schema.Boolean(), Keep: schema.At(func(c *ContactCard) any { return &c.ADPhoto }), Doc: "the photo of Active Directory is to be shown; since Lync 2010", Source: "contactcard-displayadphoto-element"},
		schema.Row{Path: "photo", Occurs: schema.Any, Layer: 2, Flags: schema.Open, Also: []string{prefix + "contactCard"}, Keep: schema.Many(func(c *ContactCard) *[]Photo { return &c.Photos }), Doc: "a photo; since Lync 2010", Source: "contactcard-photo-element"},
		schema.Row{Path: "photo/@type", Type: schema.Enum("photoTypeEnumEx", false, "default", "enterprise", "other", "exchange"), Keep: schema.At(func(p *Photo) any { return &p.Type }), Doc: "where it comes from", Source: "contactcard-photo-element"},
		updated("photo/@updated", schema.At(func(p *Photo) any { return &p.Updated }), "contactcard-photo-element"),
		schema.Row{Path: "photo/uri", Flags: schema.AnyAttr, Rows: link(), Keep: schema.In(func(p *Photo) *Link { return &p.URI }), Doc: "where it is; may be empty", Source: "contactcard-photo-uri-element"},
		schema.Row{Path: "photo/hash", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(p *Photo) any { return &p.Hash }), Doc: "a hash of it; how it is made is not documented", Source: "contactcard-photo-hash-element"},
	)
	return schema.Schema{
		Name: "contactCard", Roots: []string{"contactCard"}, Space: prefix + "contactcard", Version: true, Flags: schema.Open | schema.Ordered | schema.Blank,
		Doc: "who somebody is and how to reach that person", Source: page, New: func() any { return &ContactCard{} }, Rows: rows,
	}
}

// link is what is in an element that is an address with a time of change.
func link() []schema.Row {
	const source = "category schemas 2.1"
	return []schema.Row{
		{Path: ".", Type: schema.String(), Keep: schema.At(func(l *Link) any { return &l.Text }), Doc: "the address", Source: source},
		{Path: "@updated", Type: schema.DateTime(), Keep: schema.At(func(l *Link) any { return &l.Updated }), Doc: "when it was changed", Source: source},
	}
}

// identity is the rows of an identity.
func identity(updated func(path string, keep schema.Keep, source string) schema.Row) []schema.Row {
	return []schema.Row{
		{Path: "identity", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(c *ContactCard) *[]Identity { return &c.Identities }), Doc: "names and mail addresses", Source: "contactcard-identity-element"},
		updated("identity/@updated", schema.At(func(i *Identity) any { return &i.Updated }), "contactcard-identity-element"),
		{Path: "identity/name", Flags: schema.Open, Doc: "names", Source: "contactcard-identity-name-element"},
		updated("identity/name/@updated", schema.At(func(i *Identity) any { return &i.Name.Updated }), "contactcard-identity-name-element"),
		{Path: "identity/name/displayName", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(func(i *Identity) *[]Localized { return &i.Name.Display }), Doc: "the name to be shown, one in each language", Source: "contactcard-identity-name-displayname-element"},
		{Path: "identity/email", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: link(), Keep: schema.Many(func(i *Identity) *[]Link { return &i.Emails }), Doc: "a mail address", Source: "contactcard-identity-email-element"},
	}
}

// address is the rows of a postal address.
func address(updated func(path string, keep schema.Keep, source string) schema.Row) []schema.Row {
	text := func(name, doc string, f func(*Address) *[]Localized) schema.Row {
		return schema.Row{Path: "address/" + name, Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(f), Doc: doc, Source: "contactcard-address-" + name + "-element"}
	}
	return []schema.Row{
		{Path: "address", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(c *ContactCard) *[]Address { return &c.Addresses }), Doc: "a postal address; may be empty", Source: "contactcard-address-element"},
		{Path: "address/@type", Type: schema.Enum("addressTypeEnumEx", false, "work", "home", "other"), Keep: schema.At(func(a *Address) any { return &a.Type }), Doc: "which address it is", Source: "contactcard-address-element"},
		updated("address/@updated", schema.At(func(a *Address) any { return &a.Updated }), "contactcard-address-element"),
		text("street", "the street", func(a *Address) *[]Localized { return &a.Street }),
		text("city", "the city", func(a *Address) *[]Localized { return &a.City }),
		text("state", "the state", func(a *Address) *[]Localized { return &a.State }),
		text("zipcode", "the postal code", func(a *Address) *[]Localized { return &a.Zip }),
		{Path: "address/countryCode", Type: schema.Token(), Keep: schema.At(func(a *Address) any { return &a.Country }), Doc: "the code of the country", Source: "contactcard-address-countrycode-element"},
	}
}

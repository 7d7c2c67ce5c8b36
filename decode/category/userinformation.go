package category

import (
	"strings"

	"prescap/decode/schema"
)

// UserInformation is a document of the category userInformation: the phones that a user
// entered, and who was called last.
type UserInformation struct {
	schema.Base
	PhonesMajor, PhonesMinor Number // The version, as one page has it of the phones.
	Phones                   []OwnPhone
	LastPhone                *Called // Nil when absent.
	LastContact              *Called
}

// OwnPhone is a phone that a user entered.
type OwnPhone struct {
	Type     string // work, home, mobile, other, custom1, or another word.
	Publish  Flag   // Yes by default.
	ReadOnly Flag   // No by default.
	Display  []Localized
	URI      Link
}

// Called is whom or what a user called last.
type Called struct {
	Display []string
	URI     string
}

// lower is a name as names of pages have it.
func lower(name string) string { return strings.ToLower(name) }

// userInformation describes the documents of userInformation (category schemas 3.15). On
// the wire callHandlingList stands before the phones.
func userInformation() schema.Schema {
	const source, phone = "userinformation-", "userinformation-phones-phone-element"
	called := func(name, doc string, f func(*UserInformation) **Called) []schema.Row {
		page := source + "callhandlinglist-" + lower(name) + "-element"
		return []schema.Row{
			{Path: "callHandlingList/" + name, Keep: schema.One(f), Doc: doc, Source: page},
			{Path: "callHandlingList/" + name + "/displayString", Occurs: schema.Any, Type: schema.Token(), Keep: schema.Many(func(c *Called) *[]string { return &c.Display }), Doc: "how it is shown", Source: page},
			{Path: "callHandlingList/" + name + "/uri", Type: schema.URI(), Keep: schema.At(func(c *Called) any { return &c.URI }), Doc: "its address", Source: page},
		}
	}
	rows := []schema.Row{
		{Path: "phones", Occurs: schema.Once, Flags: schema.Open, Doc: "the phones", Source: source + "phones-element"},
		{Path: "phones/@majorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(u *UserInformation) any { return &u.PhonesMajor }), Doc: "in one page, which may be a mistake", Source: source + "phones-element"},
		{Path: "phones/@minorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(u *UserInformation) any { return &u.PhonesMinor }), Doc: "in one page, which may be a mistake", Source: source + "phones-element"},
		{Path: "phones/phone", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(u *UserInformation) *[]OwnPhone { return &u.Phones }), Doc: "a phone; may be empty", Source: phone},
		{Path: "phones/phone/@type", Occurs: schema.Once, Type: phoneTypes(), Keep: schema.At(func(p *OwnPhone) any { return &p.Type }), Doc: "which phone it is", Source: phone},
		{Path: "phones/phone/publish", Occurs: schema.Once, Flags: schema.Omitted, Type: schema.Boolean(), Keep: schema.At(func(p *OwnPhone) any { return &p.Publish }), Doc: "others are to see it; true when absent", Source: phone},
		{Path: "phones/phone/readOnly", Type: schema.Boolean(), Keep: schema.At(func(p *OwnPhone) any { return &p.ReadOnly }), Doc: "the user cannot change it; false when absent", Source: phone},
		{Path: "phones/phone/displayString", Occurs: schema.Any, Flags: schema.AnyAttr, Rows: localized(), Keep: schema.Many(func(p *OwnPhone) *[]Localized { return &p.Display }), Doc: "the number as it is to be shown", Source: source + "phones-phone-displaystring-element"},
		{Path: "phones/phone/uri", Flags: schema.AnyAttr, Rows: link(), Keep: schema.In(func(p *OwnPhone) *Link { return &p.URI }), Doc: "its number", Source: source + "phones-phone-uri-element"},
		{Path: "callHandlingList", Doc: "who was called last", Source: source + "callhandlinglist-element"},
	}
	rows = append(rows, called("lastPhone", "the phone", func(u *UserInformation) **Called { return &u.LastPhone })...)
	rows = append(rows, called("lastContact", "the contact", func(u *UserInformation) **Called { return &u.LastContact })...)
	return schema.Schema{
		Name: "userInformation", Roots: []string{"userInformation"}, Space: prefix + "options/userInformation", Version: true, Flags: schema.Open,
		Doc: "phones that the user entered, and who was called last", Source: source + "category-instance-value-element", New: func() any { return &UserInformation{} }, Rows: rows,
	}
}

package category

import "prescap/decode/schema"

// UserProperties is a document of the category userProperties: what the server knows of
// a user from the directory.
type UserProperties struct {
	schema.Base
	Lines         []PhoneLine
	TelephonyMode string // None, Uc, Rcc, Dual, NoAudioVideo, or another word.
	Facsimile     string
	Street        string
	City          string
	State         string
	Country       string
	PostalCode    string
	HomePage      string
	Assistant     string
	UM            string // Bit flags of unified messaging, in decimal: 1 is voice mail.
	UMURL         string
	Conferencing  []Conferencing
}

// PhoneLine is a line of a user.
type PhoneLine struct {
	Type   string // Uc, Rcc, Dual, UcPrivate, or another word.
	Server string // Of lines that a computer controls.
	Number string
}

// Conferencing is a provider of audio conferences (acpInformation).
type Conferencing struct {
	Default    Flag
	Toll       string
	TollFree   []string
	Passcode   string // Of participants.
	Domain     string
	LeaderCode string
	Name       string
	URL        string
}

// userProperties describes the documents of userProperties (category schemas 3.16). The
// order of its children differs between sources.
func userProperties() schema.Schema {
	const page, line, acp = "userproperties-category-instance-value-element", "userproperties-lines-line-element", "userproperties-acpinformation-element"
	property := func(name, doc string, f func(*UserProperties) any) schema.Row {
		return schema.Row{Path: name, Type: schema.Token(), Keep: schema.At(f), Doc: doc, Source: page}
	}
	of := func(name string, occurs schema.Occurs, doc string, f func(*Conferencing) any) schema.Row {
		return schema.Row{Path: "acpInformation/" + name, Occurs: occurs, Type: schema.Token(), Keep: schema.At(f), Doc: doc, Source: acp}
	}
	fax := property("facsimileTelephoneNumber", "number of the facsimile", func(u *UserProperties) any { return &u.Facsimile })
	fax.Spelt = []string{"facsimileTelphoneNumber", "fascimileTelephoneNumber"}
	um := property("exumEnabled", "bit flags of unified messaging: 1 is voice mail", func(u *UserProperties) any { return &u.UM })
	um.Type = schema.UnsignedLong()
	return schema.Schema{
		Name: "userProperties", Roots: []string{"userProperties"}, Space: prefix + "categories", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "what the server knows of a user from the directory", Source: page, New: func() any { return &UserProperties{} },
		Rows: []schema.Row{
			{Path: "lines", Doc: "the lines", Source: "userproperties-lines-element"},
			{Path: "lines/line", Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(func(u *UserProperties) *[]PhoneLine { return &u.Lines }), Doc: "a line", Source: line},
			{Path: "lines/line/.", Type: schema.String(), Keep: schema.At(func(l *PhoneLine) any { return &l.Number }), Doc: "its number", Source: line},
			{Path: "lines/line/@lineType", Occurs: schema.Once, Type: schema.Enum("lineTypeEnumEx", false, "Uc", "Rcc", "Dual", "UcPrivate"), Keep: schema.At(func(l *PhoneLine) any { return &l.Type }), Doc: "what sort of line it is", Source: line},
			{Path: "lines/line/@lineServer", Type: schema.Token(), Keep: schema.At(func(l *PhoneLine) any { return &l.Server }), Doc: "the server by which a computer controls it", Source: line},
			{Path: "telephonyMode", Type: schema.Enum("telephonyModeEnumEx", false, "None", "Uc", "Rcc", "Dual", "NoAudioVideo"), Keep: schema.At(func(u *UserProperties) any { return &u.TelephonyMode }), Doc: "what sort of telephony the user has", Source: page},
			fax,
			property("streetAddress", "the street", func(u *UserProperties) any { return &u.Street }),
			property("l", "the city", func(u *UserProperties) any { return &u.City }),
			property("st", "the state", func(u *UserProperties) any { return &u.State }),
			property("countryCode", "the country", func(u *UserProperties) any { return &u.Country }),
			property("postalCode", "the postal code", func(u *UserProperties) any { return &u.PostalCode }),
			property("wWWHomePage", "the home page", func(u *UserProperties) any { return &u.HomePage }),
			property("msExchAssistantName", "the assistant; 2007 R2 only", func(u *UserProperties) any { return &u.Assistant }),
			um,
			property("exumURL", "address of unified messaging", func(u *UserProperties) any { return &u.UMURL }),
			{Path: "forwardingUrls", Flags: schema.AnyChild, Doc: "addresses to forward to, of any form", Source: page},
			{Path: "acpInformation", Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(u *UserProperties) *[]Conferencing { return &u.Conferencing }), Doc: "a provider of audio conferences; one by the table, several by the text", Source: acp},
			{Path: "acpInformation/@default", Occurs: schema.Once, Type: schema.Boolean(), Keep: schema.At(func(c *Conferencing) any { return &c.Default }), Doc: "it is the one that is used", Source: acp},
			of("tollNumber", schema.Once, "number to call, for a fee", func(c *Conferencing) any { return &c.Toll }),
			{Path: "acpInformation/tollFreeNumber", Occurs: schema.Any, Type: schema.Token(), Keep: schema.Many(func(c *Conferencing) *[]string { return &c.TollFree }), Doc: "number to call, without a fee", Source: acp},
			of("participantPassCode", schema.Once, "the code of participants", func(c *Conferencing) any { return &c.Passcode }),
			of("domain", schema.Once, "the provider's domain", func(c *Conferencing) any { return &c.Domain }),
			of("leaderPassCode", schema.Optional, "the code of the leader", func(c *Conferencing) any { return &c.LeaderCode }),
			of("name", schema.Optional, "the provider's name", func(c *Conferencing) any { return &c.Name }),
			{Path: "acpInformation/url", Type: schema.URI(), Keep: schema.At(func(c *Conferencing) any { return &c.URL }), Doc: "the provider's page", Source: acp},
		},
	}
}

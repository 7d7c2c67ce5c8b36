package document

import (
	"cmp"

	"prescap/decode/schema"
)

// TypeACL is the media type of access control lists (wire reference 6.3).
const TypeACL = "application/vnd-microsoft-roaming-acls+xml"

// AccessList says who may see presence and call, as before there were containers.
type AccessList struct {
	schema.Base
	Number  schema.Integer // One more with each change.
	Entries []AccessEntry
}

// AccessEntry says what somebody may.
type AccessEntry struct {
	Type string // ALL, USER, DOMAIN.
	Mask string // Whom: a SIP address, or a domain.

	// Rights is two letters: to see presence, and to call; A allow, D deny, P prompt, B
	// block politely. MS-SIP 8 has only A and D for calls, and lets later versions add
	// letters. It is AA when absent. (Wire reference 6.3 has the letters in the other
	// order; MS-SIP 2.2.3 is plain.)
	Rights string
}

// Text says what the rights mean; "" where a letter has no meaning.
func (a *AccessEntry) Text() string {
	rights := cmp.Or(a.Rights, "AA")
	if len(rights) < 2 || right(rights[0]) == "" || right(rights[1]) == "" {
		return ""
	}
	return "presence: " + right(rights[0]) + ", calls: " + right(rights[1])
}

// right says what a letter means.
func right(letter byte) string {
	switch letter {
	case 'A':
		return "allow"
	case 'D':
		return "deny"
	case 'P':
		return "prompt"
	case 'B':
		return "block politely"
	}
	return ""
}

// accessList describes access control lists (MS-SIP 8).
func accessList() schema.Schema {
	const source = "MS-SIP 8"
	return schema.Schema{
		Name: "accessList", Roots: []string{"ACLlist"}, Space: "http://schemas.microsoft.com/sip/acl/", Anywhere: true, Flags: schema.AnyAttr,
		Doc: "who may see presence and call, as before there were containers", Source: source, New: func() any { return &AccessList{} },
		Rows: []schema.Row{
			{Path: "@deltaNum", Type: schema.Long("xs:nonNegativeInteger"), Keep: schema.At(func(a *AccessList) any { return &a.Number }), Doc: "number of the list", Source: "MS-SIP, example of a roaming ACL"},
			{Path: "userACL", Doc: "the list", Source: source},
			{Path: "userACL/ace", Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(func(a *AccessList) *[]AccessEntry { return &a.Entries }), Means: schema.Meaning((*AccessEntry).Text), Doc: "what somebody may", Source: source},
			{Path: "userACL/ace/@type", Occurs: schema.Once, Type: schema.Enum("acetype", true, "ALL", "USER", "DOMAIN"), Keep: schema.At(func(a *AccessEntry) any { return &a.Type }), Doc: "whom it is about", Source: source},
			{Path: "userACL/ace/@mask", Type: schema.String(), Keep: schema.At(func(a *AccessEntry) any { return &a.Mask }), Doc: "the user or the domain", Source: source},
			{Path: "userACL/ace/@rights", Type: schema.Enum("rightsmask", false, "AA", "AD", "PA", "PD", "DA", "DD", "BA", "BD"), Keep: schema.At(func(a *AccessEntry) any { return &a.Rights }), Doc: "what is allowed: a letter for presence, one for calls; AA when absent", Source: source},
		},
	}
}

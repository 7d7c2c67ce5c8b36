package document

import "prescap/decode/schema"

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
	Type   string // ALL, USER, DOMAIN.
	Mask   string // Whom: a SIP address, or a domain.
	Rights string // Two letters: to see presence, and to call; A allow, D deny, P prompt, B block politely.
}

// Text says what the rights mean.
func (a *AccessEntry) Text() string {
	words := map[byte]string{'A': "allow", 'D': "deny", 'P': "prompt", 'B': "block politely"}
	if len(a.Rights) < 2 || words[a.Rights[0]] == "" || words[a.Rights[1]] == "" {
		return ""
	}
	return "presence: " + words[a.Rights[0]] + ", calls: " + words[a.Rights[1]]
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
			{Path: "userACL/ace/@rights", Type: schema.Token(), Keep: schema.At(func(a *AccessEntry) any { return &a.Rights }), Doc: "what is allowed: a letter for presence, one for calls; AA when absent", Source: source},
		},
	}
}

package document

import "prescap/decode/schema"

// Spaces of the publication grammar (category schemas 1.1).
const (
	containerSpace   = "http://schemas.microsoft.com/2008/09/sip/ContainerManifest"
	publicationSpace = "http://schemas.microsoft.com/2008/09/sip/categoryPublicationManifest"
)

// ContainerManifest says which containers there are and who may be in them
// (containerManifestList).
type ContainerManifest struct {
	MinVersion   string // The oldest client that understands it.
	Major, Minor schema.Number
	Containers   []ManifestContainer
	Members      []ManifestMember
	BlockRules   []BlockRule
	Precedence   []RoleEntry // Of roles, the first first.
}

// ManifestContainer is a container.
type ManifestContainer struct {
	ID                      schema.Number
	Visible, Avoid, Blocked schema.Flag
}

// ManifestMember is a sort of member.
type ManifestMember struct {
	Type, Role, URI string
	Allowed         *AllowedContainers // Nil when absent.
	Default         *ContainerRef      // Likewise.
	Occurrence      string             // zero, one, zeroOrOne.
	Networks        []Typed
	Resolution      []ResolutionRule
}

// AllowedContainers says into which containers a member may go.
type AllowedContainers struct {
	Type       string // visibleContainers, custom.
	Containers []ContainerRef
}

// ContainerRef names a container.
type ContainerRef struct{ ID schema.Number }

// Typed is a word: a network, a role.
type Typed struct{ Type string }

// ResolutionRule says what to do with a member that is where it may not be.
type ResolutionRule struct{ Type, Role string }

// BlockRule says what is kept from whom.
type BlockRule struct {
	Type       string // invites, subscriberPrompt.
	Containers *AllowedContainers
	Networks   []Typed
	Max, Min   schema.Integer // Availability.
}

// RoleEntry is a role.
type RoleEntry struct{ Type string }

// PublicationManifest says which category goes into which container
// (categoryPublicationManifest).
type PublicationManifest struct {
	MinVersion   string
	Major, Minor schema.Number
	Rules        []PublicationRule
}

// PublicationRule is about one category in one container.
type PublicationRule struct {
	Type       string // transformation, bootstrap, cleanup.
	Category   string
	Container  schema.Integer
	Preferred  schema.Flag // The owner is to go by this one.
	InstanceID *ManifestInstance
	Expire     *ManifestExpire
	Data       *string // A document, or a style sheet, as it is; nil when absent: what is published is published unchanged.
}

// ManifestInstance says which instance a rule is about.
type ManifestInstance struct {
	Type  string // constant, custom.
	Value schema.Integer
}

// ManifestExpire says how what a rule is about expires.
type ManifestExpire struct {
	Type string // endpoint, static, user, time, custom.
	Time schema.Integer
}

// containerManifest is the rows of a containerManifestList (category schemas 3.17).
func containerManifest() []schema.Row {
	ref := func(path string, keep schema.Keep, occurs schema.Occurs, doc, source string) schema.Row {
		return schema.Row{Path: path, Occurs: occurs, Flags: schema.Open, Keep: keep, Doc: doc, Source: source, Rows: []schema.Row{
			{Path: "@id", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(c *ContainerRef) any { return &c.ID }), Doc: "its number", Source: source},
		}}
	}
	allowed := func(path string, keep schema.Keep, source string) []schema.Row {
		return []schema.Row{
			{Path: path, Flags: schema.Open, Keep: keep, Doc: "containers", Source: source},
			{Path: path + "/@type", Occurs: schema.Once, Type: schema.Enum("containerIdType", true, "visibleContainers", "custom"), Keep: schema.At(func(a *AllowedContainers) any { return &a.Type }), Doc: "those that are visible, or those that are listed", Source: source},
			ref(path+"/container", schema.Many(func(a *AllowedContainers) *[]ContainerRef { return &a.Containers }), schema.Any, "a container", source),
		}
	}
	typed := func(path string, layer int, keep schema.Keep, known []string, doc, source string) []schema.Row {
		outer, _ := parent(path)
		return []schema.Row{
			{Path: outer, Layer: layer, Doc: doc, Source: source},
			{Path: path, Occurs: schema.Some, Flags: schema.Open, Keep: keep, Doc: doc, Source: source, Rows: []schema.Row{
				{Path: "@type", Occurs: schema.Once, Type: schema.Enum("xs:string", false, known...), Keep: schema.At(func(t *Typed) any { return &t.Type }), Doc: "which one", Source: source},
			}},
		}
	}
	flag := func(name string, f func(*ManifestContainer) any, doc string) schema.Row {
		return schema.Row{Path: "containerManifest/containers/container/" + name, Type: schema.Boolean(), Keep: schema.At(f), Doc: doc, Source: "container-element"}
	}
	networks := []string{"sameEnterprise", "federated", "publicCloud"}
	roles := []string{"buddy", "delegate"}
	const member = "containerManifest/members/member"
	rows := []schema.Row{
		{Path: "@minSupportedClientVersion", Type: schema.Token(), Keep: schema.At(func(c *ContainerManifest) any { return &c.MinVersion }), Doc: "the oldest client that understands it", Source: "containermanifestlist-element"},
		{Path: "@majorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(c *ContainerManifest) any { return &c.Major }), Doc: "version of the schema", Source: "containermanifestlist-element"},
		{Path: "@minorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(c *ContainerManifest) any { return &c.Minor }), Doc: "version of the schema", Source: "containermanifestlist-element"},
		{Path: "containerManifest", Occurs: schema.Once, Flags: schema.Open, Doc: "the manifest", Source: "containermanifest-element"},
		{Path: "containerManifest/containers", Flags: schema.Open, Doc: "the containers", Source: "containers-element"},
		{Path: "containerManifest/containers/container", Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(c *ContainerManifest) *[]ManifestContainer { return &c.Containers }), Doc: "a container", Source: "container-element"},
		{Path: "containerManifest/containers/container/@id", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(c *ManifestContainer) any { return &c.ID }), Doc: "its number", Source: "container-element"},
		flag("visible", func(c *ManifestContainer) any { return &c.Visible }, "users see it"),
		flag("avoidRedundantMembers", func(c *ManifestContainer) any { return &c.Avoid }, "members are not put into it twice"),
		flag("blocked", func(c *ManifestContainer) any { return &c.Blocked }, "it is for those who are blocked; not since 2010"),
		{Path: "containerManifest/members", Doc: "who may be in them", Source: "members-element"},
		{Path: member, Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(c *ContainerManifest) *[]ManifestMember { return &c.Members }), Doc: "a sort of member", Source: "member-element"},
		{Path: member + "/@type", Type: schema.Enum("memberTypeEnumEx", false, "user", "domain", "sameEnterprise", "federated", "publicCloud", "everyone"), Keep: schema.At(func(m *ManifestMember) any { return &m.Type }), Doc: "what it is", Source: "member-element"},
		{Path: member + "/@role", Type: schema.Enum("roleTypeEnumEx", false, roles...), Keep: schema.At(func(m *ManifestMember) any { return &m.Role }), Doc: "what the user is to the owner", Source: "member-element"},
		{Path: member + "/@uri", Type: schema.URI(), Keep: schema.At(func(m *ManifestMember) any { return &m.URI }), Doc: "of a user or a domain", Source: "member-element"},
	}
	rows = append(rows, allowed(member+"/allowedContainers", schema.One(func(m *ManifestMember) **AllowedContainers { return &m.Allowed }), "allowedcontainers-element")...)
	rows = append(rows,
		ref(member+"/defaultContainer", schema.One(func(m *ManifestMember) **ContainerRef { return &m.Default }), schema.Optional, "the container to begin with", "defaultcontainer-element"),
		schema.Row{Path: member + "/occurrenceConstraint", Spelt: []string{"occurenceConstraint"}, Flags: schema.Open, Doc: "how often it may be there", Source: "occurenceconstraint-element"},
		schema.Row{Path: member + "/occurrenceConstraint/@type", Occurs: schema.Once, Type: schema.Enum("xs:string", false, "zero", "one", "zeroOrOne"), Keep: schema.At(func(m *ManifestMember) any { return &m.Occurrence }), Doc: "how often", Source: "occurenceconstraint-element"},
	)
	rows = append(rows, typed(member+"/sourceNetworks/sourceNetwork", 1, schema.Many(func(m *ManifestMember) *[]Typed { return &m.Networks }), networks, "the networks that it may come from", "sourcenetworks-element")...)
	rows = append(rows,
		schema.Row{Path: member + "/resolutionRules", Layer: 1, Doc: "what to do where it may not be", Source: "resolutionrules-element"},
		schema.Row{Path: member + "/resolutionRules/resolutionRule", Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(m *ManifestMember) *[]ResolutionRule { return &m.Resolution }), Doc: "a rule", Source: "resolutionrule-element"},
		schema.Row{Path: member + "/resolutionRules/resolutionRule/@type", Occurs: schema.Once, Type: schema.Enum("xs:string", false, "removeFromContainer", "moveToDefaultContainer", "forceRole"), Keep: schema.At(func(r *ResolutionRule) any { return &r.Type }), Doc: "what to do", Source: "resolutionrule-element"},
		schema.Row{Path: member + "/resolutionRules/resolutionRule/@role", Type: schema.Enum("roleTypeEnumEx", false, roles...), Keep: schema.At(func(r *ResolutionRule) any { return &r.Role }), Doc: "the role, of forceRole", Source: "resolutionrule-element"},
		schema.Row{Path: "containerManifest/blockRules", Layer: 1, Doc: "what is kept from whom; since Lync 2010", Source: "blockrules-element"},
		schema.Row{Path: "containerManifest/blockRules/blockRule", Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(c *ContainerManifest) *[]BlockRule { return &c.BlockRules }), Doc: "a rule", Source: "blockrule-element"},
		schema.Row{Path: "containerManifest/blockRules/blockRule/@type", Occurs: schema.Once, Type: schema.Enum("blockTypeEnumEx", false, "invites", "subscriberPrompt"), Keep: schema.At(func(b *BlockRule) any { return &b.Type }), Doc: "what is kept away", Source: "blockrule-element"},
	)
	rows = append(rows, allowed("containerManifest/blockRules/blockRule/containers", schema.One(func(b *BlockRule) **AllowedContainers { return &b.Containers }), "blockrule-containers-element")...)
	rows = append(rows, typed("containerManifest/blockRules/blockRule/sourceNetworks/sourceNetwork", 0, schema.Many(func(b *BlockRule) *[]Typed { return &b.Networks }), networks, "the networks", "sourcenetworks-element")...)
	return append(rows,
		schema.Row{Path: "containerManifest/blockRules/blockRule/maxAvailability", Type: schema.Long("xs:integer"), Keep: schema.At(func(b *BlockRule) any { return &b.Max }), Doc: "up to this availability", Source: "blockrule-element"},
		schema.Row{Path: "containerManifest/blockRules/blockRule/minAvailability", Type: schema.Long("xs:integer"), Keep: schema.At(func(b *BlockRule) any { return &b.Min }), Doc: "from this availability on", Source: "blockrule-element"},
		schema.Row{Path: "containerManifest/rolePrecedence", Layer: 1, Doc: "which role counts first; since Lync 2010", Source: "roleprecedence-element"},
		schema.Row{Path: "containerManifest/rolePrecedence/rolePrecedenceEntry", Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(c *ContainerManifest) *[]RoleEntry { return &c.Precedence }), Doc: "a role", Source: "roleprecedenceentry-element"},
		schema.Row{Path: "containerManifest/rolePrecedence/rolePrecedenceEntry/@type", Occurs: schema.Once, Type: schema.Enum("roleTypeEnumEx", false, roles...), Keep: schema.At(func(r *RoleEntry) any { return &r.Type }), Doc: "which one", Source: "roleprecedenceentry-element"},
	)
}

// publicationManifest is the rows of a categoryPublicationManifest (category schemas
// 3.18).
func publicationManifest() []schema.Row {
	const page, rule = "categorypublicationmanifest-element", "publicationList/publicationRule"
	return []schema.Row{
		{Path: "@minSupportedClientVersion", Type: schema.Token(), Keep: schema.At(func(p *PublicationManifest) any { return &p.MinVersion }), Doc: "the oldest client that understands it", Source: page},
		{Path: "@majorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(p *PublicationManifest) any { return &p.Major }), Doc: "version of the schema", Source: page},
		{Path: "@minorVersion", Type: schema.UnsignedInt(), Keep: schema.At(func(p *PublicationManifest) any { return &p.Minor }), Doc: "version of the schema", Source: page},
		{Path: "publicationList", Occurs: schema.Once, Flags: schema.Open, Doc: "the rules", Source: "publicationlist-element"},
		{Path: rule, Occurs: schema.Any, Flags: schema.Open, Keep: schema.Many(func(p *PublicationManifest) *[]PublicationRule { return &p.Rules }), Doc: "what is about one category in one container", Source: "publicationrule-element"},
		{Path: rule + "/@ruleType", Spelt: []string{"rulType"}, Occurs: schema.Once, Type: schema.Enum("ruleTypeEnumEx", false, "transformation", "bootstrap", "cleanup"), Keep: schema.At(func(r *PublicationRule) any { return &r.Type }), Doc: "what is to be done", Source: "publicationrule-element"},
		{Path: rule + "/@categoryName", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(r *PublicationRule) any { return &r.Category }), Doc: "the category", Source: "publicationrule-element"},
		{Path: rule + "/@containerId", Occurs: schema.Once, Type: schema.Long("xs:integer"), Keep: schema.At(func(r *PublicationRule) any { return &r.Container }), Doc: "the container", Source: "publicationrule-element"},
		{Path: rule + "/@preferredSelfConsumption", Type: schema.Boolean(), Keep: schema.At(func(r *PublicationRule) any { return &r.Preferred }), Doc: "the owner is to go by this one; false when absent", Source: "publicationrule-element"},
		{Path: rule + "/instanceId", Keep: schema.One(func(r *PublicationRule) **ManifestInstance { return &r.InstanceID }), Doc: "which instance; every one when absent", Source: "instanceid-element"},
		{Path: rule + "/instanceId/@type", Occurs: schema.Once, Type: schema.Enum("instanceIdValuesEnumEx", false, "constant", "custom"), Keep: schema.At(func(i *ManifestInstance) any { return &i.Type }), Doc: "how it is made", Source: "instanceid-element"},
		{Path: rule + "/instanceId/@value", Occurs: schema.Once, Type: schema.Long("xs:integer"), Keep: schema.At(func(i *ManifestInstance) any { return &i.Value }), Doc: "its number", Source: "instanceid-element"},
		{Path: rule + "/expireType", Keep: schema.One(func(r *PublicationRule) **ManifestExpire { return &r.Expire }), Doc: "how it expires; with the endpoint when absent", Source: "expiretype-element"},
		{Path: rule + "/expireType/@type", Occurs: schema.Once, Type: schema.Enum("expireTypeValuesEnumEx", false, "endpoint", "static", "user", "time", "custom"), Keep: schema.At(func(e *ManifestExpire) any { return &e.Type }), Doc: "the expire type", Source: "expiretype-element"},
		{Path: rule + "/expireType/@expireTime", Type: schema.Long("xs:integer"), Keep: schema.At(func(e *ManifestExpire) any { return &e.Time }), Doc: "after that time, of time only", Source: "expiretype-element"},
		{Path: rule + "/categoryData", Flags: schema.Markup, Type: schema.Verbatim(), Keep: schema.One(func(r *PublicationRule) **string { return &r.Data }), Doc: "the document to publish, or a style sheet that makes it; as it is published when absent", Source: "categorydata-element"},
	}
}

// parent splits a path at its last step.
func parent(path string) (outer, name string) {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[:i], path[i+1:]
		}
	}
	return "", path
}

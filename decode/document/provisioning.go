package document

import "prescap/decode/schema"

// TypeProvisioning is the media type of in-band provisioning (wire reference 6.4).
const TypeProvisioning = "application/vnd-microsoft-roaming-provisioning-v2+xml"

// ProvisioningRequest names the groups of settings that a client asks for.
type ProvisioningRequest struct {
	schema.Base
	Subnet string // Address of the network that the client is in.
	Groups []RequestedGroup
}

// RequestedGroup is a group that is asked for.
type RequestedGroup struct{ Name, Opaque string }

// Provisioning is groups of settings.
type Provisioning struct {
	schema.Base
	Groups []ProvisioningGroup
}

// ProvisioningGroup is a group of settings: ServerConfiguration, presencePolicyV2,
// endpointConfiguration, publicationGrammar, ...
type ProvisioningGroup struct {
	Name         string
	Properties   []Property
	Entries      []Property           // Those in propertyEntryList.
	Instance     []Property           // Those in instance.
	Containers   *ContainerManifest   // In a publication grammar; nil when absent.
	Publications *PublicationManifest // Likewise.
	Settings     []schema.Other       // Further elements, such as those of ServerConfiguration.
}

// Property is a setting with a name and a value, or several.
type Property struct {
	Name, Value string
	Elements    []string // The values of one that has several, such as PhoneRouteUsages of ucPolicy.
}

// Spaces of provisioning (wire reference 6.4).
const (
	provisioningSpace = "http://schemas.microsoft.com/2006/09/sip/provisiongrouplist-notification"
	requestSpace      = "http://schemas.microsoft.com/2006/09/sip/provisioninggrouplist"
)

// provisioningRequest describes requests of provisioning (wire reference 6.4).
func provisioningRequest() schema.Schema {
	const source = "MS-SIPREGE 2.2.2.4"
	return schema.Schema{
		Name: "provisioningRequest", Roots: []string{"provisioningGroupList"}, Space: requestSpace, Flags: schema.AnyAttr,
		Doc: "the groups of settings that a client asks for", Source: source, New: func() any { return &ProvisioningRequest{} },
		Rows: []schema.Row{
			{Path: "@subnet", Type: schema.Token(), Keep: schema.At(func(p *ProvisioningRequest) any { return &p.Subnet }), Doc: "address of the network that the client is in", Source: source},
			{Path: "provisioningGroup", Occurs: schema.Some, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(p *ProvisioningRequest) *[]RequestedGroup { return &p.Groups }), Doc: "a group", Source: source},
			{Path: "provisioningGroup/@name", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(g *RequestedGroup) any { return &g.Name }), Doc: "its name, such as ServerConfiguration, presencePolicyV2, publicationGrammar", Source: source},
			{Path: "provisioningGroup/@opaque", Type: schema.String(), Keep: schema.At(func(g *RequestedGroup) any { return &g.Opaque }), Doc: "more about what is asked for", Source: source},
		},
	}
}

// provisioning describes the answers.
func provisioning() schema.Schema {
	const source = "wire reference 6.4"
	property := func(path string, f func(*ProvisioningGroup) *[]Property) schema.Row {
		return schema.Row{Path: "provisionGroup/" + path, Occurs: schema.Any, Flags: schema.AnyAttr, Keep: schema.Many(f), Doc: "a setting", Source: source, Rows: []schema.Row{
			{Path: "@name", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(p *Property) any { return &p.Name }), Doc: "its name", Source: source},
			{Path: ".", Type: schema.String(), Keep: schema.At(func(p *Property) any { return &p.Value }), Doc: "its value", Source: source},
			{Path: "element", Occurs: schema.Any, Type: schema.String(), Keep: schema.Many(func(p *Property) *[]string { return &p.Elements }), Doc: "a value of one that has several", Source: "MS-SIPREGE 2.2.2.5.3"},
		}}
	}
	return schema.Schema{
		Name: "provisioning", Roots: []string{"provisionGroupList"}, Space: provisioningSpace, Flags: schema.AnyAttr,
		Doc: "groups of settings that the server gives", Source: source, New: func() any { return &Provisioning{} },
		Rows: []schema.Row{
			{Path: "provisionGroup", Occurs: schema.Any, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(p *Provisioning) *[]ProvisioningGroup { return &p.Groups }), Doc: "a group", Source: source},
			{Path: "provisionGroup/@name", Occurs: schema.Once, Type: schema.Token(), Keep: schema.At(func(g *ProvisioningGroup) any { return &g.Name }), Doc: "its name", Source: source},
			property("property", func(g *ProvisioningGroup) *[]Property { return &g.Properties }),
			{Path: "provisionGroup/propertyEntryList", Doc: "settings", Source: source},
			property("propertyEntryList/property", func(g *ProvisioningGroup) *[]Property { return &g.Entries }),
			{Path: "provisionGroup/instance", Doc: "settings", Source: "MS-SIPREGE 2.2.2.5.3"},
			property("instance/property", func(g *ProvisioningGroup) *[]Property { return &g.Instance }),
			{Path: "provisionGroup/containerManifestList", Space: containerSpace, Flags: schema.Open, Keep: schema.One(func(g *ProvisioningGroup) **ContainerManifest { return &g.Containers }),
				Rows: containerManifest(), Doc: "which containers there are, and who is in them", Source: "containermanifestlist-element"},
			{Path: "provisionGroup/categoryPublicationManifest", Space: publicationSpace, Flags: schema.Open, Keep: schema.One(func(g *ProvisioningGroup) **PublicationManifest { return &g.Publications }),
				Rows: publicationManifest(), Doc: "which category goes into which container", Source: "categorypublicationmanifest-element"},
			{Path: "provisionGroup/*", Keep: schema.Others(func(g *ProvisioningGroup) *[]schema.Other { return &g.Settings }), Doc: "a setting, by the name of its element", Source: source},
		},
	}
}

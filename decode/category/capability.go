package category

import "prescap/decode/schema"

// Capabilities is what a device or a service can do.
type Capabilities struct {
	URI       string // The user on the device.
	Preferred bool
	All       []Capability
}

// Capability is one thing that a device or a service can do: voice, video, text, ...
// (capabilityType, category schemas 3.5.1).
type Capability struct {
	Name               string // Of its element.
	Preferred          bool
	PreferredEndpoint  string // The endpointId of the device that is best for it.
	URI                string
	Render             bool
	Capture            bool
	Publish            bool
	Version            schema.Number
	DeviceAvailability schema.Number // Of the device that is best for it.
}

// capabilities is what is in an element capabilities. Clients send its children in any
// order.
func capabilities() []schema.Row {
	var rows []schema.Row
	for _, c := range []struct {
		name, doc string
		spelt     []string
	}{
		{"calendar", "calendar data", nil},
		{"remoteCallControl", "control of a phone by a computer", []string{"remoteCallControll"}},
		{"voice", "calls", nil},
		{"video", "video calls", nil},
		{"CCCP", "conferences by the centralized conference control protocol", nil},
		{"text", "instant messages", nil},
		{"gifInk", "ink as pictures", nil},
		{"isfInk", "ink as strokes", nil},
		{"breakthrough", "calls that pass do not disturb; since 2007 R2", []string{"breakThrough"}},
		{"applicationSharing", "sharing of applications; since 2007 R2", []string{"ApplicationSharing"}},
		{"ucs", "the unified contact store; since Lync 2010", nil},
		{"containerIntegrity", "care for container membership; since Lync 2010", nil},
		{"contentWhiteboard", "whiteboards; since Lync 2010", nil},
		{"contentPowerPoint", "slides; since Lync 2010", nil},
		{"contentNativeFile", "files; since Lync 2010", []string{"contentNativeFiles"}},
		{"confInvite", "not documented, seen on the wire", nil},
		{"contentPoll", "not documented, seen on the wire", nil},
	} {
		rows = append(rows, schema.Row{
			Path: c.name, Spelt: c.spelt, Rows: capability(), Flags: schema.AnyAttr, Doc: c.doc, Source: "category schemas 3.5.1",
			Keep: schema.Named(func(c *Capabilities) *[]Capability { return &c.All }, func(c *Capability) *string { return &c.Name }, c.name),
		})
	}
	return rows
}

// capability is what is in an element of capabilityType.
func capability() []schema.Row {
	const source = "category schemas 3.5.1"
	return []schema.Row{
		{Path: "@preferred", Type: schema.Boolean(), Keep: schema.At(func(c *Capability) any { return &c.Preferred }), Doc: "preferred for the modality", Source: source},
		{Path: "@preferredEndpointId", Type: schema.GUID(), Keep: schema.At(func(c *Capability) any { return &c.PreferredEndpoint }), Doc: "the endpoint of the best device for it", Source: source},
		{Path: "@uri", Type: schema.URI(), Keep: schema.At(func(c *Capability) any { return &c.URI }), Doc: "SIP address; of calendar the SMTP address", Source: source},
		{Path: "@render", Type: schema.Boolean(), Keep: schema.At(func(c *Capability) any { return &c.Render }), Doc: "it can show it", Source: source},
		{Path: "@capture", Type: schema.Boolean(), Keep: schema.At(func(c *Capability) any { return &c.Capture }), Doc: "it can record it", Source: source},
		{Path: "@publish", Type: schema.Boolean(), Keep: schema.At(func(c *Capability) any { return &c.Publish }), Doc: "it can publish it", Source: source},
		{Path: "@version", Type: schema.UnsignedInt(), Keep: schema.At(func(c *Capability) any { return &c.Version }), Doc: "version of the capability", Source: source},
		{Path: "@deviceAvailability", Type: schema.UnsignedInt(), Keep: schema.At(func(c *Capability) any { return &c.DeviceAvailability }),
			Means: schema.Meaning(func(c *Capability) string { return className(c.DeviceAvailability) }), Doc: "availability of that device", Source: source},
	}
}

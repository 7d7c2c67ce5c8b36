package category

import "prescap/decode/schema"

// Device is a document of the category device: one signed-in endpoint and what it can
// do (device-category-instance-value-element).
type Device struct {
	schema.Base
	EndpointID   string // As sent; letter case does not matter.
	Capabilities []Capabilities
	TimeZone     string // A time of day with the offset from UTC, as sent.
	MachineName  string
}

// device describes the documents of device (category schemas 3.5).
func device() schema.Schema {
	const page = "device-category-instance-value-element"
	return schema.Schema{
		Name: "device", Roots: []string{"device"}, Space: prefix + "device", Version: true, Flags: schema.Open,
		Doc: "an endpoint and what it can do", Source: page, New: func() any { return &Device{} },
		Rows: []schema.Row{
			{Path: "@endpointId", Occurs: schema.Once, Type: schema.GUID(), Keep: schema.At(func(d *Device) any { return &d.EndpointID }),
				Doc: "identity of the endpoint, which follows from its epid", Source: page},
			{Path: "capabilities", Occurs: schema.Some, Flags: schema.Open, Rows: capabilities(),
				Keep: schema.Many(func(d *Device) *[]Capabilities { return &d.Capabilities }),
				Doc:  "what the endpoint can do", Source: "device-capabilities-element"},
			{Path: "capabilities/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(c *Capabilities) any { return &c.URI }),
				Doc: "the user on the device", Source: "device-capabilities-element"},
			{Path: "capabilities/@preferred", Type: schema.Boolean(), Keep: schema.At(func(c *Capabilities) any { return &c.Preferred }),
				Doc: "the device is preferred", Source: "device-capabilities-element"},
			{Path: "timezone", Occurs: schema.Once, Flags: schema.Omitted, Type: schema.Clock(), Keep: schema.At(func(d *Device) any { return &d.TimeZone }),
				Doc: "local time with its offset from UTC; SIPE sends a constant", Source: "device-timezone-element"},
			{Path: "machineName", Occurs: schema.Once, Type: schema.String(), Keep: schema.At(func(d *Device) any { return &d.MachineName }),
				Doc: "name of the host", Source: "device-machinename-element"},
		},
	}
}

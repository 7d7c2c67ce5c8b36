package category

// Device is a document of the category device: one signed-in endpoint and what
// it can do (device-category-instance-value-element).
type Device struct {
	EndpointID   string // As sent; letter case does not matter.
	MachineName  string
	TimeZone     string // As sent.
	Capabilities []Capability
}

// Capability is something that a device can do: voice, video, text, ...
type Capability struct {
	Name                     string
	Render, Capture, Publish bool
}

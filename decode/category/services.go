package category

import "prescap/decode/schema"

// Services is a document of the category services: what the server makes of what all
// devices of a user can do.
type Services struct {
	schema.Base
	Services []Service // None in a blank document.
}

// Service is what can be done by one address of a user.
type Service struct {
	URI          string // A SIP address, or a mail address for the calendar.
	Capabilities Capabilities
}

// services describes the documents of services (category schemas 3.13).
func services() schema.Schema {
	return schema.Schema{
		Name: "services", Roots: []string{"services"}, Space: prefix + "service", Version: true, Flags: schema.Open | schema.Blank,
		Doc: "what all devices of a user can do", Source: "services-category-instance-value-element", New: func() any { return &Services{} },
		Rows: []schema.Row{
			{Path: "service", Occurs: schema.Some, Flags: schema.Open, Keep: schema.Many(func(s *Services) *[]Service { return &s.Services }),
				Doc: "an address of the user; none in a blank document", Source: "services-service-element"},
			{Path: "service/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(s *Service) any { return &s.URI }),
				Doc: "the SIP address, or for the calendar the mail address without scheme", Source: "services-service-element"},
			{Path: "service/capabilities", Flags: schema.Open, Rows: capabilities(), Keep: schema.Within(func(s *Service) *Capabilities { return &s.Capabilities }, func(c *Capabilities) bool { return len(c.All) > 0 }),
				Doc: "what can be done", Source: "services-service-capabilities-element"},
		},
	}
}

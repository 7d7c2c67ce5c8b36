package category

import "prescap/decode/schema"

// LegacyInterop is a document of the category legacyInterop: the aggregate state as the
// server has it for older clients.
type LegacyInterop struct {
	schema.Base
	Availability Number // That of the aggregate state of the same container.
	Token        string // The activity of that.
}

// legacyInterop describes the documents of legacyInterop (category schemas 3.7). On the
// wire the root may come without a namespace of its own: that around it is the right one.
func legacyInterop() schema.Schema {
	const page = "legacyinterop-category-instance-value-element"
	return schema.Schema{
		Name: "legacyInterop", Roots: []string{"legacyInterop"}, Space: prefix + "categories",
		Doc: "the state of a user as older clients are told it", Source: page, New: func() any { return &LegacyInterop{} },
		Rows: []schema.Row{
			{Path: "@availability", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(l *LegacyInterop) any { return &l.Availability }),
				Means: schema.Meaning(func(l *LegacyInterop) string { return className(l.Availability) }), Doc: "how available, as a number", Source: page},
			{Path: "@token", Type: schema.Enum("activityTokenEnumEx", false, activityTokens()...), Keep: schema.At(func(l *LegacyInterop) any { return &l.Token }),
				Doc: "the activity of the aggregate state", Source: page},
		},
	}
}

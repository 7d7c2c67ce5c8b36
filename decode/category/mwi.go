package category

import "prescap/decode/schema"

// MWI is a document of the category mwi: whether voice mail waits.
type MWI struct {
	schema.Base
	Waiting Flag
	Unread  Number
	Read    Number
}

// mwi describes the documents of mwi (category schemas 3.8).
func mwi() schema.Schema {
	const page = "mwi-category-instance-value-element"
	return schema.Schema{
		Name: "mwi", Roots: []string{"mwi"}, Space: prefix + "mwi", Version: true, Flags: schema.AnyAttr | schema.Foreign,
		Doc: "whether voice mail waits", Source: page, New: func() any { return &MWI{} },
		Rows: []schema.Row{
			{Path: "@messageWaiting", Occurs: schema.Once, Type: schema.Boolean(), Keep: schema.At(func(m *MWI) any { return &m.Waiting }), Doc: "there is voice mail that was not heard", Source: page},
			{Path: "@unreadVoiceMailCount", Type: schema.UnsignedInt(), Keep: schema.At(func(m *MWI) any { return &m.Unread }), Doc: "how many were not heard", Source: page},
			{Path: "@readVoiceMailCount", Type: schema.UnsignedInt(), Keep: schema.At(func(m *MWI) any { return &m.Read }), Doc: "how many were heard", Source: page},
		},
	}
}

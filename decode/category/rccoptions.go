package category

import "prescap/decode/schema"

// RCCOptions is a document of the category rccOptions: how a phone that is controlled by
// a computer forwards calls.
type RCCOptions struct {
	schema.Base
	Mode        string // disabled, which is the default, static, or another word.
	ToPhoneType string // work, home, mobile, which is the default, other, custom1, or another word.
}

// rccOptions describes the documents of rccOptions (category schemas 3.11).
func rccOptions() schema.Schema {
	return schema.Schema{
		Name: "rccOptions", Roots: []string{"rccOptions"}, Space: prefix + "options/rccOptions", Version: true, Flags: schema.Open,
		Doc: "how a phone that is controlled by a computer forwards calls", Source: "rccoptions-category-instance-value-element", New: func() any { return &RCCOptions{} },
		Rows: []schema.Row{
			{Path: "forwarding", Occurs: schema.Once, Doc: "where calls are forwarded to", Source: "rccoptions-forwarding-element"},
			{Path: "forwarding/mode", Type: schema.Enum("forwardingModeTypeEnumEx", false, "disabled", "static"), Keep: schema.At(func(r *RCCOptions) any { return &r.Mode }),
				Doc: "whether they are; disabled when absent", Source: "rccoptions-forwarding-mode-element"},
			{Path: "forwarding/toPhoneType", Type: phoneTypes(), Keep: schema.At(func(r *RCCOptions) any { return &r.ToPhoneType }),
				Doc: "to which phone; mobile when absent", Source: "rccoptions-forwarding-tophonetype-element"},
		},
	}
}

package category

import (
	"time"

	"prescap/decode/schema"
)

// Number and Integer are numbers, and Flag a boolean, that a document may leave out.
type (
	Number  = schema.Number
	Integer = schema.Integer
	Flag    = schema.Flag
)

// Localized is a text in one language (LCIDType, category schemas 2.1).
type Localized struct {
	Text    string
	LCID    schema.Number // The language, as Windows numbers it: 1033 is English of the United States.
	Updated time.Time     // Zero when absent.
}

// localized is what is in an element of LCIDType.
func localized() []schema.Row {
	const source = "category schemas 2.1"
	return []schema.Row{
		{Path: ".", Type: schema.String(), Keep: schema.At(func(l *Localized) any { return &l.Text }), Doc: "the text", Source: source},
		{Path: "@LCID", Type: schema.UnsignedInt(), Keep: schema.At(func(l *Localized) any { return &l.LCID }), Doc: "its language, as Windows numbers it", Source: source},
		{Path: "@updated", Type: schema.DateTime(), Keep: schema.At(func(l *Localized) any { return &l.Updated }), Doc: "when it was changed", Source: source},
	}
}

// className names the class of an availability that may be absent.
func className(availability schema.Number) string {
	if !availability.Set {
		return ""
	}
	return ClassOf(availability.N).String()
}

package render

import (
	"io"

	"prescap/analyze/rule"
)

// Each of these returns the formats of a kind of output; the first is the default.

// Messages returns the formats of a list of messages.
func Messages() []Format {
	return []Format{
		{Name: "text", Doc: "a line for each message", New: newMessagesText},
		{Name: "jsonl", Doc: "a JSON object for each message, schema " + messageSchema, New: newMessagesJSON},
	}
}

// Connections returns the formats of a list of connections.
func Connections() []Format {
	return []Format{
		{Name: "text", Doc: "a row for each connection", New: newConnectionsText},
		{Name: "jsonl", Doc: "a JSON object for each connection, schema " + connectionSchema, New: newConnectionsJSON},
	}
}

// Events returns the formats of a list of presence events.
func Events() []Format {
	return []Format{
		{Name: "text", Doc: "a line for each event", New: newEventsText},
		{Name: "details", Doc: "every field of each event, a line each", New: newEventsDetails},
		{Name: "jsonl", Doc: "a JSON object for each event, schema " + eventSchema, New: newEventsJSON},
	}
}

// Report returns the formats of a report.
func Report() []Format {
	return []Format{
		{Name: "text", Doc: "timelines, violations and a summary to read", New: newReportText, Judges: true},
		{Name: "json", Doc: "one JSON document, schema " + reportSchema, New: newReportJSON},
	}
}

// Check returns the formats of findings and their verdict.
func Check() []Format {
	return []Format{
		{Name: "text", Doc: "a line for each finding, and the verdict", New: newCheckText, Judges: true},
		{Name: "json", Doc: "one JSON document, schema " + checkSchema, New: newCheckJSON},
	}
}

// Rules returns the formats of a list of rules.
func Rules(all []*rule.Rule) []Format {
	return []Format{
		{Name: "text", Doc: "a table of the rules, by area", New: func(w io.Writer, o Options) Renderer { return &rulesText{w: w, o: o, all: all} }},
		{Name: "json", Doc: "one JSON document with everything about each rule, schema " + rulesSchema, New: func(w io.Writer, o Options) Renderer { return &rulesJSON{w: w, all: all} }},
	}
}

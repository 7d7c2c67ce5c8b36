package category

import "prescap/decode/schema"

// Routing is a document of the category routing: what becomes of calls (MS-SIPRE
// 2.2.9.2).
type Routing struct {
	schema.Base
	Name       string  // rtcdefault.
	Version    Integer // 1 of a block, 2 in general.
	MinVersion string  // The oldest client that understands it.
	Flags      []RoutingFlags
	Lists      []RoutingList
	Waits      []RoutingWait
}

// RoutingFlags is flags, of which those named clientflags count.
type RoutingFlags struct {
	Name  string
	Words []string // block, enablecf, forward_immediate, ...
}

// RoutingList is whom calls go to.
type RoutingList struct {
	Name    string // forwardto, simultaneous_ring, team, delegates, ...
	Targets []RoutingTarget
}

// RoutingTarget is one whom calls go to.
type RoutingTarget struct{ URI, Application string }

// RoutingWait is how long something is waited for.
type RoutingWait struct {
	Name    string // total, user, team1, team2.
	Seconds Number
}

// routing describes the documents of routing (category schemas 3.14). The children of
// preamble come in any order; what is not known is ignored (MS-SIPRE).
func routing() schema.Schema {
	const page, preamble = "routing-category-instance-value-element", "routing-preamble-"
	return schema.Schema{
		Name: "routing", Roots: []string{"routing"}, Space: "http://schemas.microsoft.com/02/2006/sip/routing", Also: []string{prefix + "routing"},
		Doc: "what becomes of calls", Source: page, New: func() any { return &Routing{} },
		Rows: []schema.Row{
			{Path: "@name", Occurs: schema.Once, Type: schema.Enum("xs:string", true, "rtcdefault"), Keep: schema.At(func(r *Routing) any { return &r.Name }), Doc: "its name", Source: page},
			{Path: "@version", Occurs: schema.Once, Type: schema.Long("xs:integer"), Keep: schema.At(func(r *Routing) any { return &r.Version }), Doc: "1 of a block, 2 in general", Source: page},
			{Path: "@minSupportedClientVersion", Type: schema.String(), Keep: schema.At(func(r *Routing) any { return &r.MinVersion }), Doc: "the oldest client that understands it", Source: page},
			{Path: "preamble", Occurs: schema.Once, Doc: "what is to be done", Source: preamble + "element"},
			{Path: "preamble/flags", Occurs: schema.Any, Keep: schema.Many(func(r *Routing) *[]RoutingFlags { return &r.Flags }), Doc: "flags", Source: preamble + "flags-element"},
			{Path: "preamble/flags/@name", Occurs: schema.Once, Type: schema.Enum("xs:string", false, "clientflags"), Keep: schema.At(func(f *RoutingFlags) any { return &f.Name }), Doc: "clientflags, or flags that are ignored", Source: preamble + "flags-element"},
			{Path: "preamble/flags/@value", Occurs: schema.Once, Type: schema.List("flags", false,
				"block", "enablecf", "forward_immediate", "simultaneous_ring", "delegate_ring", "team_ring", "work_hours", "forward_audio_app_invites", "skip_primary"),
				Keep: schema.At(func(f *RoutingFlags) any { return &f.Words }), Doc: "what is on; may be empty; unknown words are ignored", Source: preamble + "flags-element"},
			{Path: "preamble/list", Occurs: schema.Any, Keep: schema.Many(func(r *Routing) *[]RoutingList { return &r.Lists }), Doc: "whom calls go to; may be empty", Source: preamble + "list-element"},
			{Path: "preamble/list/@name", Occurs: schema.Once, Type: schema.Enum("xs:string", true,
				"forwardto", "simultaneous_ring", "team", "delegates", "breakthrough", "first_delegate", "add_voice", "ControlledDevice"),
				Keep: schema.At(func(l *RoutingList) any { return &l.Name }), Doc: "what the list is for", Source: preamble + "list-element"},
			{Path: "preamble/list/target", Occurs: schema.Any, Keep: schema.Many(func(l *RoutingList) *[]RoutingTarget { return &l.Targets }), Doc: "one of them", Source: preamble + "list-target-element"},
			{Path: "preamble/list/target/@uri", Type: schema.String(), Keep: schema.At(func(t *RoutingTarget) any { return &t.URI }), Doc: "an address", Source: preamble + "list-target-element"},
			{Path: "preamble/list/target/@application", Type: schema.String(), Keep: schema.At(func(t *RoutingTarget) any { return &t.Application }), Doc: "an application", Source: preamble + "list-target-element"},
			{Path: "preamble/wait", Occurs: schema.Any, Keep: schema.Many(func(r *Routing) *[]RoutingWait { return &r.Waits }), Doc: "how long something is waited for", Source: preamble + "wait-element"},
			{Path: "preamble/wait/@name", Occurs: schema.Once, Type: schema.Enum("xs:string", true, "total", "user", "team1", "team2"), Keep: schema.At(func(w *RoutingWait) any { return &w.Name }),
				Doc: "total is for an answer, user for the first device, team1 and team2 for the second", Source: preamble + "wait-element"},
			{Path: "preamble/wait/@seconds", Occurs: schema.Once, Type: schema.UnsignedInt(), Keep: schema.At(func(w *RoutingWait) any { return &w.Seconds }), Doc: "how long", Source: preamble + "wait-element"},
		},
	}
}

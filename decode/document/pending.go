package document

import "prescap/decode/schema"

// TypePending is the media type of watchers that wait (wire reference 6.3).
const TypePending = "text/xml+msrtc.wpending"

// PendingWatchers tells of watchers that wait for permission.
type PendingWatchers struct {
	schema.Base
	Watchers []PendingWatcher
}

// PendingWatcher is one of them.
type PendingWatcher struct{ URI, DisplayName string }

// pendingWatchers describes lists of watchers that wait, as SIPE reads them. No source has
// their namespace.
func pendingWatchers() schema.Schema {
	const source = "SIPE"
	return schema.Schema{
		Name: "pendingWatchers", Roots: []string{"watchers"}, Anywhere: true, Flags: schema.AnyAttr,
		Doc: "watchers that wait for permission", Source: source, New: func() any { return &PendingWatchers{} },
		Rows: []schema.Row{
			{Path: "watcher", Occurs: schema.Any, Flags: schema.AnyAttr | schema.AnyChild, Keep: schema.Many(func(p *PendingWatchers) *[]PendingWatcher { return &p.Watchers }), Doc: "a watcher", Source: source},
			{Path: "watcher/@uri", Occurs: schema.Once, Type: schema.URI(), Keep: schema.At(func(w *PendingWatcher) any { return &w.URI }), Doc: "the address", Source: source},
			{Path: "watcher/@displayName", Type: schema.String(), Keep: schema.At(func(w *PendingWatcher) any { return &w.DisplayName }), Doc: "the name", Source: source},
		},
	}
}

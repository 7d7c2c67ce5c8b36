package body

import "prescap/decode/presence"

// TypeCategories is the media type of a notification to watchers (wire reference
// 10.1).
const TypeCategories = "application/msrtc-event-categories+xml"

// Categories reads a notification to watchers. A container in it, which watchers
// should not be told, is kept.
func Categories(r *Reader) {
	if root, ok := r.begin(categoriesSpace, "categories"); ok {
		n := &presence.Notify{}
		r.emit(n)
		s := &shape{element: "category", start: "<category ", name: "name",
			area: area{DefectNotifyMissing, DefectNotifyInvalid}}
		n.Instances, n.URI, n.Presentity = r.categories(root, s, nil)
	}
	r.end()
}

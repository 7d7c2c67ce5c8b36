package body

import "prescap/decode/presence"

// TypeAdhoc is the media type of a batch subscription of LCS (wire reference 9.1).
const TypeAdhoc = "application/adrl+xml"

const adhocSpace = "urn:ietf:params:xml:ns:adrl"

// Adhoc reads a batch subscription of LCS. To create a list and to add to it is to
// subscribe, to delete from it is to unsubscribe. It names no categories.
func Adhoc(r *Reader) {
	if root, ok := r.begin(adhocSpace, "adhoclist"); ok {
		b := &presence.BatchSubscribe{Watcher: r.watcher(root)}
		r.emit(b)
		n := 0
		for el := range r.scan.Children() {
			a := presence.BatchAction{}
			switch el.Local {
			case "create", "add":
				a.Name = "subscribe"
			case "delete":
				a.Name = "unsubscribe"
			default:
				continue
			}
			if n++; r.full(n-1, el) {
				continue
			}
			r.enter(el, 1)
			r.inSpace(el, adhocSpace)
			r.resources(&a, adhocSpace)
			b.Actions = append(b.Actions, a)
			r.leave()
		}
	}
	r.end()
}

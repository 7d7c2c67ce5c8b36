package body

import (
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeAdhoc is the media type of a batch subscription of LCS (wire reference 9.1).
const TypeAdhoc = "application/adrl+xml"

const adhocSpace = "urn:ietf:params:xml:ns:adrl"

// Adhoc reads a batch subscription of LCS. To create a list and to add to it is to
// subscribe, to delete from it is to unsubscribe. It names no categories.
func Adhoc(r *Reader) {
	if root, ok := r.begin(adhocSpace, "adhoclist"); ok {
		b := r.batch(root)
		b.Adhoc = true
		r.emit(b)
		n := 0
		for el := range r.scan.Children() {
			a := presence.BatchAction{}
			switch el.Local {
			case "create":
				a.Name, a.Verb = "subscribe", "create"
			case "add":
				a.Name, a.Verb = "subscribe", "add"
			case "delete":
				a.Name, a.Verb = "unsubscribe", "delete"
			default:
				continue
			}
			if n++; r.full(n-1, el) {
				continue
			}
			r.enter(el, 1)
			r.resources(&a, r.adhocSpace(el))
			b.Actions = append(b.Actions, a)
			r.leave()
		}
	}
	r.end()
}

// adhocSpace returns the namespace that is to be in an action: that of the list, or
// none where the action has none, as clients of LCS have it (wire reference 16.9).
func (r *Reader) adhocSpace(el *xmlscan.Element) string {
	if el.Space == "" {
		return ""
	}
	r.inSpace(el, adhocSpace)
	return adhocSpace
}

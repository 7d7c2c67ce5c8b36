package body

import (
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

const categoriesSpace = "http://schemas.microsoft.com/2006/09/sip/categories"

// categories reads the current element, categories, with the instances of one
// presentity, behind those that are there.
func (r *Reader) categories(el *xmlscan.Element, s *shape, all []presence.CategoryInstance) (instances []presence.CategoryInstance, uri, presentity string) {
	if u, ok := r.uri(el, s.area); ok {
		uri, presentity = r.words.Of(u), r.memo.AoR(u)
	}
	if all == nil {
		all = r.room(s)
	}
	n, before := 0, len(all)
	for el := range r.scan.Children() {
		if el.Local != s.element {
			continue
		}
		n++
		if !r.full(before+n-1, el) {
			all = r.add(all, el, s, categoriesSpace, n, before+n)
		}
	}
	return all, uri, presentity
}

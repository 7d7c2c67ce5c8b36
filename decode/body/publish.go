package body

import (
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypePublish is the media type of a publication request (wire reference 7.1).
const TypePublish = "application/msrtc-category-publish+xml"

const publishSpace = "http://schemas.microsoft.com/2006/09/sip/rich-presence"

// publication is how an instance stands in a publication request.
func publication() *shape {
	return &shape{element: "publication", start: "<publication ", name: "categoryName", full: true,
		area: area{DefectPublishMissing, DefectPublishInvalid}}
}

// Publish reads a publication request.
func Publish(r *Reader) {
	if _, ok := r.begin(publishSpace, "publish"); !ok {
		r.end()
		return
	}
	p := &presence.Publish{}
	r.emit(p)
	s := publication()
	p.Instances = r.room(s)
	groups, all := 0, 0
	for el := range r.scan.Children() {
		if el.Local != "publications" {
			continue
		}
		groups++
		r.enter(el, groups)
		r.inSpace(el, publishSpace)
		if uri, ok := r.uri(el, s.area); ok && p.URI == "" {
			p.URI, p.Presentity = r.words.Of(uri), r.memo.AoR(uri)
		}
		n := 0
		for el := range r.scan.Children() {
			if el.Local != s.element {
				continue
			}
			n++
			all++
			if !r.full(all-1, el) {
				p.Instances = r.add(p.Instances, el, s, publishSpace, n, all)
			}
		}
		r.leave()
	}
	if groups == 0 && !r.scan.Cut() {
		r.flaw(s.area.missing, r.base, "/publications", "expected an element publications")
	}
	r.end()
}

// add reads an instance, the n-th of its siblings and the one of that index in the
// document.
func (r *Reader) add(all []presence.CategoryInstance, el *xmlscan.Element, s *shape, space string, n, index int) []presence.CategoryInstance {
	r.enter(el, n)
	r.inSpace(el, space)
	all = append(all, presence.CategoryInstance{})
	r.instance(&all[len(all)-1], el, s, index)
	r.leave()
	return all
}

// uri returns the attribute uri of an element, which is required.
func (r *Reader) uri(el *xmlscan.Element, a area) (string, bool) {
	uri, ok := el.Attr("uri")
	if !ok || uri == "" {
		r.missing(a, el, "uri")
		return "", false
	}
	return uri, true
}

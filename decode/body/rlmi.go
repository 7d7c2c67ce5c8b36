package body

import (
	"strings"

	"prescap/decode/mime"
	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeRLMI is the media type of the state of subscriptions (RFC 4662 5; wire
// reference 9.3).
const TypeRLMI = "application/rlmi+xml"

const rlmiSpace = "urn:ietf:params:xml:ns:rlmi"

// RLMI reads the state of subscriptions (RFC 4662 5). A resource has an entry for each
// of its instances, and one without a state when it has none.
func RLMI(r *Reader) {
	root, ok := r.begin(rlmiSpace, "list")
	if !ok {
		r.end()
		return
	}
	a := area{DefectListMissing, DefectListInvalid}
	l := &presence.ResourceList{}
	r.emit(l)
	for i := range root.Attrs {
		at := &root.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "uri":
			l.URI = r.words.Of(at.Value)
		case "version":
			l.Version, l.HasVersion = r.number(a, at)
		case "fullState":
			l.FullState, l.HasFullState = r.boolean(a, at)
		case "cid":
			l.ContentID = r.words.Of(mime.ID(at.Value))
		}
	}
	n, names := 0, 0
	for el := range r.scan.Children() {
		switch el.Local {
		case "name":
			names++
			l.Names = r.label(l.Names, el, names)
		case "resource":
			n++
			if !r.full(max(n-1, len(l.Resources)), el) {
				r.enter(el, n)
				r.inSpace(el, rlmiSpace)
				l.Resources = r.resourceStates(l.Resources, el, a)
				r.leave()
			}
		}
	}
	r.end()
}

// label reads the current element, the n-th name, behind those that are there.
func (r *Reader) label(all []presence.Label, el *xmlscan.Element, n int) []presence.Label {
	if r.full(n-1, el) {
		return all
	}
	r.enter(el, n)
	r.inSpace(el, rlmiSpace)
	lang, _ := el.AttrNS(xmlscan.Space, "lang")
	all = append(all, presence.Label{Lang: r.words.Of(strings.TrimSpace(lang)), Text: r.words.Of(strings.TrimSpace(r.scan.Text()))})
	r.leave()
	return all
}

// resourceStates reads the instances of the current element, a resource, behind those
// that are there.
func (r *Reader) resourceStates(all []presence.Resource, el *xmlscan.Element, a area) []presence.Resource {
	uri := ""
	if u, ok := r.uri(el, a); ok {
		uri = r.memo.AoR(u)
	}
	first, n := len(all), 0
	var names []presence.Label
	for el := range r.scan.Children() {
		switch el.Local {
		case "name":
			names = r.label(names, el, len(names)+1)
		case "instance":
			n++
			if !r.full(max(n-1, len(all)), el) {
				r.enter(el, n)
				r.inSpace(el, rlmiSpace)
				all = append(all, r.resourceState(el, uri, a))
				r.leave()
			}
		}
	}
	if n == 0 {
		all = append(all, presence.Resource{URI: uri})
	}
	for i := range all[first:] {
		all[first+i].Names = names
	}
	return all
}

// resourceState reads an instance of a resource.
func (r *Reader) resourceState(el *xmlscan.Element, uri string, a area) presence.Resource {
	s := presence.Resource{URI: uri}
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "id":
			s.ID = r.words.Of(strings.TrimSpace(at.Value))
		case "state":
			s.State = r.words.Of(strings.TrimSpace(at.Value))
		case "reason":
			s.Reason = r.words.Of(at.Value)
		case "statusCode":
			s.StatusCode = r.words.Of(strings.TrimSpace(at.Value))
		case "poolFqdn":
			s.PoolFQDN = r.words.Of(strings.TrimSpace(at.Value))
		case "cid":
			s.ContentID = r.words.Of(mime.ID(at.Value))
		}
	}
	if s.State == "" {
		r.missing(a, el, "state")
	}
	return s
}

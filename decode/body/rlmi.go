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

// RLMI reads the state of subscriptions. A resource has an entry for each of its
// instances, and one without a state when it has none.
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
		switch at := &root.Attrs[i]; at.Local {
		case "version":
			l.Version, l.HasVersion = r.number(a, at)
		case "fullState":
			l.FullState = r.boolean(a, at)
		}
	}
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "resource" {
			continue
		}
		n++
		if r.full(max(n-1, len(l.Resources)), el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, rlmiSpace)
		resource := ""
		if uri, ok := r.uri(el, a); ok {
			resource = r.memo.AoR(uri)
		}
		l.Resources = r.resourceStates(l.Resources, resource, a)
		r.leave()
	}
	r.end()
}

// resourceStates reads the instances of the current resource, behind those that
// are there.
func (r *Reader) resourceStates(all []presence.Resource, uri string, a area) []presence.Resource {
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "instance" {
			continue
		}
		n++
		if r.full(max(n-1, len(all)), el) {
			continue
		}
		r.enter(el, n)
		all = append(all, r.resourceState(el, uri, a))
		r.leave()
	}
	if n == 0 {
		all = append(all, presence.Resource{URI: uri})
	}
	return all
}

// resourceState reads an instance of a resource.
func (r *Reader) resourceState(el *xmlscan.Element, uri string, a area) presence.Resource {
	s := presence.Resource{URI: uri}
	for i := range el.Attrs {
		switch at := &el.Attrs[i]; at.Local {
		case "state":
			s.State = r.words.Of(strings.TrimSpace(at.Value))
		case "reason":
			s.Reason = r.words.Of(at.Value)
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

package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeRoaming is the media type of one's own data, and of the request for them
// (wire reference 6.1).
const TypeRoaming = "application/vnd-microsoft-roaming-self+xml"

const roamingSpace = "http://schemas.microsoft.com/2006/09/sip/roaming-self"

// roaming is how an instance stands in one's own data.
func roaming() *shape {
	return &shape{element: "category", start: "<category ", name: "name",
		area: area{DefectRoamingMissing, DefectRoamingInvalid}}
}

// Roaming reads one's own data, or the request for them.
func Roaming(r *Reader) {
	root, ok := r.begin(roamingSpace, "roamingData", "roamingList")
	switch {
	case !ok:
	case root.Local == "roamingList":
		r.roamingList()
	default:
		r.roamingData()
	}
	r.end()
}

// roamingList reads which sets are asked for.
func (r *Reader) roamingList() {
	s := &presence.SelfSubscribe{}
	r.emit(s)
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "roaming" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		r.inSpace(el, roamingSpace)
		if set, ok := el.Attr("type"); ok {
			s.Sets = append(s.Sets, r.words.Of(strings.TrimSpace(set)))
		} else {
			r.missing(roaming().area, el, "type")
		}
		r.leave()
	}
}

// roamingData reads the sets that are there. The namespace of all but the
// categories has no source (wire reference 6.1), and so is not looked at.
func (r *Reader) roamingData() {
	d := &presence.SelfData{}
	r.emit(d)
	s := roaming()
	var n [4]int
	for el := range r.scan.Children() {
		switch el.Local {
		case "categories":
			n[0]++
			r.enter(el, n[0])
			r.inSpace(el, categoriesSpace)
			var uri, presentity string
			d.Instances, uri, presentity = r.categories(el, s, d.Instances)
			if d.URI == "" {
				d.URI, d.Presentity = uri, presentity
			}
		case "containers":
			n[1]++
			r.enter(el, n[1])
			d.Containers = r.containers(d.Containers, s.area, "")
		case "subscribers":
			n[2]++
			r.enter(el, n[2])
			d.Subscribers = r.subscribers(d.Subscribers, s.area)
		case "delegates":
			n[3]++
			r.enter(el, n[3])
			d.Delegates = r.delegates(d.Delegates)
		default:
			continue
		}
		r.leave()
	}
}

// subscribers reads who asked for presence, behind those that are there.
func (r *Reader) subscribers(all []presence.Subscriber, a area) []presence.Subscriber {
	if all == nil {
		all = []presence.Subscriber{}
	}
	n := 0
	for el := range r.scan.Children() {
		if el.Local != "subscriber" {
			continue
		}
		if n++; r.full(n-1, el) {
			continue
		}
		r.enter(el, n)
		s := presence.Subscriber{}
		for i := range el.Attrs {
			switch at := &el.Attrs[i]; at.Local {
			case "user":
				s.User = r.memo.AoR(at.Value)
			case "displayName":
				s.DisplayName = r.words.Of(at.Value)
			case "type":
				s.Type = r.words.Of(strings.TrimSpace(at.Value))
			case "acknowledged":
				s.Acknowledged = r.boolean(a, at)
			}
		}
		if s.User == "" {
			r.missing(a, el, "user")
		}
		all = append(all, s)
		r.leave()
	}
	return all
}

// delegates reads delegates, behind those that are there. Their XML has no source
// (wire reference 19): any child is one that has an address.
func (r *Reader) delegates(all []presence.Delegate) []presence.Delegate {
	if all == nil {
		all = []presence.Delegate{}
	}
	n := 0
	for el := range r.scan.Children() {
		if n++; r.full(n-1, el) {
			continue
		}
		if d := r.delegate(el); d.User != "" {
			all = append(all, d)
		}
	}
	return all
}

// delegate reads the attributes of a delegate.
func (r *Reader) delegate(el *xmlscan.Element) presence.Delegate {
	d := presence.Delegate{}
	for i := range el.Attrs {
		switch at := &el.Attrs[i]; at.Local {
		case "user", "uri":
			d.User = r.memo.AoR(at.Value)
		case "action":
			d.Action = r.words.Of(strings.TrimSpace(at.Value))
		}
	}
	return d
}

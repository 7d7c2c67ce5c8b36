package body

import (
	"strings"

	"prescap/decode/presence"
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
			d.Containers = r.containers(d.Containers, s.area, anySpace)
		case "subscribers":
			n[2]++
			r.enter(el, n[2])
			d.Subscribers = r.subscribers(d.Subscribers, s.area, anySpace)
		case "delegates":
			n[3]++
			r.enter(el, n[3])
			d.DelegatesVersion, d.HasDelegatesVersion = r.listVersion(el, s.area)
			d.Delegates = r.delegates(d.Delegates, s.area)
		default:
			continue
		}
		r.leave()
	}
}

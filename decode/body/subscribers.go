package body

import (
	"strings"

	"prescap/decode/presence"
	"prescap/decode/xmlscan"
)

// TypeSubscribers is the media type by which a user acknowledges who asked for
// presence (wire reference 7.6).
const TypeSubscribers = "application/msrtc-presence-setsubscriber+xml"

const subscribersSpace = "http://schemas.microsoft.com/2006/09/sip/presence-subscribers"

// Subscribers reads an acknowledgement.
func Subscribers(r *Reader) {
	if _, ok := r.begin(subscribersSpace, "setSubscribers"); ok {
		e := &presence.SubscriberEdit{}
		r.emit(e)
		e.Subscribers = r.subscribers(nil, area{DefectSubscribersMissing, DefectSubscribersInvalid}, subscribersSpace)
	}
	r.end()
}

// subscribers reads who asked for presence, behind those that are there.
func (r *Reader) subscribers(all []presence.Subscriber, a area, space string) []presence.Subscriber {
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
		r.inSpace(el, space)
		all = append(all, r.subscriber(el, a, space))
		r.leave()
	}
	return all
}

// subscriber reads one who asked for presence (MS-PRES 2.2.2.6.1).
func (r *Reader) subscriber(el *xmlscan.Element, a area, space string) presence.Subscriber {
	s := presence.Subscriber{}
	acknowledged := false
	for i := range el.Attrs {
		at := &el.Attrs[i]
		if at.Space != "" {
			continue
		}
		switch at.Local {
		case "user":
			s.User = r.memo.AoR(at.Value)
		case "displayName":
			s.DisplayName = r.words.Of(at.Value)
		case "type":
			s.Type = r.words.Of(strings.TrimSpace(at.Value))
		case "acknowledged":
			acknowledged = true
			s.Acknowledged, s.HasAcknowledged = r.boolean(a, at)
		}
	}
	if s.User == "" {
		r.missing(a, el, "user")
	}
	if !acknowledged {
		r.missing(a, el, "acknowledged")
	}
	s.Context, s.HasContext = r.context(space)
	return s
}

package body

import "prescap/decode/presence"

// TypeSubscribers is the media type by which a user acknowledges who asked for
// presence (wire reference 7.6).
const TypeSubscribers = "application/msrtc-presence-setsubscriber+xml"

const subscribersSpace = "http://schemas.microsoft.com/2006/09/sip/presence-subscribers"

// Subscribers reads an acknowledgement.
func Subscribers(r *Reader) {
	if _, ok := r.begin(subscribersSpace, "setSubscribers"); ok {
		e := &presence.SubscriberEdit{}
		r.emit(e)
		e.Subscribers = r.subscribers(nil, area{DefectSubscribersMissing, DefectSubscribersInvalid})
	}
	r.end()
}

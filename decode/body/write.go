package body

import (
	"strings"

	"prescap/decode/category"
	"prescap/decode/document"
	"prescap/decode/presence"
)

// Write writes an event as the body that it comes from, with the media type of that:
// reading the body gives the event again, but for places and defects. ok is false for an
// event that comes from no body that can be written, and for one of whose documents only
// length and sum were kept.
//
// A [category.Opaque] is written as it was sent: prefixes that were declared around it
// then, and are not here, stay undeclared. Of an event that came from a document with
// defects, what was not understood is missing.
func Write(e presence.Event) (mediaType string, body []byte, ok bool) {
	m := &markup{}
	switch e := e.(type) {
	case *presence.Publish:
		mediaType, ok = TypePublish, writable(e.Instances)
		m.publish(e)
	case *presence.Notify:
		mediaType, ok = TypeCategories, writable(e.Instances)
		m.categories(e.URI, e.Presentity, e.Instances)
	case *presence.SelfData:
		mediaType, ok = TypeRoaming, writable(e.Instances)
		m.roamingData(e)
	case *presence.SelfSubscribe:
		mediaType, ok = TypeRoaming, true
		m.roamingList(e)
	case *presence.ContainerEdit:
		mediaType, ok = TypeContainers, true
		m.containers("setContainerMembers", e.Containers)
	case *presence.SubscriberEdit:
		mediaType, ok = TypeSubscribers, true
		m.subscribers("setSubscribers", e.Subscribers)
	case *presence.DelegateEdit:
		mediaType, ok = TypeDelegates, true
		m.delegateEdit(e)
	case *presence.BatchSubscribe:
		if mediaType, ok = TypeBatch, true; e.Adhoc {
			mediaType = TypeAdhoc
		}
		m.batch(e)
	case *presence.ResourceList:
		mediaType, ok = TypeRLMI, true
		m.resourceList(e)
	case *presence.Fault:
		mediaType, ok = TypeFault, true
		m.fault(e)
	case *presence.Document:
		mediaType, ok = e.MediaType, true
		m.b = append(m.b, document.Of(e.Value).Write(e.Value)...)
	case *presence.Deregistered:
		mediaType, ok = TypeRegistrationEvent, true
		m.b = append(m.b, "deregistered;event="+parameter(e.Reason)...)
	}
	if !ok {
		return "", nil, false
	}
	return mediaType, m.b, true
}

// writable reports whether all values are there in full.
func writable(all []presence.CategoryInstance) bool {
	for i := range all {
		if v, ok := all[i].Value.(category.Opaque); ok && v.XML == "" {
			return false
		}
	}
	return true
}

// address writes an address of record as a URI.
func address(aor string) string { return "sip:" + aor }

// addressOf returns a URI as it was sent, or else that of an address of record.
func addressOf(uri, aor string) string {
	if uri == "" && aor != "" {
		return address(aor)
	}
	return uri
}

// parameter writes the value of a parameter, in quotes where it needs them.
func parameter(s string) string {
	if strings.ContainsAny(s, " \t\r\n;\"\\") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return s
}

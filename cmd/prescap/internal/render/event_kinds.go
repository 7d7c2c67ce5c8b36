package render

import (
	"time"

	"prescap/decode/document"
	"prescap/decode/presence"
)

// kindsOf converts an event.
func kindsOf(e presence.Event) (j kindsJSON) {
	switch e := e.(type) {
	case *presence.Publish:
		j.Publish = &documentJSON{e.Presentity, e.URI, instancesOf(e.Instances)}
	case *presence.Notify:
		j.Notify = &documentJSON{e.Presentity, e.URI, instancesOf(e.Instances)}
	case *presence.SelfData:
		j.SelfData = &selfDataJSON{
			e.Presentity, e.URI, instancesOf(e.Instances), setOf(e.Containers, containerOf),
			setOf(e.Subscribers, subscriberOf), setOf(e.Delegates, delegateOf), given(e.DelegatesVersion, e.HasDelegatesVersion),
		}
	case *presence.ContainerEdit:
		j.ContainerEdit = &containerEditJSON{listOf(e.Containers, containerOf)}
	case *presence.SubscriberEdit:
		j.SubscriberEdit = &subscriberEditJSON{listOf(e.Subscribers, subscriberOf)}
	case *presence.DelegateEdit:
		j.DelegateEdit = &delegateEditJSON{given(e.Version, e.HasVersion), listOf(e.Delegates, delegateOf)}
	case *presence.BatchSubscribe:
		j.BatchSubscribe = &batchJSON{e.Watcher, e.URI, e.Name, e.Adhoc, listOf(e.Actions, batchAction)}
	case *presence.SelfSubscribe:
		j.SelfSubscribe = &selfSubscribeJSON{listOf(e.Sets, func(s string) string { return s })}
	case *presence.Register:
		j.Register = registerOf(e)
	case *presence.Authentication:
		j.Authentication = &authenticationJSON{string(e.Step), listOf(e.Schemes, schemeOf)}
	case *presence.ResourceList:
		j.ResourceList = &resourceListJSON{
			e.URI, given(e.Version, e.HasVersion), given(e.FullState, e.HasFullState), e.ContentID,
			listOf(e.Names, nameOf), listOf(e.Resources, resourceOf),
		}
	case *presence.Deregistered:
		j.Deregistered = &deregisteredJSON{e.Reason}
	case *presence.Document:
		d := document.Of(e.Value)
		j.Document = &documentValueJSON{d.Name, e.MediaType, e.Presentity, d.AppendJSON(nil, e.Value), enhancedOf(e.Value)}
	case *presence.EventStatePublish:
		j.EventStatePublish = &eventStatePublishJSON{e.Presentity, e.Event, e.ETag, e.IfMatch, seconds(e.Expires)}
	case *presence.Fault:
		j.Fault = &faultJSON{e.Code, e.Text, listOf(e.Operations, func(o presence.FaultOperation) operationJSON {
			return operationJSON{o.Index, given(o.Version, o.HasVersion), given(o.CurrentVersion, o.HasCurrentVersion)}
		})}
	case *presence.Diagnostics:
		j.Diagnostics = &diagnosticsJSON{e.Header, e.ID, e.Meaning, e.Area, e.Reason, e.Source, e.Values}
	case *presence.Undecoded:
		j.Undecoded = &undecodedJSON{e.MediaType, e.Length}
	}
	return j
}

func batchAction(a presence.BatchAction) batchActionJSON {
	j := batchActionJSON{Name: a.Name, Verb: a.Verb, ID: a.ID, Resources: []batchResourceJSON{},
		Categories: setOf(a.Categories, func(n presence.Name) string { return string(n) })}
	for i, name := range a.Resources {
		r := batchResourceJSON{Presentity: name, Context: i < len(a.Context) && a.Context[i]}
		if i < len(a.Subscriptions) {
			r.Subscription = contextOf(a.Subscriptions[i])
		}
		j.Resources = append(j.Resources, r)
	}
	return j
}

// listOf converts the elements of a list, which is never nil then.
func listOf[A, B any](all []A, convert func(A) B) []B {
	list := make([]B, len(all))
	for i, a := range all {
		list[i] = convert(a)
	}
	return list
}

// setOf converts the elements of a set, nil when there is no such set.
func setOf[A, B any](all []A, convert func(A) B) []B {
	if all == nil {
		return nil
	}
	return listOf(all, convert)
}

// seconds returns a time in seconds; nil for what is absent.
func seconds(d time.Duration) *int64 {
	if d < 0 {
		return nil
	}
	s := int64(d / time.Second)
	return &s
}

// given returns a value that a document gives; nil for one that it does not.
func given[T any](v T, has bool) *T {
	if !has {
		return nil
	}
	return &v
}

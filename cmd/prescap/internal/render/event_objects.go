package render

import (
	"encoding/json"

	"prescap/decode/document"
	"prescap/decode/presence"
)

// documentJSON is a publication request or a notification.
type documentJSON struct {
	Presentity string         `json:"presentity,omitempty" doc:"address of record"`
	URI        string         `json:"uri,omitempty" doc:"of the presentity, as sent"`
	Instances  []instanceJSON `json:"instances" doc:"in the order of the document"`
}

type selfDataJSON struct {
	Presentity       string           `json:"presentity,omitempty" doc:"address of record"`
	URI              string           `json:"uri,omitempty" doc:"of the presentity, as sent"`
	Instances        []instanceJSON   `json:"instances" doc:"what it names replaces what was known of each category and container that it names"`
	Containers       []containerJSON  `json:"containers,omitzero" doc:"containers with all their members; absent when the document has no such set"`
	Subscribers      []subscriberJSON `json:"subscribers,omitzero" doc:"records about who asked for presence; absent when the document has no such set"`
	Delegates        []delegateJSON   `json:"delegates,omitzero" doc:"delegate records; absent when the document has no such set"`
	DelegatesVersion *uint32          `json:"delegatesVersion,omitempty" doc:"of the list of delegates"`
}

type containerEditJSON struct {
	Containers []containerJSON `json:"containers" doc:"with what is to become of members"`
}

type containerJSON struct {
	Container int32        `json:"container" doc:"its number"`
	Version   *uint32      `json:"version,omitempty" doc:"of the membership"`
	Members   []memberJSON `json:"members" doc:"who sees it"`
}

type memberJSON struct {
	Action string `json:"action,omitempty" doc:"add or remove, in an edit"`
	Type   string `json:"type" doc:"user, domain, sameEnterprise, federated, publicCloud, everyone"`
	Value  string `json:"value,omitempty" doc:"of a user or a domain"`
}

type subscriberEditJSON struct {
	Subscribers []subscriberJSON `json:"subscribers" doc:"the records"`
}

type subscriberJSON struct {
	User         string       `json:"user,omitempty" doc:"address of record"`
	DisplayName  string       `json:"displayName,omitempty" doc:"as sent"`
	Type         string       `json:"type,omitempty" doc:"as sent"`
	Acknowledged *bool        `json:"acknowledged,omitempty" doc:"whether the user has taken notice"`
	Context      bool         `json:"context,omitempty" doc:"true when it comes with a context element"`
	Subscription *contextJSON `json:"subscriptionContext,omitempty" doc:"what the context says"`
}

type contextJSON struct {
	Major       string `json:"majorVersion,omitempty" doc:"as sent"`
	Minor       string `json:"minorVersion,omitempty" doc:"as sent"`
	ContactList bool   `json:"contactList,omitempty" doc:"true when who is subscribed to is in the watcher's contact list"`
}

type delegateEditJSON struct {
	Version   *uint32        `json:"version,omitempty" doc:"of the list"`
	Delegates []delegateJSON `json:"delegates" doc:"the records"`
}

type delegateJSON struct {
	User       string `json:"user,omitempty" doc:"address of record"`
	Action     string `json:"action,omitempty" doc:"as sent"`
	Publish    string `json:"publish,omitempty" doc:"allow or deny: to publish for the delegator"`
	Redelegate string `json:"redelegate,omitempty" doc:"allow or deny: to change the delegator's delegates"`
}

type batchJSON struct {
	Watcher string            `json:"watcher,omitempty" doc:"address of record of who subscribes"`
	URI     string            `json:"uri,omitempty" doc:"of the watcher, as sent"`
	Name    string            `json:"name,omitempty" doc:"as sent"`
	Adhoc   bool              `json:"adhoc,omitempty" doc:"true of the adhoclist of LCS"`
	Actions []batchActionJSON `json:"actions" doc:"in the order of the document"`
}

type batchActionJSON struct {
	Name       string              `json:"name,omitempty" doc:"subscribe or unsubscribe"`
	Verb       string              `json:"verb,omitempty" doc:"of an adhoclist: create, add or delete"`
	ID         string              `json:"id,omitempty" doc:"as sent"`
	Resources  []batchResourceJSON `json:"resources" doc:"whom it is about"`
	Categories []string            `json:"categories,omitzero" doc:"what is wanted of them; absent when there is no list"`
}

type batchResourceJSON struct {
	Presentity   string       `json:"presentity" doc:"address of record"`
	Context      bool         `json:"context,omitempty" doc:"true when it comes with a context element"`
	Subscription *contextJSON `json:"subscriptionContext,omitempty" doc:"what the context says"`
}

type selfSubscribeJSON struct {
	Sets []string `json:"sets" doc:"categories, containers, subscribers, delegates, ..."`
}

type resourceListJSON struct {
	URI       string         `json:"uri,omitempty" doc:"of the list, as sent"`
	Version   *uint32        `json:"version,omitempty" doc:"of the list"`
	FullState *bool          `json:"fullState,omitempty" doc:"whether it names all resources"`
	ContentID string         `json:"contentId,omitempty" doc:"of the part with the data of the list itself"`
	Names     []nameJSON     `json:"names,omitempty" doc:"of the list, for people"`
	Resources []resourceJSON `json:"resources" doc:"in the order of the document"`
}

type resourceJSON struct {
	Presentity string     `json:"presentity,omitempty" doc:"address of record"`
	Names      []nameJSON `json:"names,omitempty" doc:"of the resource, for people"`
	ID         string     `json:"id,omitempty" doc:"of the instance, as sent"`
	State      string     `json:"state,omitempty" doc:"active, resubscribe, terminated, ..."`
	Reason     string     `json:"reason,omitempty" doc:"as sent"`
	StatusCode string     `json:"statusCode,omitempty" doc:"as sent"`
	PoolFQDN   string     `json:"poolFqdn,omitempty" doc:"where to subscribe instead"`
	ContentID  string     `json:"contentId,omitempty" doc:"of the part with its data"`
}

type nameJSON struct {
	Lang string `json:"lang,omitempty" doc:"its language"`
	Text string `json:"text,omitempty" doc:"as sent"`
}

type deregisteredJSON struct {
	Reason string `json:"reason,omitempty" doc:"as sent"`
}

// documentValueJSON is a body that is a document of its own.
type documentValueJSON struct {
	Document   string          `json:"document" doc:"what it is: contactList, accessList, provisioning, presentity, pidf, ...; see below"`
	MediaType  string          `json:"mediaType" doc:"that it came with"`
	Presentity string          `json:"presentity,omitempty" doc:"address of record, of whom it has the presence"`
	Value      json.RawMessage `json:"value" doc:"the document" of:"document"`
	Enhanced   *enhancedJSON   `json:"enhanced,omitempty" doc:"what the availability and activity of a presentity or a setPresence are in enhanced presence"`
}

// enhancedJSON is what the numbers of LCS are in enhanced presence.
type enhancedJSON struct {
	Availability uint32 `json:"availability" doc:"the number that clients publish for the class"`
	Class        string `json:"class" doc:"the class, in words"`
	Token        string `json:"token,omitempty" doc:"the activity that refines it"`
	Grade        string `json:"grade" doc:"S: the pair is in the tables of SIPE; I: it is inferred"`
}

// enhancedOf returns what the numbers of a document are in enhanced presence; nil for one
// that has none.
func enhancedOf(v document.Value) *enhancedJSON {
	var e document.Enhanced
	ok := false
	switch v := v.(type) {
	case *document.Presentity:
		e, ok = v.Enhanced()
	case *document.SOAP:
		e, ok = v.Enhanced()
	}
	if !ok {
		return nil
	}
	return &enhancedJSON{e.Availability, e.Class().String(), e.Token, string(e.Grade)}
}

type eventStatePublishJSON struct {
	Presentity string `json:"presentity,omitempty" doc:"address of record"`
	Event      string `json:"event,omitempty" doc:"the event package, in a request"`
	ETag       string `json:"etag,omitempty" doc:"SIP-ETag"`
	IfMatch    string `json:"ifMatch,omitempty" doc:"SIP-If-Match"`
	Expires    *int64 `json:"expires,omitempty" doc:"in seconds"`
}

type faultJSON struct {
	Code       string          `json:"code,omitempty" doc:"as sent"`
	Text       string          `json:"text,omitempty" doc:"as sent, for people"`
	Operations []operationJSON `json:"operations,omitempty" doc:"those that were refused"`
}

type operationJSON struct {
	Index          int     `json:"index" doc:"in the request's document, from 1"`
	Version        *uint32 `json:"version,omitempty" doc:"that was sent"`
	CurrentVersion *uint32 `json:"curVersion,omitempty" doc:"that the server has"`
}

type diagnosticsJSON struct {
	Header  string   `json:"header" doc:"name of the header field"`
	ID      uint32   `json:"id" doc:"number of the trouble; of Warning its code"`
	Meaning string   `json:"meaning,omitempty" doc:"what the catalogue says of the number, as prescap explain does; absent when it is not known, and of Warning"`
	Area    string   `json:"area,omitempty" doc:"what the range of the number is for"`
	Reason  string   `json:"reason,omitempty" doc:"as sent"`
	Source  string   `json:"source,omitempty" doc:"who says so; of Warning the agent"`
	Values  []string `json:"values,omitempty" doc:"further name=value pairs, as sent"`
}

type undecodedJSON struct {
	MediaType string `json:"mediaType,omitempty" doc:"absent when it has none"`
	Length    int    `json:"length" doc:"bytes that are there"`
}

func containerOf(c presence.Container) containerJSON {
	return containerJSON{int32(c.ID), given(c.Version, c.HasVersion), listOf(c.Members, func(m presence.Member) memberJSON {
		return memberJSON{string(m.Action), m.Type, m.Value}
	})}
}

func subscriberOf(s presence.Subscriber) subscriberJSON {
	return subscriberJSON{s.User, s.DisplayName, s.Type, given(s.Acknowledged, s.HasAcknowledged), s.HasContext, contextOf(s.Context)}
}

func contextOf(c *presence.SubscriptionContext) *contextJSON {
	if c == nil {
		return nil
	}
	return &contextJSON{c.Major, c.Minor, c.ContactList}
}

func delegateOf(d presence.Delegate) delegateJSON {
	return delegateJSON{d.User, d.Action, string(d.Publish), string(d.Redelegate)}
}

func nameOf(l presence.Label) nameJSON { return nameJSON(l) }

func resourceOf(r presence.Resource) resourceJSON {
	return resourceJSON{r.URI, listOf(r.Names, nameOf), r.ID, r.State, r.Reason, r.StatusCode, r.PoolFQDN, r.ContentID}
}

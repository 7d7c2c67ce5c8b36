package render

import "prescap/decode/presence"

// documentJSON is a publication request or a notification.
type documentJSON struct {
	Presentity string         `json:"presentity,omitempty" doc:"address of record"`
	Instances  []instanceJSON `json:"instances" doc:"in the order of the document"`
}

type selfDataJSON struct {
	Presentity  string           `json:"presentity,omitempty" doc:"address of record"`
	Instances   []instanceJSON   `json:"instances" doc:"what it names replaces what was known of each category and container that it names"`
	Containers  []containerJSON  `json:"containers,omitempty" doc:"containers with all their members"`
	Subscribers []subscriberJSON `json:"subscribers,omitempty" doc:"records about who asked for presence"`
	Delegates   []delegateJSON   `json:"delegates,omitempty" doc:"delegate records"`
}

type containerEditJSON struct {
	Containers []containerJSON `json:"containers" doc:"with what is to become of members"`
}

type containerJSON struct {
	Container int32        `json:"container" doc:"its number"`
	Version   uint32       `json:"version" doc:"of the membership"`
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
	User         string `json:"user,omitempty" doc:"address of record"`
	DisplayName  string `json:"displayName,omitempty" doc:"as sent"`
	Type         string `json:"type,omitempty" doc:"as sent"`
	Acknowledged bool   `json:"acknowledged" doc:"whether the user has taken notice"`
}

type delegateEditJSON struct {
	Version   uint32         `json:"version" doc:"of the list"`
	Delegates []delegateJSON `json:"delegates" doc:"the records"`
}

type delegateJSON struct {
	User   string `json:"user,omitempty" doc:"address of record"`
	Action string `json:"action,omitempty" doc:"as sent"`
}

type batchJSON struct {
	Watcher string            `json:"watcher,omitempty" doc:"address of record of who subscribes"`
	Actions []batchActionJSON `json:"actions" doc:"in the order of the document"`
}

type batchActionJSON struct {
	Name       string              `json:"name,omitempty" doc:"subscribe or unsubscribe"`
	Resources  []batchResourceJSON `json:"resources" doc:"whom it is about"`
	Categories []string            `json:"categories,omitempty" doc:"what is wanted of them"`
}

type batchResourceJSON struct {
	Presentity string `json:"presentity" doc:"address of record"`
	Context    bool   `json:"context,omitempty" doc:"true when it comes with a context element"`
}

type selfSubscribeJSON struct {
	Sets []string `json:"sets" doc:"categories, containers, subscribers, delegates, ..."`
}

type resourceListJSON struct {
	Version   *uint32        `json:"version,omitempty" doc:"of the list"`
	FullState bool           `json:"fullState" doc:"whether it names all resources"`
	Resources []resourceJSON `json:"resources" doc:"in the order of the document"`
}

type resourceJSON struct {
	Presentity string `json:"presentity,omitempty" doc:"address of record"`
	State      string `json:"state,omitempty" doc:"active, resubscribe, terminated, ..."`
	Reason     string `json:"reason,omitempty" doc:"as sent"`
	PoolFQDN   string `json:"poolFqdn,omitempty" doc:"where to subscribe instead"`
	ContentID  string `json:"contentId,omitempty" doc:"of the part with its data"`
}

type contactListJSON struct {
	Delta    int64         `json:"delta" doc:"number of the list"`
	Previous *int64        `json:"previous,omitempty" doc:"number of the list that it changes; absent in a whole list"`
	Contacts []contactJSON `json:"contacts" doc:"the entries"`
}

type contactJSON struct {
	URI    string `json:"uri,omitempty" doc:"as sent"`
	Name   string `json:"name,omitempty" doc:"as sent"`
	Groups string `json:"groups,omitempty" doc:"numbers of groups, as sent"`
}

type provisioningJSON struct {
	Group    string            `json:"group,omitempty" doc:"its name"`
	Settings map[string]string `json:"settings,omitempty" doc:"values by name"`
}

type pendingJSON struct {
	Watchers []string `json:"watchers" doc:"addresses of record"`
}

type deregisteredJSON struct {
	Reason string `json:"reason,omitempty" doc:"as sent"`
}

type legacyPresenceJSON struct {
	Presentity   string `json:"presentity,omitempty" doc:"address of record"`
	Format       string `json:"format,omitempty" doc:"media type"`
	Availability int    `json:"availability" doc:"a number of its format"`
	Activity     int    `json:"activity" doc:"a number of its format"`
	Note         string `json:"note,omitempty" doc:"as sent"`
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

func containersOf(all []presence.Container) []containerJSON {
	list := []containerJSON{}
	for _, c := range all {
		j := containerJSON{Container: int32(c.ID), Version: c.Version, Members: []memberJSON{}}
		for _, m := range c.Members {
			j.Members = append(j.Members, memberJSON{string(m.Action), m.Type, m.Value})
		}
		list = append(list, j)
	}
	return list
}

package render

import (
	"strings"

	"prescap/decode/identity"
	"prescap/decode/presence"
)

type registerJSON struct {
	User         string         `json:"user,omitempty" doc:"address of record"`
	EPID         string         `json:"epid,omitempty" doc:"as sent"`
	Instance     string         `json:"instance,omitempty" doc:"+sip.instance"`
	GRUU         string         `json:"gruu,omitempty" doc:"as sent"`
	Endpoint     string         `json:"endpoint,omitempty" doc:"the identity that epid, +sip.instance and GRUU stand for: the endpointId of category documents"`
	Expires      *int64         `json:"expires,omitempty" doc:"in seconds; 0 signs out"`
	State        string         `json:"state,omitempty" doc:"register-action of presence-state, in a 200"`
	Cluster      string         `json:"cluster,omitempty" doc:"primary-cluster-type of presence-state: central or remote"`
	Connected    string         `json:"connectedToPrimary,omitempty" doc:"is-connected-to-primary of presence-state: yes or no"`
	UserServices string         `json:"userServices,omitempty" doc:"user-services-state of presence-state: unavailable"`
	Contacts     int            `json:"contacts" doc:"number of Contact values"`
	Others       []bindingJSON  `json:"others,omitempty" doc:"the other contacts: where else the user is signed in"`
	Redirect     []string       `json:"redirect,omitempty" doc:"where a 3xx sends the client"`
	KeepAlive    *keepAliveJSON `json:"keepAlive,omitempty" doc:"ms-keep-alive"`
	LogonData    string         `json:"logonData,omitempty" doc:"ms-user-logon-data: RemoteUser of who came through an Edge"`
	Event        string         `json:"event,omitempty" doc:"the event package"`
	Product      string         `json:"product,omitempty" doc:"User-Agent of a request, Server of an answer"`
	Supported    []string       `json:"supported,omitempty" doc:"extensions, as sent"`
	AllowEvents  []string       `json:"allowEvents,omitempty" doc:"event packages, as sent"`
}

type bindingJSON struct {
	URI      string `json:"uri,omitempty" doc:"as sent"`
	Instance string `json:"instance,omitempty" doc:"+sip.instance"`
	GRUU     string `json:"gruu,omitempty" doc:"as sent"`
	Expires  *int64 `json:"expires,omitempty" doc:"in seconds"`
}

type keepAliveJSON struct {
	Role    string `json:"role,omitempty" doc:"UAC or UAS"`
	TCP     string `json:"tcp,omitempty" doc:"yes or no"`
	HopHop  string `json:"hopHop,omitempty" doc:"yes or no"`
	EndEnd  string `json:"endEnd,omitempty" doc:"yes or no"`
	Timeout *int64 `json:"timeout,omitempty" doc:"in seconds"`
}

func registerOf(e *presence.Register) *registerJSON {
	j := &registerJSON{
		User: e.User, EPID: e.EPID, Instance: e.Instance, GRUU: e.GRUU, Endpoint: endpointOf(e), Expires: seconds(e.Expires), State: e.State,
		Cluster: e.Cluster, Connected: e.Connected, UserServices: e.UserServices, Contacts: e.Contacts,
		Redirect: e.Redirect, LogonData: e.LogonData, Event: e.Event, Product: e.Product, Supported: e.Supported, AllowEvents: e.AllowEvents,
	}
	j.Others = listOf(e.Others, func(b presence.Binding) bindingJSON {
		return bindingJSON{b.URI, b.Instance, b.GRUU, seconds(b.Expires)}
	})
	if k := e.KeepAlive; k != nil {
		j.KeepAlive = &keepAliveJSON{k.Role, k.TCP, k.HopHop, k.EndEnd, seconds(k.Timeout)}
	}
	return j
}

// registerText says what a registration says, who first and what the software can do
// last.
func registerText(e *presence.Register) string {
	return of(e.User, suffix("epid ", e.EPID, ""), e.Instance, suffix("gruu ", e.GRUU, ""), within(e.Expires), plural(e.Contacts, "contact"), suffix("to ", list(e.Redirect), ""),
		e.State, suffix("cluster ", e.Cluster, ""), suffix("connected to primary: ", e.Connected, ""), suffix("user services ", e.UserServices, ""),
		suffix("logon ", e.LogonData, ""), suffix("also at ", strings.ReplaceAll(few(e.Others, bindingText), "; ", ", "), ""), keepAliveText(e.KeepAlive),
		suffix("event ", e.Event, ""), suffix("by ", e.Product, ""), suffix("supports ", list(e.Supported), ""), suffix("allows events ", list(e.AllowEvents), ""))
}

func bindingText(b presence.Binding) string {
	return b.URI + suffix(" ", b.Instance, "") + suffix(" gruu ", b.GRUU, "") + suffix(" ", within(b.Expires), "")
}

func keepAliveText(k *presence.KeepAlive) string {
	if k == nil {
		return ""
	}
	s := "keep-alive" + suffix(" ", k.Role, "") + suffix(" tcp ", k.TCP, "") + suffix(" hop-hop ", k.HopHop, "") + suffix(" end-end ", k.EndEnd, "")
	return s + strings.Replace(suffix(" ", within(k.Timeout), ""), "expires", "timeout", 1)
}

// endpointOf returns the identity of the endpoint that registers: by its instance, its
// GRUU, or its epid, whichever is there; "" where none is.
func endpointOf(e *presence.Register) string {
	id, ok := identity.ParseInstance(e.Instance)
	if !ok {
		id, ok = identity.ParseGRUU(e.GRUU)
	}
	if !ok && e.EPID != "" {
		id, ok = identity.FromEPID(e.EPID), true
	}
	if !ok {
		return ""
	}
	return id.String()
}

package decode_test

import (
	"cmp"
	"strings"

	"prescap/decode/body"
	"prescap/decode/category"
	"prescap/decode/document"
)

// specimen is a body that is sound and has all that its media type may say.
type specimen struct {
	name      string
	mediaType string
	body      string

	// values names the elements that hold what is not described with the body: anything
	// in them is content.
	values []string

	// free names the elements whose namespace is not looked at, and those of an open set,
	// of which those of other namespaces are no part.
	free []string

	anywhere bool     // No namespace of the document is wrong, but for
	strict   []string // what is of these.

	open     []string // Elements of which all is kept as it is.
	document string   // The root of the category document in it, whose schema knows all that is in it.
}

// specimens returns the bodies that every decoder is tried with: at least one for each
// media type, and one for each category that has a decoder.
func specimens() []specimen {
	all := []specimen{
		{name: "publish", mediaType: body.TypePublish, values: []string{"publication"}, free: []string{"own", "part"}, body: `
<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence">
<publications uri="sip:Alice@contoso.com">
<publication categoryName="state" instance="899618747" container="2" version="0" expireType="endpoint"><state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" manual="false" xsi:type="machineState"><availability>3500</availability><endpointLocation>Zürich</endpointLocation></state></publication>
<publication categoryName="contoso" instance="0" container="2" version="4" expireType="user"><own xmlns="urn:contoso"><part uri="sip:alice@contoso.com">Ωmega &amp; co</part></own></publication>
<publication categoryName="note" instance="0" container="200" version="1" expireType="time" expires="86400"/>
<publication categoryName="note" instance="0" container="300" version="1" expireType="static" expires="0"/>
</publications>
</publish>`},
		{name: "roaming list", mediaType: body.TypeRoaming, body: `
<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self">
<roaming type="categories"/>
<roaming type="containers"/>
<roaming type="subscribers"/>
<roaming type="delegates"/>
</roamingList>`},
		{name: "roaming data", mediaType: body.TypeRoaming, values: []string{"category"},
			free: []string{"containers", "container", "member", "subscribers", "subscriber", "context", "delegates", "delegate"}, body: `
<roamingData xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self">
<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:Alice@contoso.com">
<category name="state" instance="1" publishTime="2013-03-04T08:15:22.117" container="2" version="7" expireType="user" endpointId="83D75D40-0000-4000-8000-000000000001"><state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="aggregateState" lastActive="2013-03-04T08:10:00"><availability>6500</availability><activity token="on-the-phone" minAvailability="6500" maxAvailability="8999"/></state></category>
<category name="note" instance="3" publishTime="2013-03-04T08:15:22Z" container="200" version="1" expireType="time" expires="60"/>
<category name="note" container="200"/>
<category name="note"/>
</categories>
<containers xmlns="http://schemas.microsoft.com/2006/09/sip/container-management">
<container id="200" version="3"><member type="sameEnterprise"/><member type="user" value="Carol@contoso.com"/><member type="domain" value="fabrikam.com"/></container>
<container id="32000" version="1"/>
</containers>
<subscribers xmlns="http://schemas.microsoft.com/2006/09/sip/presence-subscribers">
<subscriber user="carol@contoso.com" displayName="Carol &quot;Ç&quot;" acknowledged="false" type="sameEnterprise"><context><subscriptionContext xmlns="http://schemas.microsoft.com/2008/09/sip/SubscriptionContext" majorVersion="1" minorVersion="0"><watcher><contactList/></watcher></subscriptionContext></context></subscriber>
<subscriber user="erin@contoso.com" displayName="" acknowledged="true"/>
</subscribers>
<delegates xmlns="http://schemas.microsoft.com/2007/09/sip/delegates" version="2">
<delegate uri="dave@contoso.com" publish="true" redelegate="false"/>
</delegates>
</roamingData>`},
		{name: "categories", mediaType: body.TypeCategories, values: []string{"category"}, body: `
<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:Bob@contoso.com">
<category name="state" instance="1" publishTime="2013-03-04T08:16:02.330"><state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="aggregateState"><availability>6500</availability><activity token="on-the-phone" minAvailability="6500" maxAvailability="8999"/><endpointLocation>Büro</endpointLocation><delimiter xmlns="http://schemas.microsoft.com/2006/09/sip/commontypes"/><device>computer</device><end xmlns="http://schemas.microsoft.com/2006/09/sip/commontypes"/></state></category>
<category name="services" instance="0" publishTime="2013-03-04T08:16:02.330"><services xmlns="http://schemas.microsoft.com/2006/09/sip/service"/></category>
<category name="note"/>
</categories>`},
		{name: "rlmi", mediaType: body.TypeRLMI, body: `
<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:Bob@contoso.com" version="7" fullState="true" cid="list@contoso.com">
<name xml:lang="de">Gefährten</name>
<name>Friends</name>
<resource uri="sip:Alice@contoso.com"><name xml:lang="en">Alice</name><instance id="a" state="active" cid="alice@contoso.com"/><instance id="b" state="pending"/></resource>
<resource uri="sip:erin@contoso.com"><instance id="0" state="resubscribe" cid="erin@contoso.com" poolFqdn="sip:fe-b.contoso.com@contoso.com;gruu;opaque=srvr:HomeServer:Q2"/></resource>
<resource uri="sip:frank@fabrikam.com"><instance id="0" state="terminated" reason="noresource" statusCode="404"/></resource>
<resource uri="sip:gwen@contoso.com"/>
</list>`},
		{name: "batch", mediaType: body.TypeBatch, body: `
<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="sip:Bob@contoso.com" name="Gefährten">
<action name="subscribe" id="63792024">
<adhocList>
<resource uri="sip:Alice@contoso.com"/>
<resource uri="sip:dave@contoso.com"><context/></resource>
<resource uri="sip:erin@contoso.com"><context><subscriptionContext xmlns="http://schemas.microsoft.com/2008/09/sip/SubscriptionContext"><majorVersion>1</majorVersion><minorVersion>0</minorVersion><watcher><contactList/></watcher></subscriptionContext></context></resource>
</adhocList>
<categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist"><category name="calendarData"/><category name="state"/></categoryList>
</action>
<action name="unsubscribe" id="63792024"><adhocList><resource uri="sip:carol@contoso.com"/></adhocList></action>
</batchSub>`},
		{name: "adhoc", mediaType: body.TypeAdhoc, body: `
<adhoclist xmlns="urn:ietf:params:xml:ns:adrl" uri="sip:Bob@contoso.com" name="Gefährten">
<create><resource uri="sip:Alice@contoso.com"/></create>
<add><resource uri="sip:dave@contoso.com"/><resource uri="sip:erin@contoso.com"><context/></resource></add>
<delete><resource uri="sip:carol@contoso.com"/></delete>
</adhoclist>`},
		{name: "adhoc without namespaces", mediaType: body.TypeAdhoc, body: `
<adhoclist xmlns="urn:ietf:params:xml:ns:adrl" uri="sip:bob@contoso.com"><create xmlns=""><resource uri="sip:zoë@contoso.com"/></create></adhoclist>`},
		{name: "containers", mediaType: body.TypeContainers, body: `
<setContainerMembers xmlns="http://schemas.microsoft.com/2006/09/sip/container-management">
<container id="200" version="3"><member action="add" type="user" value="Zoë@contoso.com"/><member action="add" type="sameEnterprise"/></container>
<container id="300" version="1"><member action="remove" type="domain" value="fabrikam.com"/></container>
</setContainerMembers>`},
		{name: "subscribers", mediaType: body.TypeSubscribers, body: `
<setSubscribers xmlns="http://schemas.microsoft.com/2006/09/sip/presence-subscribers">
<subscriber user="zoë@contoso.com" acknowledged="true"/>
</setSubscribers>`},
		{name: "delegates", mediaType: body.TypeDelegates,
			free: []string{"setDelegates", "delegate", "publishOperation", "redelegateOperation"}, body: `
<setDelegates xmlns="http://schemas.microsoft.com/2007/09/sip/delegates" version="2">
<delegate action="add" uri="sip:Zoë@contoso.com"><publishOperation authorization="allow"/><redelegateOperation authorization="deny"/></delegate>
<delegate action="remove" uri="sip:carol@contoso.com"/>
</setDelegates>`},
		{name: "fault", mediaType: body.TypeFault, free: []string{"Fault", "Faultcode", "Faultstring", "details", "operation"}, body: `
<Fault>
<Faultcode>Client.BadCall.WrongDelta</Faultcode>
<Faultstring>Überholt &amp; vorbei</Faultstring>
<details>
<operation index="1" version="1" curVersion="2"/>
<operation index="4" version="0" curVersion="3"/>
</details>
</Fault>`},
		{name: "registration event", mediaType: body.TypeRegistrationEvent, body: "deregistered;event=rejected\r\n"},
	}
	for _, d := range category.Documents() {
		for _, kind := range d.Kinds() {
			all = append(all, specimen{name: strings.TrimSpace(d.Name + " " + kind), mediaType: body.TypePublish,
				body: published(d.Name, d.Write(d.Full(kind))), values: []string{"publication"}, document: d.Roots[0]})
		}
	}
	for _, d := range document.Documents() {
		for _, kind := range d.Kinds() {
			s := specimen{name: strings.TrimSpace(d.Name + " " + kind), mediaType: d.MediaType, body: d.Write(d.Full(kind)), document: cmp.Or(kind, d.Roots[0]), anywhere: d.Anywhere, strict: d.Spaces(),
				open: []string{"categoryData", "any", "one", "two", "x"}, values: []string{"activities", "Body"}, free: []string{"any", "x"}}
			if d.Name == "pidf" || d.Name == "provisioning" { // An activity and a group may have any.
				s.free = append(s.free, "one", "two")
			}
			all = append(all, s)
		}
	}
	return all
}

// published puts a category document into a publication.
func published(name, document string) string {
	return `<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="sip:alice@contoso.com">` +
		`<publication categoryName="` + name + `" instance="0" container="2" version="0" expireType="static">` + document +
		`</publication></publications></publish>`
}

package body

import "prescap/decode/defect"

// The kinds of defects that a Reader finds in bodies and headers. Those of
// documents come in pairs: what is required is missing, or what is there is not
// what it must be.
const (
	// DefectRoot: the root element is not one that the media type allows.
	DefectRoot defect.Kind = "body-root"

	// DefectNamespace: an element with the right name in another namespace. It is
	// read all the same.
	DefectNamespace defect.Kind = "body-namespace"

	// DefectLimit: more instances, resources, containers, members, values of a header
	// or defects than are kept.
	DefectLimit defect.Kind = "body-limit"

	// DefectPublishMissing: a publication request without an attribute or element
	// that MS-PRES requires (wire reference 7.1).
	DefectPublishMissing defect.Kind = "publish-missing"

	// DefectPublishInvalid: a value in a publication request that is none.
	DefectPublishInvalid defect.Kind = "publish-invalid"

	// DefectRoamingMissing, DefectRoamingInvalid: the same of one's own data, and of
	// the request for them (wire reference 6.1).
	DefectRoamingMissing defect.Kind = "roaming-missing"
	DefectRoamingInvalid defect.Kind = "roaming-invalid"

	// DefectNotifyMissing, DefectNotifyInvalid: the same of notifications to
	// watchers (wire reference 10.1).
	DefectNotifyMissing defect.Kind = "notify-missing"
	DefectNotifyInvalid defect.Kind = "notify-invalid"

	// DefectListMissing, DefectListInvalid: the same of the state of subscriptions
	// (RFC 4662 5, wire reference 9.3).
	DefectListMissing defect.Kind = "list-missing"
	DefectListInvalid defect.Kind = "list-invalid"

	// DefectSubscribeMissing: the same of batch subscriptions (wire reference 9.1).
	DefectSubscribeMissing defect.Kind = "subscribe-missing"

	// DefectContainerMissing, DefectContainerInvalid: the same of changes of
	// membership (wire reference 7.4).
	DefectContainerMissing defect.Kind = "container-missing"
	DefectContainerInvalid defect.Kind = "container-invalid"

	// DefectSubscribersMissing, DefectSubscribersInvalid: the same of
	// acknowledgements of subscribers (wire reference 7.6).
	DefectSubscribersMissing defect.Kind = "subscribers-missing"
	DefectSubscribersInvalid defect.Kind = "subscribers-invalid"

	// DefectDelegatesMissing, DefectDelegatesInvalid: the same of changes of delegates
	// (wire reference 7.6).
	DefectDelegatesMissing defect.Kind = "delegates-missing"
	DefectDelegatesInvalid defect.Kind = "delegates-invalid"

	// DefectFaultMissing, DefectFaultInvalid: the same of refusals (wire reference
	// 7.3).
	DefectFaultMissing defect.Kind = "fault-missing"
	DefectFaultInvalid defect.Kind = "fault-invalid"

	// DefectDeregistration: a registration event that cannot be understood (wire
	// reference 5.4).
	DefectDeregistration defect.Kind = "registration-event-invalid"

	// DefectRegister: a header of a registration that cannot be understood.
	DefectRegister defect.Kind = "register-invalid"

	// DefectAuthentication: a header of authentication that cannot be understood. Its
	// text has nothing of the header in it.
	DefectAuthentication defect.Kind = "authentication-invalid"

	// DefectEventStateMissing, DefectEventStateInvalid: a header that RFC 3903 requires
	// of a PUBLISH or its success is missing, or is not what it must be.
	DefectEventStateMissing defect.Kind = "event-state-missing"
	DefectEventStateInvalid defect.Kind = "event-state-invalid"

	// DefectDiagnostics: a diagnostics header without a number in front (MS-OCER), or
	// a Warning that is not a code, an agent and a text (RFC 3261 20.43).
	DefectDiagnostics defect.Kind = "diagnostics-invalid"
)

// DefectKinds lists every kind of defect of this package, in no special order.
func DefectKinds() []defect.Kind {
	return []defect.Kind{
		DefectRoot, DefectNamespace, DefectLimit,
		DefectPublishMissing, DefectPublishInvalid,
		DefectRoamingMissing, DefectRoamingInvalid,
		DefectNotifyMissing, DefectNotifyInvalid,
		DefectListMissing, DefectListInvalid,
		DefectSubscribeMissing,
		DefectContainerMissing, DefectContainerInvalid,
		DefectSubscribersMissing, DefectSubscribersInvalid,
		DefectDelegatesMissing, DefectDelegatesInvalid,
		DefectFaultMissing, DefectFaultInvalid,
		DefectDeregistration, DefectRegister, DefectAuthentication,
		DefectEventStateMissing, DefectEventStateInvalid, DefectDiagnostics,
	}
}

// area is the kinds of defects of one sort of document.
type area struct{ missing, invalid defect.Kind }

package presence

import "time"

// Register is a REGISTER request, its 200 with the contacts it confirms, or a 3xx
// that sends the client to its home server (MS-SIPREGE; wire reference 5). Of
// several contacts, it is about that of who registers; Instance and GRUU are empty
// when that cannot be told.
type Register struct {
	User     string // Address of record.
	EPID     string // As sent; its letter case matters (wire reference 5.2).
	Instance string // +sip.instance, without angle brackets: "urn:uuid:...".
	GRUU     string
	Expires  time.Duration // Of the contact, else of the message; -1 when absent.
	State    string        // presence-state's register-action, in a 200: added, refreshed, fixed.
	Contacts int           // Number of Contact values.

	// What else presence-state says, in a 200 (MS-SIPREGE 2.2.1.4); each is "" when
	// absent.
	Cluster      string // primary-cluster-type: central, remote.
	Connected    string // is-connected-to-primary: yes, no.
	UserServices string // user-services-state: unavailable while the presence service is down.

	KeepAlive   *KeepAlive // Nil when absent.
	LogonData   string     // ms-user-logon-data: RemoteUser of who came through an Edge (MS-SIPRE 4.10).
	Event       string     // The event package; registration is the only one that is right.
	Product     string     // Of who sent the message: User-Agent of a request, Server of an answer.
	Supported   []string   // Extensions, in order; of the presence ones such as msrtc-event-categories and gruu-10.
	AllowEvents []string   // Event packages, in order.

	// Others are the other contacts: where else the user is signed in. They are all
	// of them when it cannot be told which is that of who registers.
	Others []Binding

	Redirect []string // Where a 3xx sends the client: the URIs of its contacts.
}

// KeepAlive is what ms-keep-alive says of how a connection is kept open: what a
// client can do, or in the 200 what it is to do (MS-CONMGMT 3.4.5; wire reference
// 1.4).
type KeepAlive struct {
	Role    string // UAC or UAS.
	TCP     string // yes or no, as are the next; "" when absent.
	HopHop  string
	EndEnd  string
	Timeout time.Duration // Without traffic, until something is to be sent; -1 when absent.
}

// Binding is a contact of a registration (RFC 3261 10): one endpoint of a user.
type Binding struct {
	URI      string // As sent.
	Instance string // +sip.instance, without angle brackets.
	GRUU     string
	Expires  time.Duration // -1 when absent.
}

package presence

import (
	"time"

	"prescap/decode/document"
)

// Event is what one message says in one body or header. The set is closed; each
// kind is a pointer to one of the types of this package.
type Event interface{ isEvent() }

// Publish is a publication request: SERVICE with category publications
// (MS-PRES; wire reference 7.1).
type Publish struct {
	URI        string             // Of the presentity, as the document has it.
	Presentity string             // Its address of record: lower case, without scheme.
	Instances  []CategoryInstance // In the order of the document: faults count them from 1.
}

// MemberAction is what a container edit does with a member.
type MemberAction string

// The actions of a container edit.
const (
	AddMember    MemberAction = "add"
	RemoveMember MemberAction = "remove"
)

// Member is an entry of a container's membership.
type Member struct {
	Action MemberAction // "" in self data, which states members and edits none.
	Type   string       // user, domain, sameEnterprise, federated, publicCloud, everyone.
	Value  string       // For user and domain; of a user the address of record.
}

// Container is a container with a membership or with edits of one.
type Container struct {
	ID         ContainerID
	Version    uint32
	HasVersion bool
	Members    []Member
}

// ContainerEdit is a request to change container membership (setContainerMembers).
type ContainerEdit struct{ Containers []Container }

// Subscriber is a record in self data about somebody who asked for presence. It
// is not a watcher: a watcher is whoever subscribes.
type Subscriber struct {
	User            string // Address of record.
	DisplayName     string
	Type            string // sameEnterprise, federated, publicCloud, unknown (MS-PRES 2.2.2.6.1).
	Acknowledged    bool
	HasAcknowledged bool

	// HasContext tells that there is a context element, Context what is in it: the
	// server hands on what the subscription came with (MS-PRES 3.6.5.1).
	HasContext bool
	Context    *SubscriptionContext // Nil when there is none, or something else.
}

// SubscriptionContext says why somebody subscribes (MS-PRES 6.13; wire reference
// 9.1).
type SubscriptionContext struct {
	Major, Minor string // Version of what it says, as sent; "" when absent.
	ContactList  bool   // Who is subscribed to is in the contact list of the watcher.
}

// SubscriberEdit acknowledges a subscriber record (setSubscribers).
type SubscriberEdit struct{ Subscribers []Subscriber }

// Authorization says whether a delegate may do something: allow or deny, or another
// word as sent; "" when a document does not say.
type Authorization string

// The authorizations (MS-PRES 2.2.2.10.1): a list of delegates has true and false for
// them.
const (
	Allow Authorization = "allow"
	Deny  Authorization = "deny"
)

// Delegate is a delegate record, or an edit of one.
type Delegate struct {
	User       string        // Address of record.
	Action     string        // Of an edit: add, remove or another word.
	Publish    Authorization // To publish for the delegator.
	Redelegate Authorization // To change the delegator's delegates.
}

// DelegateEdit is a request to change delegates (setDelegates).
type DelegateEdit struct {
	Version    uint32 // Of the list that it changes.
	HasVersion bool
	Delegates  []Delegate
}

// BatchAction is one action of a batch subscription.
type BatchAction struct {
	Name       string   // subscribe or unsubscribe.
	Verb       string   // Of an adhoclist: create, add or delete.
	ID         string   // As sent.
	Resources  []string // Addresses of record.
	Context    []bool   // Parallel to Resources: a context element was there.
	Categories []Name   // Nil when there is no list of them.

	// Subscriptions is what is in the contexts, parallel to Resources: nil when there
	// is nothing in any, as an element of it is when there is nothing in that.
	Subscriptions []*SubscriptionContext
}

// BatchSubscribe is the body of a presence SUBSCRIBE: batchSub, or the older
// adhoclist, whose create and add are subscribe, and whose delete is unsubscribe.
type BatchSubscribe struct {
	URI     string // As the document has it; "" when it names none.
	Watcher string // Its address of record.
	Name    string // As sent.
	Adhoc   bool   // It is an adhoclist.
	Actions []BatchAction
}

// SelfSubscribe is the body of a SUBSCRIBE for one's own data (roamingList).
type SelfSubscribe struct{ Sets []string }

// Label is a name for people.
type Label struct {
	Lang string // Its language (xml:lang); "" when it names none.
	Text string
}

// Resource is an entry of an RLMI list (RFC 4662): an instance of a resource, or a
// resource that has none.
type Resource struct {
	URI        string  // Address of record of the resource.
	Names      []Label // Of the resource.
	ID         string  // Of the instance.
	State      string  // active, resubscribe (Microsoft's), terminated, or another word.
	Reason     string
	StatusCode string // As sent; no source has it (wire reference 9.3).
	PoolFQDN   string // Where to subscribe instead, as sent.
	ContentID  string // Of the part with its data.
}

// ResourceList tells a watcher about the state of subscriptions within a batch
// (RLMI, RFC 4662 5).
type ResourceList struct {
	URI          string // Of the list, as sent.
	Version      uint32
	HasVersion   bool
	FullState    bool
	HasFullState bool
	ContentID    string // Of the part with the data of the list itself.
	Names        []Label
	Resources    []Resource
}

// Notify tells a watcher about one presentity: in a NOTIFY, a BENOTIFY, or
// piggybacked in the 200 of a SUBSCRIBE. It has all instances of every category
// that it names.
type Notify struct {
	URI        string             // Of the presentity, as the document has it.
	Presentity string             // Its address of record: lower case, without scheme.
	Instances  []CategoryInstance // A category without instance states that there is none.
}

// SelfData tells a user about the user's own data (roamingData). What it names
// replaces what was known of each (category, container) pair it names.
type SelfData struct {
	URI         string             // Of the presentity, as the document has it.
	Presentity  string             // Its address of record: lower case, without scheme; "" when there are no categories.
	Instances   []CategoryInstance // A category without instance states that its container has none, without container that none has.
	Containers  []Container        // Nil when the document has no such set; not nil when it has one that is empty. So with the others.
	Subscribers []Subscriber
	Delegates   []Delegate

	DelegatesVersion    uint32 // Of the list of delegates.
	HasDelegatesVersion bool
}

// Deregistered tells an endpoint that the server ended its registration.
type Deregistered struct{ Reason string }

// Document is a body that is a document of its own: a contact list, an access control
// list, provisioning, watchers that wait, presence in formats that are older than
// categories or foreign to them, and requests of that time. What it is says its value
// ([document.Of]).
type Document struct {
	MediaType  string
	Presentity string // Address of record of whose presence it has; "" for what has none.
	Value      document.Value
}

// EventStatePublish is a PUBLISH of RFC 3903, its success, or a 412, which says that
// the server does not know the state that was to be changed. The state itself is in
// the body, and so in an event of its own.
type EventStatePublish struct {
	Presentity string        // Address of record: of the Request-URI, and in an answer of To.
	Event      string        // The event package; "" when absent, as in answers.
	ETag       string        // SIP-ETag: what the server calls the state from now on.
	IfMatch    string        // SIP-If-Match: what it called the state that is refreshed, changed or removed.
	Expires    time.Duration // -1 when absent; 0 removes the state.
}

// FaultOperation is one refused operation of a request.
type FaultOperation struct {
	Index             int // From 1, in the order of the request's document; 0 when it has none that is one.
	Version           uint32
	CurrentVersion    uint32
	HasVersion        bool
	HasCurrentVersion bool
}

// Fault is a server's refusal in detail (msrtc-fault).
type Fault struct {
	Code       string
	Text       string // For people; no sample has one.
	Operations []FaultOperation
}

// Diagnostics is one of the ms-diagnostics headers (MS-OCER), or a warning-value of
// Warning (RFC 3261 20.43), of which ID is the code, Source the agent and Reason the
// text.
type Diagnostics struct {
	Header  string // The header's name.
	ID      uint32
	Reason  string // As sent. It is not stable: the number decides what is meant.
	Source  string
	Meaning string   // What the catalogue says of the number: [FindDiagnosis]; "" when it is not known, and in a Warning.
	Area    string   // What the range of the number is for: [DiagnosisRanges]; "" likewise.
	Values  []string // Further parameters, "name=value", without quotes; a sub-code is "sub=value".
}

// Undecoded is a body, or a part of one, that has no decoder: counted and shown.
type Undecoded struct {
	MediaType string // "" when it has none.
	Length    int    // Bytes that are there.
}

func (*Publish) isEvent()           {}
func (*ContainerEdit) isEvent()     {}
func (*SubscriberEdit) isEvent()    {}
func (*DelegateEdit) isEvent()      {}
func (*BatchSubscribe) isEvent()    {}
func (*SelfSubscribe) isEvent()     {}
func (*Register) isEvent()          {}
func (*Authentication) isEvent()    {}
func (*Notify) isEvent()            {}
func (*ResourceList) isEvent()      {}
func (*SelfData) isEvent()          {}
func (*Deregistered) isEvent()      {}
func (*Document) isEvent()          {}
func (*EventStatePublish) isEvent() {}
func (*Fault) isEvent()             {}
func (*Diagnostics) isEvent()       {}
func (*Undecoded) isEvent()         {}

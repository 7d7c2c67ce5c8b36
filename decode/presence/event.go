package presence

import "time"

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
	ID      ContainerID
	Version uint32
	Members []Member
}

// ContainerEdit is a request to change container membership (setContainerMembers).
type ContainerEdit struct{ Containers []Container }

// Subscriber is a record in self data about somebody who asked for presence. It
// is not a watcher: a watcher is whoever subscribes.
type Subscriber struct {
	User, DisplayName, Type string
	Acknowledged            bool
}

// SubscriberEdit acknowledges a subscriber record (setSubscribers).
type SubscriberEdit struct{ Subscribers []Subscriber }

// Delegate is a delegate record.
type Delegate struct{ User, Action string }

// DelegateEdit is a request to change delegates (setDelegates).
type DelegateEdit struct {
	Version   uint32
	Delegates []Delegate
}

// BatchAction is one action of a batch subscription.
type BatchAction struct {
	Name       string   // subscribe or unsubscribe.
	Resources  []string // Addresses of record.
	Context    []bool   // Parallel to Resources: a context element was there.
	Categories []Name
}

// BatchSubscribe is the body of a presence SUBSCRIBE: batchSub, or the older
// adhoclist, whose create and add are subscribe, and whose delete is unsubscribe.
type BatchSubscribe struct {
	Watcher string // Address of record; "" when the document names none.
	Actions []BatchAction
}

// SelfSubscribe is the body of a SUBSCRIBE for one's own data (roamingList).
type SelfSubscribe struct{ Sets []string }

// Register is a REGISTER request, or its 200 with the contacts it confirms. Of
// several contacts, it is about that of who registers; Instance and GRUU are empty
// when that cannot be told.
type Register struct {
	User     string // Address of record.
	EPID     string // As sent; its letter case matters (wire reference 5.2).
	Instance string // +sip.instance, without angle brackets: "urn:uuid:...".
	GRUU     string
	Expires  time.Duration // Of the contact, else of the message; -1 when absent.
	State    string        // presence-state's register-action, in a 200.
	Contacts int           // Number of Contact values.
}

// Resource is an entry of an RLMI list (RFC 4662).
type Resource struct {
	URI       string // Address of record.
	State     string // active, resubscribe (Microsoft's), terminated, or another word.
	Reason    string
	PoolFQDN  string // Where to subscribe instead, as sent.
	ContentID string // Of the part with its data.
}

// ResourceList tells a watcher about the state of subscriptions within a batch
// (RLMI, RFC 4662 5).
type ResourceList struct {
	Version    uint32
	HasVersion bool
	FullState  bool
	Resources  []Resource
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
}

// Contact is an entry of a contact list.
type Contact struct{ URI, Name, Groups string }

// ContactList is a contact list or a change of one.
type ContactList struct {
	Delta    int64
	Previous int64 // Of a change; -1 for a whole list.
	Contacts []Contact
}

// Provisioning is a group of in-band provisioning settings.
type Provisioning struct {
	Group    string
	Settings map[string]string
}

// PendingWatchers tells of watchers that wait for permission.
type PendingWatchers struct{ Watchers []string }

// Deregistered tells an endpoint that the server ended its registration.
type Deregistered struct{ Reason string }

// LegacyPresence is presence in a format older than, or foreign to, categories.
type LegacyPresence struct {
	Presentity, Format     string
	Availability, Activity int
	Note                   string
}

// EventStatePublish is a PUBLISH of RFC 3903.
type EventStatePublish struct {
	Presentity, ETag, IfMatch string
	Expires                   time.Duration // -1 when absent.
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
	Operations []FaultOperation
}

// Diagnostics is one of the ms-diagnostics headers (MS-OCER).
type Diagnostics struct {
	Header string // The header's name.
	ID     uint32
	Reason string
	Source string
	Values []string // Further parameters, "name=value", without quotes; a sub-code is "sub=value".
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
func (*Notify) isEvent()            {}
func (*ResourceList) isEvent()      {}
func (*SelfData) isEvent()          {}
func (*ContactList) isEvent()       {}
func (*Provisioning) isEvent()      {}
func (*PendingWatchers) isEvent()   {}
func (*Deregistered) isEvent()      {}
func (*LegacyPresence) isEvent()    {}
func (*EventStatePublish) isEvent() {}
func (*Fault) isEvent()             {}
func (*Diagnostics) isEvent()       {}
func (*Undecoded) isEvent()         {}

package fact

import (
	"time"

	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Fact is something that happened, or did not, told in context. The set is
// closed.
type Fact interface {
	Kind() Kind
	Common() *About
	isFact()
}

// Exchange is a request with its final answer, once there is one.
type Exchange struct {
	Request *sip.Message // Nil where only the answer was seen.
	Answer  *sip.Message // Nil until seen, and for ever where none came.
}

// Carrier says what brought a notification.
type Carrier uint8

// The carriers.
const (
	ByNotify    Carrier = iota // NOTIFY, to be answered.
	ByBenotify                 // BENOTIFY, never to be answered (MS-SIP).
	Piggybacked                // In the 200 of a SUBSCRIBE (ms-piggyback-first-notify).
	InAnswer                   // In the 200 of a publication.
)

// String returns the word for reports.
func (c Carrier) String() string {
	return [...]string{"NOTIFY", "BENOTIFY", "piggybacked in 200", "in the answer"}[c]
}

// MessageSeen is one message, the first of its hop copies.
type MessageSeen struct {
	About
	Message *sip.Message
	Events  []presence.Event
}

// HopSeen is a copy of a message that was seen before on another connection: the
// same message on its way through servers. Nothing else is told of it.
type HopSeen struct {
	About
	Message *sip.Message
	First   []capture.Frame // Of the first copy.
	After   time.Duration   // Since the first copy.
}

// RequestUnanswered is a request whose time to be answered ran out on the
// capture clock.
type RequestUnanswered struct {
	About
	Request *sip.Message
	After   time.Duration

	// Proved is true when the stream that should have brought the answer went on
	// behind the deadline with nothing missing since the request.
	Proved bool
	Proof  []capture.Frame // Of what went on; empty unless Proved.
}

// ResponseSeen is a response with its request, when that was seen.
type ResponseSeen struct {
	About
	Exchange
}

// ConnectionOpened is a connection that was opened, or joined.
type ConnectionOpened struct {
	About
	Flow  capture.Flow
	Start capture.Start
}

// ConnectionEnded is a connection that is over.
type ConnectionEnded struct {
	About
	How capture.EndKind
}

// Gap is a hole in a stream.
type Gap struct {
	About
	Lost      int      // -1 unknown.
	Users     []string // Who was seen on the connection, as addresses of record; ascending.
	Everybody bool     // So many were, or so little is known, that it may concern anybody; Users is nil.
}

// KeepAlive is a run of line ends between messages.
type KeepAlive struct {
	About
	Bytes int
}

// Quiet shows that a stream said nothing until now: an acknowledgement without payload,
// or a FIN, with nothing missing in front of it.
type Quiet struct{ About }

// Unreadable is a connection that could not be read: TLS without keys, or
// compressed. It is the fact of an undecrypted stretch.
type Unreadable struct {
	About
	Why        string
	ServerName string
}

// Published is a publication request.
type Published struct {
	About
	Message   *sip.Message
	Publish   *presence.Publish
	Overtaken bool // Its final answer was told before it, and is told no more: bytes were missing in front of it.
}

// PublishAnswered is the final answer to a publication. Its About is the
// answer's.
type PublishAnswered struct {
	About
	Exchange
	Publish *presence.Publish
	Data    *presence.SelfData // Of a 200, when it has any.
	Fault   *presence.Fault    // Of a 409 and others, when it has one.
}

// InstanceAnswered is what the final answer to a publication says of one of its
// instances. Its Subject has the key, its Knowledge is that of the key.
type InstanceAnswered struct {
	About
	Exchange
	Asked   *presence.CategoryInstance // What was published.
	Refused *presence.FaultOperation   // What a fault says of it, nil when it says nothing.
	Stated  *presence.CategoryInstance // What the answer itself states of the key, nil when it does not.

	// What the server had stated of the key on this connection when the request was
	// sent, and when the answer came; nil when it had stated that there is none, or
	// nothing (NoBaseline).
	AtRequest, AtAnswer *Version
}

// Subscribed is a SUBSCRIBE: new, refreshing, changing or ending.
type Subscribed struct {
	About
	Message      *sip.Message
	Subscription Subscription
	Refresh      bool                     // Sent within the dialog.
	Batch        *presence.BatchSubscribe // Nil for other packages and empty bodies.
	Expires      time.Duration            // -1 when absent.
	Before       Notice                   // The SUBSCRIBE before within the dialog, as a place in the subscriber's order.
}

// SubscribeAnswered is the final answer to a SUBSCRIBE.
type SubscribeAnswered struct {
	About
	Exchange
	Subscription Subscription
	Granted      time.Duration // -1 when absent.
}

// NotificationSeen is one NOTIFY or BENOTIFY of a presence package, whatever it
// carries, before its subscription takes notice of it.
type NotificationSeen struct {
	About
	Message      *sip.Message
	Carrier      Carrier
	Known        bool         // There is a subscription, or was until a while ago.
	Subscription Subscription // Zero unless Known, but for Dialog, Event and Watcher.
}

// Notified is what a watcher was told of one presentity.
type Notified struct {
	About
	Message *sip.Message
	Carrier Carrier
	Notify  *presence.Notify
	Late    bool // A later notification of the subscription was told before it.
}

// SelfNotified is what a user was told of the user's own data.
type SelfNotified struct {
	About
	Message *sip.Message
	Carrier Carrier
	Data    *presence.SelfData
	Late    bool // A later notification of the subscription was told before it.
}

// SelfSnapshot is a full set of a user's own data: from here on, what is not
// known is known not to be there. It follows its SelfNotified.
type SelfSnapshot struct {
	About
	Message *sip.Message
	Data    *presence.SelfData
}

// ContainersEdited is a request to change container membership.
type ContainersEdited struct {
	About
	Message *sip.Message
	Edit    *presence.ContainerEdit
}

// ContainersAnswered is the final answer to it.
type ContainersAnswered struct {
	About
	Exchange
	Edit  *presence.ContainerEdit
	Fault *presence.Fault
}

// Registered is a REGISTER that succeeded and did not sign out.
type Registered struct {
	About
	Exchange
	Register *presence.Register
	// Added: the registrar says that the registration is new, so that no older dialog is
	// left (MS-SIPREGE 2.2.1.4). One that says nothing of that leaves it open.
	Added bool
}

// Deregistered is the end of a registration, by either side.
type Deregistered struct {
	About
	Message  *sip.Message
	ByServer bool
	Reason   string
}

// DialogEnded is the end of a subscription.
type DialogEnded struct {
	About
	Subscription Subscription
}

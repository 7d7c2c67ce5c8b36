package fact

import (
	"time"

	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// Fact is something that happened, or did not, told in context. The set is
// closed.
type Fact interface{ isFact() }

// About is what all facts have: when, of what, and how much is known of it.
type About struct {
	Time      time.Time
	Subject   Subject
	Knowledge Knowledge
	Frames    []capture.Frame // That prove it; ascending. Empty for what only the clock tells.
}

// Exchange is a request with its final answer, once there is one.
type Exchange struct {
	Request *sip.Message
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

// MessageSeen is one message, hop copies folded: Hops holds the copies in order
// of time, the first of them being Message.
type MessageSeen struct {
	About
	Message *sip.Message
	Hops    []*sip.Message
	Events  []presence.Event
}

// RequestUnanswered is a request whose time to be answered ran out on the
// capture clock.
type RequestUnanswered struct {
	About
	Request *sip.Message
	After   time.Duration
}

// ConnectionOpened is a connection that was opened, or joined.
type ConnectionOpened struct {
	About
	Conn  capture.ConnID
	Flow  capture.Flow
	Start capture.Start
}

// ConnectionEnded is a connection that is over.
type ConnectionEnded struct {
	About
	Conn capture.ConnID
	How  capture.EndKind
}

// Gap is a hole in a stream.
type Gap struct {
	About
	Stream capture.StreamID
	Lost   int // -1 unknown.
}

// KeepAlive is a run of line ends between messages.
type KeepAlive struct {
	About
	Stream capture.StreamID
	Bytes  int
}

// Unreadable is a connection that could not be read: TLS without keys, or
// compressed. It is the fact of an undecrypted stretch.
type Unreadable struct {
	About
	Conn       capture.ConnID
	Why        string
	ServerName string
}

// Published is a publication request.
type Published struct {
	About
	Exchange
	Publish presence.Publish
}

// PublishAnswered is the final answer to a publication.
type PublishAnswered struct {
	About
	Exchange
	Publish presence.Publish
	Data    *presence.SelfData // Of a 200, when it has any.
	Fault   *presence.Fault    // Of a 409 and others, when it has one.
}

// Subscribed is a SUBSCRIBE: new, refreshing, changing or ending.
type Subscribed struct {
	About
	Exchange
	Batch   *presence.BatchSubscribe // Nil for other packages and empty bodies.
	Expires time.Duration            // -1 when absent.
}

// SubscribeAnswered is the final answer to a SUBSCRIBE.
type SubscribeAnswered struct {
	About
	Exchange
	Granted time.Duration // -1 when absent.
}

// Notified is what a watcher was told of one presentity.
type Notified struct {
	About
	Message *sip.Message
	Carrier Carrier
	Notify  presence.Notify
}

// SelfNotified is what a user was told of the user's own data.
type SelfNotified struct {
	About
	Message *sip.Message
	Carrier Carrier
	Data    presence.SelfData
}

// ContainersEdited is a request to change container membership.
type ContainersEdited struct {
	About
	Exchange
	Edit presence.ContainerEdit
}

// ContainersAnswered is the final answer to it.
type ContainersAnswered struct {
	About
	Exchange
	Edit  presence.ContainerEdit
	Fault *presence.Fault
}

// Registered is a REGISTER that succeeded.
type Registered struct {
	About
	Exchange
	Register presence.Register
}

// Deregistered is the end of a registration, by either side.
type Deregistered struct {
	About
	Message  *sip.Message
	ByServer bool
	Reason   string
}

// ResponseSeen is a response with its request, when that was seen.
type ResponseSeen struct {
	About
	Exchange
}

// DialogEnded is the end of a subscription dialog.
type DialogEnded struct {
	About
	Reason string
}

// Change is a value of the state model that became another.
type Change struct {
	About
	From, To presence.CategoryInstance
	Cause    string // In a few words, for people.
}

// Expiry is a publication, registration or subscription whose time ran out.
type Expiry struct {
	About
	What string
}

// SelfSnapshot is a full set of a user's own data: from here on, what is not
// known is known not to be there.
type SelfSnapshot struct {
	About
	Data presence.SelfData
}

func (MessageSeen) isFact()        {}
func (RequestUnanswered) isFact()  {}
func (ConnectionOpened) isFact()   {}
func (ConnectionEnded) isFact()    {}
func (Gap) isFact()                {}
func (KeepAlive) isFact()          {}
func (Unreadable) isFact()         {}
func (Published) isFact()          {}
func (PublishAnswered) isFact()    {}
func (Subscribed) isFact()         {}
func (SubscribeAnswered) isFact()  {}
func (Notified) isFact()           {}
func (SelfNotified) isFact()       {}
func (ContainersEdited) isFact()   {}
func (ContainersAnswered) isFact() {}
func (Registered) isFact()         {}
func (Deregistered) isFact()       {}
func (ResponseSeen) isFact()       {}
func (DialogEnded) isFact()        {}
func (Change) isFact()             {}
func (Expiry) isFact()             {}
func (SelfSnapshot) isFact()       {}

package fact

// Kind numbers the kinds of facts.
type Kind uint8

// The kinds, in the order of their types.
const (
	KindMessageSeen Kind = iota
	KindHopSeen
	KindRequestUnanswered
	KindResponseSeen
	KindConnectionOpened
	KindConnectionEnded
	KindGap
	KindKeepAlive
	KindQuiet
	KindUnreadable
	KindPublished
	KindPublishAnswered
	KindInstanceAnswered
	KindSubscribed
	KindSubscribeAnswered
	KindNotificationSeen
	KindNotified
	KindSelfNotified
	KindSelfSnapshot
	KindContainersEdited
	KindContainersAnswered
	KindRegistered
	KindDeregistered
	KindDialogEnded
	KindChange
	KindEndpointChanged
	KindMembersChanged
	KindExpiry

	// Kinds is how many there are.
	Kinds
)

// Kind implements Fact; so do its namesakes.
func (*MessageSeen) Kind() Kind        { return KindMessageSeen }
func (*HopSeen) Kind() Kind            { return KindHopSeen }
func (*RequestUnanswered) Kind() Kind  { return KindRequestUnanswered }
func (*ResponseSeen) Kind() Kind       { return KindResponseSeen }
func (*ConnectionOpened) Kind() Kind   { return KindConnectionOpened }
func (*ConnectionEnded) Kind() Kind    { return KindConnectionEnded }
func (*Gap) Kind() Kind                { return KindGap }
func (*KeepAlive) Kind() Kind          { return KindKeepAlive }
func (*Quiet) Kind() Kind              { return KindQuiet }
func (*Unreadable) Kind() Kind         { return KindUnreadable }
func (*Published) Kind() Kind          { return KindPublished }
func (*PublishAnswered) Kind() Kind    { return KindPublishAnswered }
func (*InstanceAnswered) Kind() Kind   { return KindInstanceAnswered }
func (*Subscribed) Kind() Kind         { return KindSubscribed }
func (*SubscribeAnswered) Kind() Kind  { return KindSubscribeAnswered }
func (*NotificationSeen) Kind() Kind   { return KindNotificationSeen }
func (*Notified) Kind() Kind           { return KindNotified }
func (*SelfNotified) Kind() Kind       { return KindSelfNotified }
func (*SelfSnapshot) Kind() Kind       { return KindSelfSnapshot }
func (*ContainersEdited) Kind() Kind   { return KindContainersEdited }
func (*ContainersAnswered) Kind() Kind { return KindContainersAnswered }
func (*Registered) Kind() Kind         { return KindRegistered }
func (*Deregistered) Kind() Kind       { return KindDeregistered }
func (*DialogEnded) Kind() Kind        { return KindDialogEnded }
func (*Change) Kind() Kind             { return KindChange }
func (*Expiry) Kind() Kind             { return KindExpiry }

func (*MessageSeen) isFact()        {}
func (*HopSeen) isFact()            {}
func (*RequestUnanswered) isFact()  {}
func (*ResponseSeen) isFact()       {}
func (*ConnectionOpened) isFact()   {}
func (*ConnectionEnded) isFact()    {}
func (*Gap) isFact()                {}
func (*KeepAlive) isFact()          {}
func (*Quiet) isFact()              {}
func (*Unreadable) isFact()         {}
func (*Published) isFact()          {}
func (*PublishAnswered) isFact()    {}
func (*InstanceAnswered) isFact()   {}
func (*Subscribed) isFact()         {}
func (*SubscribeAnswered) isFact()  {}
func (*NotificationSeen) isFact()   {}
func (*Notified) isFact()           {}
func (*SelfNotified) isFact()       {}
func (*SelfSnapshot) isFact()       {}
func (*ContainersEdited) isFact()   {}
func (*ContainersAnswered) isFact() {}
func (*Registered) isFact()         {}
func (*Deregistered) isFact()       {}
func (*DialogEnded) isFact()        {}
func (*Change) isFact()             {}
func (*Expiry) isFact()             {}
func (*EndpointChanged) Kind() Kind { return KindEndpointChanged }
func (*EndpointChanged) isFact()    {}
func (*MembersChanged) Kind() Kind  { return KindMembersChanged }
func (*MembersChanged) isFact()     {}

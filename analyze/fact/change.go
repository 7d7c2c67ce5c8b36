package fact

import (
	"time"

	"prescap/capture"
	"prescap/decode/category"
	"prescap/decode/presence"
)

// Version is one state of a category instance, as somebody stated it.
type Version struct {
	Number      uint32 // See HasNumber: watchers are told none.
	HasNumber   bool
	Value       category.Value // Without what only decoding needs; nil when the element was empty.
	Expire      presence.ExpireType
	Expires     time.Duration   // See HasExpires.
	HasExpires  bool            //
	PublishTime time.Time       // The server's clock; zero when not told.
	Time        time.Time       // Capture clock: when it was stated first.
	Frames      []capture.Frame // That stated it first.
	Endpoint    string          // That published it; "" when unknown, or the server did.
}

// Layer says whose word a change is.
type Layer uint8

// The layers of one truth, which are kept apart.
const (
	ByPublisher Layer = iota // A client published it, and the answer was not seen.
	ByServer                 // The server accepted it, or told its owner.
	ToWatcher                // The server told a watcher.
)

// Change is a value of the state model that became another.
type Change struct {
	About
	Layer   Layer
	From    *Version // Nil when there was none; see Unknown.
	To      *Version // Nil when there is none any more.
	Unknown bool     // What was there before is not known; From is nil.
	Cause   string   // In a few words, for people.
}

// EndpointChanged is an endpoint of a user that came, went, or lost its connection.
type EndpointChanged struct {
	About
	From, To string // In a few words, for people: "signed in", "signed out"; From is "" when nothing was known.
	Cause    string
}

// MembersChanged is a container whose membership became another.
type MembersChanged struct {
	About
	Container presence.ContainerID
	Version   uint32
	From, To  []presence.Member // Complete; From is nil when it was not known.
	Unknown   bool              // What was there before is not known.
	Cause     string            // In a few words, for people.
}

// Expiry is a publication or subscription whose time ran out on the capture clock.
type Expiry struct {
	About
	What    string
	Version *Version // Of a publication: it is told when the server has had time to say so, and did not.
}

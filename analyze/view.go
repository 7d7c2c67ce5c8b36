package analyze

import (
	"time"

	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/state"
	"prescap/analyze/store"
	"prescap/analyze/timeline"
)

// View is what is known at one moment of a run. It is immutable: a newer View
// replaces it, and both may be read from any goroutine.
type View struct {
	Time         time.Time // The capture clock.
	Presentities []timeline.Timeline
	Findings     []rule.Finding // In the order in which they were found.
	Counts       Counts
	Coverage     []rule.Coverage
	Bugs         []rule.Bug   // Rules that panicked; nil when prescap is as it should be.
	Connections  []Connection // By number.
	Messages     store.List   // In the order of the run.
	Seen         []state.Seen // What watchers were told last, of those in Config.Seen.
}

// Report is the result of a whole run.
type Report struct {
	View
	Account pipeline.Account
}

// Count is how often something was seen.
type Count struct {
	Name string
	N    int
}

// Counts is what a run decoded, and what the analysis had no room for.
type Counts struct {
	Methods       []Count // Messages by method, hop copies not included; by name.
	Events        int     // What messages say about presence, in all.
	Publications  int     // Requests.
	Refused       int     // Publications with a final answer of 300 or above.
	Notifications int     // NOTIFY, BENOTIFY and piggybacked, that tell a watcher or an owner something.
	Undecoded     []Count // Bodies without a decoder, by media type; by name.
	Hops          int     // Copies of messages on their way through servers.
	Forgotten     int     // Dialogs, presentities and the like that were forgotten for lack of room.
	Findings      int     // Not kept for lack of room.
	Presentities  int     // Without a timeline for lack of room, at least.
	Connections   int     // Without an account for lack of room.
}

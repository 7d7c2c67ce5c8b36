package state

import "time"

// Limits bounds what a Model remembers. What a bound makes it forget is counted
// (Model.Forgotten).
type Limits struct {
	Presentities int
	Instances    int           // Category instances, endpoints, containers of one presentity each.
	Views        int           // Pairs of a watcher's dialog and a category of a presentity.
	Pending      int           // Publications that wait for an answer,
	Waiting      int           // and bytes of them.
	Answer       time.Duration // After which a publication without an answer is told as such, if nothing told so before.
	Idle         time.Duration // After which what nobody touched is forgotten.
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{Presentities: 1 << 14, Instances: 1 << 10, Views: 1 << 16, Pending: 1 << 12, Waiting: 128 << 20, Answer: 5 * time.Minute, Idle: 12 * time.Hour}
}

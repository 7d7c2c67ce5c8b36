package pcapfile

import "time"

// tally is what is known of the packets of an interface.
type tally struct {
	told              bool
	at                time.Time
	received, dropped int64 // From the beginning of the capture on.
	before            struct{ received, dropped int64 }
}

// Statistics tells how many packets an interface has received, and how many were dropped,
// from the beginning of the capture until a time; negative numbers are not known. Each file
// gets, at its end, what came to be in its time: added up, the files tell of each packet once.
func (r *Ring) Statistics(number int, at time.Time, received, dropped int64) error {
	if number < 0 || number >= len(r.tallies) {
		return unknownInterface(number)
	}
	t := &r.tallies[number]
	t.told, t.at, t.received, t.dropped = true, at, received, dropped
	return r.err
}

// statistics writes what was counted since the file before.
func (r *Ring) statistics() error {
	for i := range r.tallies {
		t := &r.tallies[i]
		if !t.told {
			continue
		}
		received, dropped := since(t.received, &t.before.received), since(t.dropped, &t.before.dropped)
		if err := r.to.Statistics(i, t.at, received, dropped); err != nil {
			return err
		}
	}
	return nil
}

// since is how much a counter has grown since before, which becomes the counter. A counter
// that is not known stays so.
func since(n int64, before *int64) int64 {
	if n < 0 {
		return -1
	}
	grown := max(n-*before, 0)
	*before = n
	return grown
}

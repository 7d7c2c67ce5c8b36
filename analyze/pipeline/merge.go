package pipeline

// merge calls sink with the items of all parts of a batch in order. Each part is
// in order by itself. It stops at the first error.
func merge(parts []part, at []int, sink func(*Item) error) error {
	clear(at)
	for {
		best := -1
		for i := range parts {
			if at[i] < len(parts[i].items) &&
				(best < 0 || parts[i].items[at[i]].Compare(parts[best].items[at[best]].Key) < 0) {
				best = i
			}
		}
		if best < 0 {
			return nil
		}
		if err := sink(&parts[best].items[at[best]]); err != nil {
			return err
		}
		at[best]++
	}
}

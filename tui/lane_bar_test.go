package tui

import (
	"testing"
	"time"
)

// Files that are years apart are on one axis, and times neither wrap nor leave it.
func TestAxisOfYears(t *testing.T) {
	from := time.Date(2009, 3, 2, 0, 0, 0, 0, time.UTC)
	a := axis{from: from, until: from.AddDate(20, 0, 0), wide: 300}
	if !a.begin(a.wide).Equal(a.until) {
		t.Errorf("ends at %v, not %v", a.begin(a.wide), a.until)
	}
	for c := range a.wide {
		if !a.begin(c).Before(a.begin(c + 1)) {
			t.Fatalf("column %d begins at %v, the next at %v", c, a.begin(c), a.begin(c+1))
		}
		if got := a.column(a.begin(c)); got != c {
			t.Fatalf("%v is in column %d, not %d", a.begin(c), got, c)
		}
	}
}

package state

import (
	"slices"
	"testing"

	"prescap/decode/presence"
)

func TestByNameKeepsTheOrder(t *testing.T) {
	all := make([]presence.CategoryInstance, 6)
	for n, name := range []presence.Name{"state", "note", "state", "device", "note", "state"} {
		all[n].Key.Category = name
	}
	if got := byName(all); !slices.Equal(got, []int{0, 2, 5, 1, 4, 3}) {
		t.Error(got)
	}
}

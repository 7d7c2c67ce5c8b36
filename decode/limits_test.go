package decode

import "testing"

// A small body may not unpack to a large one, but to what XML may be; none exceeds the bound.
func TestInflatedIsBoundedByWhatIsPacked(t *testing.T) {
	l := DefaultLimits()
	for packed, want := range map[int]int{0: 64 << 10, 100: 64 << 10, 17 << 10: 1700 << 10, 1 << 20: 16 << 20} {
		if got := l.inflated(packed); got != want {
			t.Errorf("%d packed: %d, want %d", packed, got, want)
		}
	}
}

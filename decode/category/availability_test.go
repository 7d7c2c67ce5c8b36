package category

import (
	"strings"
	"testing"
)

// The ranges cover every number once, and ClassOf goes by them.
func TestRanges(t *testing.T) {
	next := uint64(0)
	for i, r := range Ranges() {
		if r.Class != Class(i) || uint64(r.First) != next || r.Last < r.First {
			t.Errorf("%v from %d to %d behind %d", r.Class, r.First, r.Last, next)
		}
		next = uint64(r.Last) + 1
		for _, n := range []uint32{r.First, r.First + 1, r.Last} {
			if got := ClassOf(n); got != r.Class {
				t.Errorf("%d is %v, want %v", n, got, r.Class)
			}
		}
		if (r.Canonical == 0) != (r.Class == Undefined) || r.Canonical != 0 && ClassOf(r.Canonical) != r.Class {
			t.Errorf("%v: %d", r.Class, r.Canonical)
		}
	}
	if next != 1<<32 {
		t.Errorf("the last range ends before %d", next)
	}
}

// Each token is there once, in lower case, and admits the availability that it goes
// with.
func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Tokens() {
		if seen[k.Name] || k.Name == "" || k.Name != strings.ToLower(k.Name) || k.Meaning == "" || k.Source == "" {
			t.Errorf("%+v", k)
		}
		seen[k.Name] = true
		a := Activity{Min: Number{N: k.Min, Set: k.Min > 0}, Max: Number{N: k.Max, Set: k.Max > 0}}
		if k.Availability > 0 && !a.Admits(k.Availability) || a.Max.Set && k.Max < k.Min {
			t.Errorf("%s does not admit %d", k.Name, k.Availability)
		}
	}
	for _, name := range []string{"on-the-phone", "urgent-interruptions-only", "be-right-back"} {
		if !seen[name] {
			t.Errorf("no %s", name)
		}
	}
}

package presence

import (
	"strings"
	"testing"
)

// TestDiagnoses looks at the catalogue: in order, each in a range, each found by its
// number.
func TestDiagnoses(t *testing.T) {
	last := -1
	for _, d := range Diagnoses() {
		if int(d.ID) <= last {
			t.Errorf("%d is behind %d", d.ID, last)
		}
		last = int(d.ID)
		if d.Meaning == "" || d.Source == "" || strings.ContainsAny(d.Meaning, "\n") || strings.HasSuffix(d.Meaning, ".") {
			t.Errorf("%+v", d)
		}
		if found, ok := FindDiagnosis(d.ID); !ok || found != d {
			t.Errorf("%d is found as %+v", d.ID, found)
		}
		if _, ok := FindDiagnosisRange(d.ID); !ok {
			t.Errorf("%d is in no range", d.ID)
		}
	}
	for _, id := range []uint32{2, 2140, 1<<32 - 1} {
		if d, ok := FindDiagnosis(id); ok || d != (Diagnosis{}) {
			t.Errorf("%d is found as %+v", id, d)
		}
	}
}

// TestDiagnosisRanges looks at the ranges: in order, and apart from each other.
func TestDiagnosisRanges(t *testing.T) {
	next := uint32(0)
	for _, r := range DiagnosisRanges() {
		if r.First < next || r.Last < r.First || r.Area == "" {
			t.Errorf("%+v behind %d", r, next)
		}
		next = r.Last + 1
		for _, id := range []uint32{r.First, r.Last} {
			if found, ok := FindDiagnosisRange(id); !ok || found != r {
				t.Errorf("%d is in %+v", id, found)
			}
		}
	}
	for _, id := range []uint32{18000, 59999, next} {
		if r, ok := FindDiagnosisRange(id); ok {
			t.Errorf("%d is in %+v", id, r)
		}
	}
}

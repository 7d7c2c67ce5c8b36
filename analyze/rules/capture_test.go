package rules

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"prescap/analyze/ruletest"
)

// What is found in a capture of real clients (three SIPE clients and a simulated
// server), where it is at hand: each finding was read by a person and is true. There is
// none: the one conflict is repaired, and what else the clients do is no violation.
func TestCaptureOfRealClients(t *testing.T) {
	const name = "../../../shared/captures/sipe-tcp-auth-multi.pcap"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Skip("SKIPPED: " + name + " is not here")
	}
	report := ruletest.Capture(t, data, All())
	var found []string
	for _, f := range report.Findings {
		found = append(found, fmt.Sprintf("%s %s %s frame %d", f.Rule.ID, f.Certainty, f.Severity, f.Evidence[0].Frames[0].Num))
	}
	if want := []string(nil); !slices.Equal(found, want) {
		t.Errorf("found %q, want %q", found, want)
	}
	judged := 0
	for _, c := range report.Coverage {
		if c.Checked > 0 {
			judged++
		}
	}
	if c := report.Counts; judged < 14 || c.Publications != 9 || c.Refused != 2 || c.Notifications != 30 {
		t.Errorf("%d rules judged something; %+v", judged, c)
	}
}

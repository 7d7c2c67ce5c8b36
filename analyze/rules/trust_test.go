package rules

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/analyze/rule"
	"prescap/analyze/ruletest"
	"prescap/capture/captext"
)

// clean returns the packets of the samples that are told as clean, by name.
func clean(t *testing.T) map[string][]captext.Packet {
	t.Helper()
	names, err := filepath.Glob("../../samples/clean-*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no clean samples", err)
	}
	all := map[string][]captext.Packet{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		packets, err := captext.Packets(text)
		if err != nil {
			t.Fatal(name, err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".txt")] = packets
	}
	return all
}

// accused complains about findings that a clean session must not give.
func accused(t *testing.T, what string, findings []rule.Finding, alsoPossible bool) {
	t.Helper()
	for _, f := range findings {
		if f.Severity >= rule.Warning && (f.Certainty == rule.Certain || alsoPossible) && f.Rule.Area != rule.CAP {
			t.Errorf("%s: %s %s %s: %s, frame %d", what, f.Certainty, f.Severity, f.Rule.ID, f.Message, f.Evidence[0].Frames[0].Num)
		}
	}
}

// What is told as clean gives no finding at warning or above.
func TestCleanIsClean(t *testing.T) {
	for name, packets := range clean(t) {
		accused(t, name, ruletest.Packets(t, packets, All()).Findings, true)
	}
}

// Whatever a capture lacks of a clean session, nobody is accused: no certain finding at
// warning or above, but for those about the capture itself.
func TestMissingPacketsAccuseNobody(t *testing.T) {
	seeds := 40
	if testing.Short() {
		seeds = 4
	}
	for name, packets := range clean(t) {
		for _, percent := range []int{1, 5, 20} {
			for seed := range seeds {
				r := rand.New(rand.NewPCG(uint64(seed), uint64(percent)))
				left := keep(packets, func(int, captext.Packet) bool { return r.IntN(100) >= percent })
				accused(t, fmt.Sprintf("%s, %d%% dropped, seed %d", name, percent, seed), ruletest.Packets(t, left, All()).Findings, false)
			}
		}
		third := keep(packets, func(i int, _ captext.Packet) bool { return i >= len(packets)/3 })
		accused(t, name+" without its first third", ruletest.Packets(t, third, All()).Findings, false)
		for port, from := range map[string]bool{"to the server": true, "from the server": false} {
			side := keep(packets, func(_ int, p captext.Packet) bool { return toServer(p) == from })
			accused(t, name+", only "+port, ruletest.Packets(t, side, All()).Findings, false)
		}
		for seed := range seeds { // A capture that begins and ends anywhere.
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			a, b := r.IntN(len(packets)), r.IntN(len(packets))
			cut := packets[min(a, b) : max(a, b)+1]
			accused(t, fmt.Sprintf("%s, packets %d to %d", name, min(a, b), max(a, b)), ruletest.Packets(t, cut, All()).Findings, false)
		}
	}
}

// However the two directions of a clean session were captured apart, nobody is accused.
func TestDirectionsApartAccuseNobody(t *testing.T) {
	for name, packets := range clean(t) {
		for seed := range 4 {
			r := rand.New(rand.NewPCG(uint64(seed), 11))
			accused(t, fmt.Sprintf("%s, exchanged, seed %d", name, seed), ruletest.Packets(t, exchanged(r, packets), All()).Findings, false)
		}
		for _, by := range []time.Duration{2, 5, 14, 20} {
			for _, late := range []bool{true, false} {
				left := shifted(packets, late, by*time.Millisecond)
				accused(t, fmt.Sprintf("%s, to the server %t, late by %d ms", name, late, by), ruletest.Packets(t, left, All()).Findings, false)
			}
		}
	}
}

// exchanged has some neighbours of opposite directions, less than five milliseconds apart,
// in the other order. Times still ascend.
func exchanged(r *rand.Rand, packets []captext.Packet) []captext.Packet {
	all := slices.Clone(packets)
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if toServer(*a) != toServer(*b) && b.Time.Sub(a.Time) < 5*time.Millisecond && r.IntN(2) == 0 {
			a.Data, b.Data = b.Data, a.Data
		}
	}
	return all
}

// shifted has what goes to the server, or comes from there, later by that much.
func shifted(packets []captext.Packet, late bool, by time.Duration) []captext.Packet {
	all := slices.Clone(packets)
	for i := range all {
		if toServer(all[i]) == late {
			all[i].Time = all[i].Time.Add(by)
		}
	}
	slices.SortStableFunc(all, func(a, b captext.Packet) int { return a.Time.Compare(b.Time) })
	return all
}

func keep(packets []captext.Packet, wanted func(int, captext.Packet) bool) []captext.Packet {
	var left []captext.Packet
	for i, p := range packets {
		if wanted(i, p) {
			left = append(left, p)
		}
	}
	return left
}

// toServer reports whether a packet of IPv4 TCP goes to port 5060.
func toServer(p captext.Packet) bool {
	const port = 14 + 20 + 2
	return len(p.Data) > port+1 && int(p.Data[port])<<8|int(p.Data[port+1]) == 5060
}

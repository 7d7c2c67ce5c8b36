package main

import (
	"bytes"
	"strconv"
	"testing"
)

// What is shown is the same, byte for byte, for any number of shards and every run.
func TestShardsChangeNothing(t *testing.T) {
	inputs := []string{"../../samples/morning.pcapng", "../../samples/lossy.pcapng", "../../samples/half.pcapng"}
	for _, args := range [][]string{
		{"report"}, {"report", "-T", "json"}, {"check", "--fail-on", "never"}, {"check", "-T", "json", "--fail-on", "never"},
		{"events"}, {"events", "-T", "jsonl"},
	} {
		var want []byte
		for _, shards := range []int{1, 2, 7, 16} {
			line := append(append([]string{}, args...), "-q", "--max-loss", "100", "--shards", strconv.Itoa(shards))
			got := stdoutOf(t, 0, append(line, inputs...)...)
			switch {
			case want == nil:
				want = got
			case !bytes.Equal(got, want):
				t.Errorf("%v: %d shards show something else than one", args, shards)
			}
		}
		if len(want) < 200 {
			t.Errorf("%v shows nothing: %q", args, want)
		}
	}
}

package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// message is what the tests compare of a line of messages.
type message struct {
	LastFrame int
	StartLine string
	Lost      *int
}

// connection is what the tests compare of a line of connections.
type connection struct {
	FirstFrame int
	Transport  string
	Kind       string
	Streams    []struct{ Stream int }
}

// tshark returns the values of fields of the frames that a filter shows, a frame
// a line.
func tshark(t *testing.T, file, filter string, fields ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("SKIPPED: tshark is not installed")
	}
	args := []string{"-r", file, "-o", "tcp.reassemble_out_of_order:TRUE", "-Y", filter, "-T", "fields", "-E", "aggregator=|"}
	for _, f := range fields {
		args = append(args, "-e", f)
	}
	out, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

// startLines returns what tshark takes for SIP: "frame start line".
func startLines(t *testing.T, file string) []string {
	t.Helper()
	var all []string
	for _, line := range tshark(t, file, "sip.Request-Line || sip.Status-Line", "frame.number", "sip.Request-Line", "sip.Status-Line") {
		values := strings.Split(line, "\t")
		for _, kind := range values[1:] {
			for start := range strings.SplitSeq(kind, "|") {
				if start != "" {
					all = append(all, values[0]+" "+start)
				}
			}
		}
	}
	return all
}

// TestClientCapture reads what real clients put on the wire.
func TestClientCapture(t *testing.T) {
	const file = "../../../shared/captures/sipe-tcp-auth-multi.pcap"
	if _, err := os.Stat(file); err != nil {
		t.Skip("SKIPPED: there is no", file)
	}
	var got []string
	for _, m := range linesOf[message](t, 0, "messages", "--format", "jsonl", file) {
		if m.Lost == nil || *m.Lost != 0 {
			t.Errorf("frame %d: something is lost", m.LastFrame)
		}
		got = append(got, fmt.Sprintf("%d %s", m.LastFrame, m.StartLine))
	}
	if len(got) != 118 {
		t.Errorf("%d messages, want 118", len(got))
	}
	connections := linesOf[connection](t, 0, "connections", "--format", "jsonl", file)
	if len(connections) != 3 || slices.ContainsFunc(connections, func(c connection) bool { return c.Kind != "sip" }) {
		t.Errorf("connections %v, want 3 that are SIP", connections)
	}

	want := startLines(t, file)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("tshark sees other messages: %d here, %d there", len(got), len(want))
	}
}

// TestSamplesAgainstTshark compares the numbers of connections, and sees to it
// that every message tshark finds is found.
func TestSamplesAgainstTshark(t *testing.T) {
	files, err := filepath.Glob("../../samples/*.pcapng")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			code := 0
			if strings.Contains(file, "tls") {
				code = exitInconclusive // No message can be read.
			}
			streams := map[string]int{} // First frames.
			for _, line := range tshark(t, file, "tcp || udp", "frame.number", "tcp.stream", "udp.stream") {
				var frame int
				fmt.Sscan(line, &frame)
				values := strings.Split(line, "\t")
				name := "tcp." + values[1]
				if values[1] == "" {
					name = "udp." + values[2]
				}
				if _, seen := streams[name]; !seen {
					streams[name] = frame
				}
			}
			got := map[string]int{}
			for _, c := range linesOf[connection](t, code, "connections", "-T", "jsonl", "--max-loss", "100", "--max-undecrypted", "100", file) {
				got[fmt.Sprintf("%s.%d", c.Transport, c.Streams[0].Stream)] = c.FirstFrame
			}
			if !maps.Equal(got, streams) {
				t.Errorf("streams and their first frames: %v, tshark has %v", got, streams)
			}

			found := map[string]int{}
			for _, m := range linesOf[message](t, code, "messages", "-T", "jsonl", "--max-loss", "100", "--max-undecrypted", "100", file) {
				found[fmt.Sprintf("%d %s", m.LastFrame, m.StartLine)]++
			}
			for _, start := range startLines(t, file) {
				if found[start]--; found[start] < 0 {
					t.Errorf("tshark alone finds %s", start)
				}
			}
		})
	}
}

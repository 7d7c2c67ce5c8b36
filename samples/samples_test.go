package samples

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"prescap/capture/captext"
)

// names returns the samples without their extensions.
func names(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no samples", err)
	}
	for i, path := range paths {
		paths[i] = strings.TrimSuffix(path, ".txt")
	}
	return paths
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCompiledSamplesAreCurrent(t *testing.T) {
	for _, name := range names(t) {
		want, err := captext.Compile(read(t, name+".txt"))
		if err != nil {
			t.Errorf("%s.txt: %v", name, err)
			continue
		}
		got, err := os.ReadFile(name + ".pcapng")
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s.pcapng is stale or missing; run go generate ./samples", name)
		}
	}
	compiled, err := filepath.Glob("*.pcapng")
	if err != nil || len(compiled) != len(names(t)) {
		t.Errorf("%d captures for %d conversations: %v", len(compiled), len(names(t)), err)
	}
}

func TestSamplesKeepTheLawsOfCaptext(t *testing.T) {
	for _, name := range names(t) {
		canonical, err := captext.Format(read(t, name+".txt"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		back, err := captext.Decompile(read(t, name+".pcapng"))
		if err != nil || !bytes.Equal(back, canonical) {
			t.Errorf("%s: the capture does not decompile to its canonical text: %v", name, err)
		}
	}
}

// counts is a row of the README: how many SIP messages are told, and whole.
type counts struct{ told, whole int }

// index reads the table of the README.
func index(t *testing.T) map[string]counts {
	t.Helper()
	row := regexp.MustCompile("(?m)^\\| `([^`]+)\\.txt` \\| (\\d+) \\| (\\d+) \\| \\S")
	rows := map[string]counts{}
	for _, m := range row.FindAllStringSubmatch(string(read(t, "README.md")), -1) {
		told, _ := strconv.Atoi(m[2])
		whole, _ := strconv.Atoi(m[3])
		rows[m[1]] = counts{told, whole}
	}
	return rows
}

func TestReadmeListsEverySample(t *testing.T) {
	startLine := regexp.MustCompile(`(?m)^[|/] (SIP/2\.0 \d|[A-Z]+ \S+ SIP/2\.0$)`)
	rows := index(t)
	for _, name := range names(t) {
		row, ok := rows[name]
		if !ok {
			t.Errorf("README.md has no row for %s.txt", name)
			continue
		}
		text := read(t, name+".txt")
		if told := len(startLine.FindAll(text, -1)); told != row.told {
			t.Errorf("README.md says that %s.txt tells %d messages; it tells %d", name, row.told, told)
		}
		if !bytes.HasPrefix(text, []byte("# ")) {
			t.Errorf("%s.txt does not begin with a comment that tells what it shows", name)
		}
	}
	if len(rows) != len(names(t)) {
		t.Errorf("README.md has %d rows for %d samples", len(rows), len(names(t)))
	}
}

// TestTshark has another program judge the compiled samples.
func TestTshark(t *testing.T) {
	if _, err := exec.LookPath("tshark"); err != nil {
		t.Skip("SKIPPED: tshark is not installed")
	}
	rows := index(t)
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			bad := tshark(t, name, "_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0")
			if len(bad) > 0 {
				t.Errorf("malformed or wrong checksum in frames %v", bad)
			}
			want := rows[name].whole
			if name == "oddports" {
				want-- // tshark does not look for a start line behind junk.
			}
			if found := tshark(t, name, "sip.Request-Line || sip.Status-Line"); len(found) != want {
				t.Errorf("tshark finds %d SIP messages, not %d", len(found), want)
			}
		})
	}
}

// tshark returns the numbers of a sample's frames that a display filter shows.
func tshark(t *testing.T, name, filter string) []string {
	t.Helper()
	// Only the mornings need it, and it makes tshark wait for ever behind a loss.
	reorder := fmt.Sprintf("tcp.reassemble_out_of_order:%t", strings.HasSuffix(name, "morning"))
	out, err := exec.Command("tshark", "-r", name+".pcapng", "-d", "tcp.port==8057,sip",
		"-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", reorder,
		"-Y", filter, "-T", "fields", "-e", "frame.number").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

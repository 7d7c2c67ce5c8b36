package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// command is the test binary as prescap; see TestMain.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Args[0] = "prescap"
	return cmd
}

// stdoutOf runs prescap, which must end with the given exit code.
func stdoutOf(t *testing.T, code int, args ...string) []byte {
	t.Helper()
	cmd := command(t, args...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case err == nil, errors.As(err, &exit):
	default:
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("%v: exit code %d, want %d", args, got, code)
	}
	return out
}

// linesOf runs prescap and decodes the JSON lines it writes.
func linesOf[T any](t *testing.T, code int, args ...string) []T {
	t.Helper()
	var lines []T
	for dec := json.NewDecoder(bytes.NewReader(stdoutOf(t, code, args...))); ; {
		var line T
		if err := dec.Decode(&line); errors.Is(err, io.EOF) {
			return lines
		} else if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
}

// frames cuts a little-endian pcapng behind each packet.
func frames(data []byte) [][]byte {
	const enhancedPacket = 6
	var all [][]byte
	for from, at := 0, 0; at < len(data); {
		kind := binary.LittleEndian.Uint32(data[at:])
		at += int(binary.LittleEndian.Uint32(data[at+4:]))
		if kind == enhancedPacket {
			all = append(all, data[from:at])
			from = at
		}
	}
	return all
}

// running is a prescap that reads a pipe which stays open.
type running struct {
	*exec.Cmd
	in     io.WriteCloser
	lines  chan string
	stderr bytes.Buffer
}

func follow(t *testing.T, args ...string) *running {
	t.Helper()
	p := &running{Cmd: command(t, args...), lines: make(chan string)}
	var err error
	if p.in, err = p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.Cmd.Stderr = &p.stderr
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	return p
}

// line waits for a line on standard output.
func (p *running) line(t *testing.T) string {
	t.Helper()
	select {
	case line, ok := <-p.lines:
		if !ok {
			t.Fatalf("prescap has ended: %s", &p.stderr)
		}
		return line
	case <-time.After(20 * time.Second):
		t.Fatal("no line came while the pipe was open")
	}
	return ""
}

// end waits for the end, which must come with the given exit code.
func (p *running) end(t *testing.T, code int) {
	t.Helper()
	for range p.lines {
	}
	p.Wait()
	if got := p.ProcessState.ExitCode(); got != code {
		t.Errorf("exit code %d, want %d; %s", got, code, &p.stderr)
	}
}

func (p *running) write(t *testing.T, data []byte) {
	t.Helper()
	if _, err := p.in.Write(data); err != nil {
		t.Fatal(err)
	}
}

func sample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../samples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestPipe feeds a capture frame by frame: a message's line appears as soon as
// its last frame went in, while the pipe is open.
func TestPipe(t *testing.T) {
	const name = "clean-signin.pcapng"
	want := linesOf[message](t, 0, "messages", "--format", "jsonl", "../../samples/"+name)
	if len(want) != 15 {
		t.Fatalf("%d messages", len(want))
	}
	p := follow(t, "messages", "--format", "jsonl", "-")
	sent := 0
	for _, m := range want {
		for _, frame := range frames(sample(t, name))[sent:m.LastFrame] {
			p.write(t, frame)
		}
		sent = m.LastFrame
		var got message
		if err := json.Unmarshal([]byte(p.line(t)), &got); err != nil || got.LastFrame != m.LastFrame || got.StartLine != m.StartLine {
			t.Fatalf("got the message of frame %d, want that of %d: %v", got.LastFrame, m.LastFrame, err)
		}
	}
	p.in.Close()
	p.end(t, 0)
}

func TestInterruptedPipe(t *testing.T) {
	p := follow(t, "messages", "-")
	p.write(t, sample(t, "udp.pcapng"))
	p.line(t)
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Skip("SKIPPED: no signals here:", err)
	}
	p.end(t, exitInconclusive)
	for _, want := range []string{"5 packets, 1 connection, 5 SIP messages, 0 bytes lost\n", "inconclusive: it was stopped before the end\n"} {
		if !strings.Contains(p.stderr.String(), want) {
			t.Errorf("not told: %q in %q", want, &p.stderr)
		}
	}
}

// A report that is stopped tells what was seen, and that this is not all.
func TestInterruptedReport(t *testing.T) {
	p := follow(t, "report", "-")
	p.write(t, sample(t, "clean-signin.pcapng"))
	time.Sleep(300 * time.Millisecond)
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Skip("SKIPPED: no signals here:", err)
	}
	if got := p.line(t); got != "TIMELINES" {
		t.Errorf("begins with %q", got)
	}
	last := ""
	for line := range p.lines {
		last = line
	}
	if want := "inconclusive      it was stopped before the end"; last != want {
		t.Errorf("ends with %q, want %q", last, want)
	}
	p.end(t, exitInconclusive)
}

func TestOutOfTimeOnAPipe(t *testing.T) {
	p := follow(t, "messages", "--max-time", "300ms", "-")
	p.in.Write(sample(t, "udp.pcapng"))
	p.end(t, exitLimit)
	if want := "prescap: stopped after 300ms (--max-time)\n"; !strings.HasPrefix(p.stderr.String(), want) {
		t.Errorf("told %q", &p.stderr)
	}
}

// A file that grows is read as it does, until Ctrl-C, which is how such a
// run ends.
func TestFollow(t *testing.T) {
	data := sample(t, "udp.pcapng")
	all := frames(data)
	name := filepath.Join(t.TempDir(), "growing.pcapng")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	grow := func(b []byte) {
		if _, err := f.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	grow(all[0])
	p := follow(t, "messages", "--follow", name)
	for _, b := range all[1:] {
		if line := p.line(t); !strings.Contains(line, "SUBSCRIBE") && !strings.Contains(line, "NOTIFY") {
			t.Errorf("got %q", line)
		}
		grow(b[:len(b)/2]) // A record that is being written is not one that is cut short.
		time.Sleep(150 * time.Millisecond)
		grow(b[len(b)/2:])
	}
	p.line(t)
	grow(all[1][:10])
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Skip("SKIPPED: no signals here:", err)
	}
	p.end(t, 0)
	if want := "5 packets, 1 connection, 5 SIP messages, 0 bytes lost\n"; p.stderr.String() != want {
		t.Errorf("told %q, want %q", &p.stderr, want)
	}
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"prescap/capture"
	"prescap/capture/live/livetest"
	"prescap/capture/pcapfile"
)

// framesOf is the frames of a sample.
func framesOf(t *testing.T, sample string) [][]byte {
	t.Helper()
	src := pcapfile.Open([]string{filepath.Join("..", "..", "samples", sample)}, nil)
	defer src.Close()
	var all [][]byte
	for {
		var r capture.Record
		status, err := src.Next(t.Context(), &r)
		if err != nil {
			t.Fatal(err)
		}
		if status == capture.End {
			if len(all) == 0 {
				t.Fatal("no frames")
			}
			return all
		}
		all = append(all, bytes.Clone(r.Data))
	}
}

// listening is a prescap that listens, once it does.
func listening(t *testing.T, args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	t.Helper()
	cmd = command(t, args...)
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	heard(t, cmd)
	return cmd, stdout, stderr
}

// heard waits until a process has a packet socket that is open to packets.
func heard(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		sockets, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/packet", cmd.Process.Pid))
		if err != nil {
			break
		}
		if running := regexp.MustCompile(`(?m) 3 +0003 +\d+ +1 `); running.Match(sockets) {
			return
		}
	}
	t.Fatal("it does not listen")
}

// What is told live is told of the file that was written, too, byte for byte.
func TestLiveIsOffline(t *testing.T) {
	frames := framesOf(t, "morning.pcapng")
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"messages", "-T", "jsonl"}, 0},
		{[]string{"events", "-T", "jsonl"}, 0},
		{[]string{"connections"}, 0},
		{[]string{"check", "-T", "json"}, 1},
		{[]string{"report"}, 0},
	} {
		t.Run(c.args[0], func(t *testing.T) {
			livetest.InNamespace(t)
			livetest.Pair(t)
			t.Chdir(t.TempDir())
			wanted := append(c.args[:len(c.args):len(c.args)], "-i", "vb", "-f", "tcp", "-w", "copy.pcapng", "-c", fmt.Sprint(len(frames)))
			cmd, stdout, stderr := listening(t, wanted...)
			s := livetest.NewSender(t, "va")
			for _, f := range frames {
				s.Send(t, f)
				time.Sleep(100 * time.Microsecond)
			}
			cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != c.code {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			offline := stdoutOf(t, c.code, append(c.args, "copy.pcapng")...)
			live := regexp.MustCompile(`"bytes": ?\d+`).ReplaceAll(stdout.Bytes(), nil) // Of the file, or of the packets.
			offline = regexp.MustCompile(`"bytes": ?\d+`).ReplaceAll(offline, nil)
			if c.args[0] == "report" || c.args[0] == "check" {
				live = bytes.ReplaceAll(live, []byte(`"vb"`), []byte(`"copy.pcapng"`)) // The input is the interface.
			}
			if !bytes.Equal(live, offline) {
				t.Errorf("live and offline differ: %s", cmp.Diff(string(offline), string(live)))
			}
		})
	}
}

// Ctrl-C ends a capture with all that there is to say, what came last included.
func TestLiveInterrupted(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	cmd, stdout, stderr := listening(t, "check", "-i", "vb", "-T", "text", "-T", "json="+filepath.Join(t.TempDir(), "x.json"))
	s := livetest.NewSender(t, "va")
	for _, f := range framesOf(t, "morning.pcapng") {
		s.Send(t, f)
	}
	cmd.Process.Signal(os.Interrupt)
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFindings || !strings.Contains(stdout.String(), "\nfail: ") || !strings.Contains(stderr.String(), "428 packets, 4 connections, 123 SIP messages") {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
}

// Frames are told by the file of the ring that they are in, and there they are.
func TestLiveRing(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	frames := framesOf(t, "morning.pcapng")
	t.Chdir(t.TempDir())
	cmd, stdout, stderr := listening(t, "messages", "-i", "vb", "-c", fmt.Sprint(len(frames)), "-w", "ring.pcapng", "-b", "filesize:100")
	s := livetest.NewSender(t, "va")
	for _, f := range frames {
		s.Send(t, f)
	}
	cmd.Wait()
	files, _ := filepath.Glob("ring_*.pcapng")
	if len(files) < 3 || cmd.ProcessState.ExitCode() != 0 {
		t.Fatalf("%d files, exit code %d: %s", len(files), cmd.ProcessState.ExitCode(), stderr)
	}
	if offline := stdoutOf(t, 0, append([]string{"messages"}, files...)...); !bytes.Equal(offline, stdout.Bytes()) {
		t.Errorf("live:\n%s\nof the files:\n%s", stdout, offline)
	}
}

// A message is told while the capture goes on, soon after its last packet.
func TestLiveAtOnce(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	cmd := command(t, "messages", "-i", "vb")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	heard(t, cmd)
	s := livetest.NewSender(t, "va")
	for _, f := range framesOf(t, "clean-signin.pcapng")[:4] {
		s.Send(t, f)
	}
	begun := time.Now()
	line := make([]byte, 1<<10)
	n, err := out.Read(line)
	if took := time.Since(begun); err != nil || !strings.Contains(string(line[:n]), "REGISTER") || took > 5*time.Second {
		t.Errorf("after %v: %q, %v", took, line[:n], err)
	}
	cmd.Process.Signal(os.Interrupt)
	io.Copy(io.Discard, out)
	cmd.Wait()
}

// Files of a ring that could not be written once rights are given up are refused at once.
func TestLiveUnwritable(t *testing.T) {
	livetest.InNamespace(t)
	dir := t.TempDir()
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Skip("not root")
	}
	cmd := command(t, "messages", "-i", "lo", "-w", filepath.Join(dir, "ring.pcapng"), "-b", "filesize:10", "-a", "duration:1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Run()
	if strings.Contains(stderr.String(), "cgo") {
		t.Skip("built with cgo: no rights can be given up")
	}
	if code := cmd.ProcessState.ExitCode(); code != exitUsage || !strings.Contains(stderr.String(), "with -Z it becomes a user who can") {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
}

// Screens show who is seen, and what is wrong, soon after the packets; holding them holds up
// nothing; leaving is asked for.
func TestLiveScreens(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	cmd := command(t, "tui", "-i", "vb", "-f", "tcp port 5060")
	x := onTerminal(t, cmd)
	x.wait("Listening on vb for packets that fit tcp port 5060")
	heard(t, cmd)
	s := livetest.NewSender(t, "va")
	frames := framesOf(t, "morning.pcapng")
	send := func(from, to int) {
		for _, f := range frames[from:to] {
			s.Send(t, f)
			time.Sleep(100 * time.Microsecond)
		}
	}
	send(0, 60)
	begun := time.Now()
	for !strings.Contains(x.text(), "alice ") {
		if time.Since(begun) > 10*time.Second {
			t.Fatalf("nobody is seen:\n%s", x.text())
		}
		time.Sleep(5 * time.Millisecond)
	}
	if took := time.Since(begun); took > 500*time.Millisecond {
		t.Logf("alice is seen after %v", took) // On a machine that does other things.
	}
	x.press("p", "held")
	send(60, len(frames))
	if text := x.wait("held"); !strings.Contains(text, "Viol 0 ") || strings.Contains(text, "Mess 123") {
		t.Errorf("what is held has changed:\n%s", text)
	}
	x.press("p", "Mess 123")
	x.press("gm", "following")
	x.press("q", "The capture goes on. Leave it? y/n")
	x.press("n", "following")
	x.press("qy", "")
	if out := x.left(0); !strings.Contains(out, "428 packets, 4 connections, 123 SIP messages") {
		t.Errorf("the summary is not in %q", out[max(0, len(out)-300):])
	}
}

// Who may not listen is told what to do.
func TestLiveDenied(t *testing.T) {
	livetest.InNamespace(t)
	cmd := command(t, "messages", "-i", "lo")
	cmd.Env = append(os.Environ(), dropFirst+"=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Run()
	if strings.Contains(stderr.String(), "cgo") {
		t.Skip("built with cgo: no rights can be given up")
	}
	if code := cmd.ProcessState.ExitCode(); code != exitUsage {
		t.Errorf("exit code %d", code)
	}
	for _, want := range []string{"no permission to capture", "sudo setcap cap_net_raw,cap_net_admin+ep /", "dumpcap -i lo -w - | prescap report -"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("%q is not in\n%s", want, &stderr)
		}
	}
}

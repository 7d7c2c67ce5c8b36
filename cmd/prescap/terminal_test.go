//go:build unix

package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/term"
)

// terminal is a process on a pseudo-terminal, whose screen can be read.
type terminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	mine   *os.File // The side of whoever looks,
	tty    *os.File // and that of the process.
	before *term.State
	mu     sync.Mutex
	screen *vt.Emulator
	raw    strings.Builder
	read   chan struct{}
}

// onTerminal starts a process on a terminal of 80 columns and 24 lines.
func onTerminal(t *testing.T, cmd *exec.Cmd, env ...string) *terminal {
	t.Helper()
	mine, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	x := &terminal{t: t, cmd: cmd, mine: mine, tty: tty, screen: vt.NewEmulator(80, 24), read: make(chan struct{})}
	if err := pty.Setsize(mine, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	if x.before, err = term.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = tty, tty
	if cmd.Stdin == nil {
		cmd.Stdin = tty
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "NO_COLOR=1"}, env...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go io.Copy(mine, x.screen) // What the terminal answers when it is asked for something.
	go x.watch()
	t.Cleanup(func() {
		cmd.Process.Kill()
		tty.Close()
		mine.Close()
		<-x.read
		x.screen.InputPipe().(io.Closer).Close() // Close itself would race with what reads it.
	})
	return x
}

// onTerminalWithPipe starts one on a terminal, whose standard input is what is written to
// the pipe that it returns.
func onTerminalWithPipe(t *testing.T, cmd *exec.Cmd) (*terminal, *os.File) {
	t.Helper()
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { to.Close() })
	cmd.Stdin = from
	x := onTerminal(t, cmd)
	from.Close()
	return x, to
}

// watch keeps the screen as the process wants it.
func (x *terminal) watch() {
	defer close(x.read)
	buf := make([]byte, 64<<10)
	for {
		n, err := x.mine.Read(buf)
		x.mu.Lock()
		x.raw.Write(buf[:n])
		x.screen.Write(buf[:n])
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// text is what is on the screen.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var lines []string
	for y := range x.screen.Height() {
		var b strings.Builder
		for c := 0; c < x.screen.Width(); {
			cell := x.screen.CellAt(c, y)
			if cell == nil || cell.Width == 0 {
				b.WriteByte(' ')
				c++
				continue
			}
			b.WriteString(cell.Content)
			c += cell.Width
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.Join(lines, "\n")
}

// wait waits until a text is on the screen and nothing more is drawn, and returns the
// screen.
func (x *terminal) wait(want string) string {
	x.t.Helper()
	const still = 200 * time.Millisecond
	last, since := "", time.Now()
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		text := x.text()
		if text != last {
			last, since = text, time.Now()
		}
		if strings.Contains(text, want) && time.Since(since) > still {
			return text
		}
		if time.Now().After(until) {
			x.t.Fatalf("%q does not come; on the screen is\n%s", want, text)
		}
	}
}

// press presses keys, and waits for what they bring.
func (x *terminal) press(keys, want string) string {
	x.t.Helper()
	if _, err := io.WriteString(x.mine, keys); err != nil {
		x.t.Fatal(err)
	}
	return x.wait(want)
}

// drain waits until all that was written to the terminal is read.
func (x *terminal) drain() {
	x.t.Helper()
	const mark = "\x00" // Which terminals ignore.
	if _, err := x.tty.WriteString(mark); err != nil {
		x.t.Fatal(err)
	}
	for until := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		x.mu.Lock()
		read := strings.HasSuffix(x.raw.String(), mark)
		x.mu.Unlock()
		if read {
			return
		}
		if time.Now().After(until) {
			x.t.Fatal("the end of what was written is not read")
		}
	}
}

// left waits for the end of the process, and checks that the terminal is as it was.
func (x *terminal) left(code int) string {
	x.t.Helper()
	done := make(chan error, 1)
	go func() { done <- x.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		x.t.Fatalf("it does not end; on the screen is\n%s", x.text())
	}
	if got := x.cmd.ProcessState.ExitCode(); got != code {
		x.t.Errorf("exit code %d, want %d", got, code)
	}
	x.drain()
	after, err := term.GetState(int(x.tty.Fd()))
	if err != nil || !reflect.DeepEqual(after, x.before) {
		x.t.Errorf("the terminal's modes are not as before: %v, %v", after, err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.screen.IsAltScreen() || x.screen.CursorHidden() {
		x.t.Errorf("left on the other screen: %v, without cursor: %v", x.screen.IsAltScreen(), x.screen.CursorHidden())
	}
	if strings.LastIndex(x.raw.String(), "\x1b[?1002h") > strings.LastIndex(x.raw.String(), "\x1b[?1002l") {
		x.t.Error("the mouse is still reported")
	}
	return x.raw.String()
}

// The screens of samples/README.md are those of the built binary, on a terminal, driven
// by keys.
func TestTerminal(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "prescap")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "samples/morning.pcapng") // A bare file, on a terminal.
	cmd.Dir = "../.."
	x := onTerminal(t, cmd)
	var shots []string
	shoot := func(title, keys, want string) {
		shots = append(shots, fmt.Sprintf("%s:\n\n```text\n%s\n```\n", title, x.press(keys, want)))
	}
	x.wait("Enter open")
	shoot("Who was seen, in what state (`prescap tui samples/morning.pcapng`)", "j", "dave")
	shoot("Bob's timeline, with the cursor on a finding (`Enter`, then `[` twice)", "\r[[", "08:09:30.048650 ▲ PUB001")
	shoot("What was found, why it matters, and its proof (`Enter`)", "\r", "refused publication")
	shoot("The message that proves it (`Enter`)", "\r", "── it says")
	x.press("q", "refused publication")
	x.press("q", "at 08:09:30.048650")
	x.press("q", "PRESENTITY")
	shoot("All violations (`gv`)", "gv", "AGG001")
	shoot("All messages, with what they mean (`gm`)", "gm99G", "MEANING")
	shoot("What was captured, and what could not be seen (`gc`)", "gc", "What the rules had to look at")
	shoot("The keys (`?`)", "?", "Everywhere")
	if _, err := io.WriteString(x.mine, "ZZ"); err != nil {
		t.Fatal(err)
	}
	if told := x.left(0); !strings.Contains(told, "428 packets, 4 connections, 123 SIP messages") {
		t.Error("no summary line")
	}
	showScreens(t, strings.Join(shots, "\n"))
}

// showScreens compares screens with those that samples/README.md shows.
func showScreens(t *testing.T, screens string) {
	const page = "../../samples/README.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)(<!-- screens -->\n).*(<!-- end -->)`)
	want := block.ReplaceAllStringFunc(string(text), func(string) string { return "<!-- screens -->\n" + screens + "<!-- end -->" })
	if !block.MatchString(string(text)) {
		t.Fatal("samples/README.md has no place for screens")
	}
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("samples/README.md shows other screens; go test ./cmd/prescap -run Terminal -update writes it:\n%s", cmp.Diff(string(text), want))
	}
}

// After a panic, the terminal is as it was, and the details are in a file.
func TestTerminalAfterAPanic(t *testing.T) {
	dir := t.TempDir()
	cmd := command(t, "../../samples/morning.pcapng")
	cmd.Args[0] = "prescap-broken"
	x := onTerminal(t, cmd, "TMPDIR="+dir)
	x.wait("Enter open")
	x.press("gm", "MEANING")
	if _, err := io.WriteString(x.mine, "\r"); err != nil {
		t.Fatal(err)
	}
	told := x.left(exitInternal)
	if !strings.Contains(told, "prescap: internal error (a bug of prescap) in the screens") || strings.Contains(told, "goroutine ") {
		t.Errorf("told %q", told[max(0, len(told)-600):])
	}
	files, _ := filepath.Glob(filepath.Join(dir, "prescap-crash-*.txt"))
	if len(files) != 1 {
		t.Fatalf("details are in %v", files)
	}
	if details, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(details), "in the screens: oops") || !strings.Contains(string(details), "crash_test.go") {
		t.Errorf("%v\n%s", err, details)
	}
}

// ctrl+c leaves, and y puts a filter on the clipboard of the terminal.
func TestTerminalClipboard(t *testing.T) {
	x := onTerminal(t, command(t, "tui", "../../samples/morning.pcapng"))
	x.wait("Enter open")
	x.press("gmy", "copied: frame.number==4")
	if _, err := io.WriteString(x.mine, "\x03"); err != nil {
		t.Fatal(err)
	}
	if told := x.left(0); !strings.Contains(told, "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte("frame.number==4"))) {
		t.Error("nothing is on the clipboard")
	}
}

// --max-time ends the reading, not the looking; the exit code tells.
func TestTerminalMaxTime(t *testing.T) {
	x, _ := onTerminalWithPipe(t, command(t, "tui", "--max-time", "1s", "-"))
	x.wait("inconclusive")
	x.press("gc", "reading was stopped by --max-time")
	if _, err := io.WriteString(x.mine, "ZZ"); err != nil {
		t.Fatal(err)
	}
	x.left(exitLimit)
}

// Where nothing can be read, no screen is opened.
func TestTerminalWithoutCapture(t *testing.T) {
	x := onTerminal(t, command(t, "tui", "missing.pcap"))
	if told := x.left(exitUsage); strings.Contains(told, "\x1b[?1049h") || !strings.Contains(told, "missing.pcap: ") {
		t.Errorf("told %q", told)
	}
}

// A capture from standard input is on the screen as it comes, while keys come from the
// terminal.
func TestTerminalWithAPipe(t *testing.T) {
	data, err := os.ReadFile("../../samples/morning.pcapng")
	if err != nil {
		t.Fatal(err)
	}
	x, to := onTerminalWithPipe(t, command(t, "tui", "-"))
	x.wait("Nobody's presence was seen yet.")
	packets := frames(data)
	send := func(packets [][]byte) {
		for _, p := range packets {
			if _, err := to.Write(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	send(packets[:54])
	x.wait("Messages 16") // All there is by now: the pipe is silent.
	x.press("j", "alice")
	x.press("\r", "Presentities › bob")
	x.press("q", "PRESENTITY")
	send(packets[54:])
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	if text := x.wait("Messages 123"); !strings.Contains(text, "dave") {
		t.Errorf("on the screen is\n%s", text)
	}
	x.press("\r", "Presentities › bob") // Who is still selected.
	if _, err := io.WriteString(x.mine, "ZZ"); err != nil {
		t.Fatal(err)
	}
	x.left(0)
}

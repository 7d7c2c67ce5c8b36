package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/live"
	"prescap/capture/pcapfile"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// Each process under the race detector waits for a second at its end, unless told
// otherwise.
const noSleep, noSleepValue = "GORACE", "atexit_sleep_ms=0"

// dropFirst has a process give up its rights before it begins.
const dropFirst = "PRESCAP_TEST_DROP_FIRST"

// TestMain lets the test binary be prescap when it is called by that name: a
// real process with a real exit code.
func TestMain(m *testing.M) {
	os.Setenv(noSleep, noSleepValue)
	if os.Getenv(dropFirst) != "" {
		if err := live.DropRights(""); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(exitInternal)
		}
	}
	testscript.Main(m, map[string]func(){"prescap": main, "prescap-broken": brokenMain})
}

// TestScript runs testdata/script: a script for each subcommand, format and
// behaviour. Conversations that several of them look at are in testdata/talk.
func TestScript(t *testing.T) {
	samples, talk := absolute(t, "../../samples"), absolute(t, "testdata/talk")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			env.Setenv("TALK", talk)
			env.Setenv("TMPDIR", env.WorkDir)
			env.Setenv(noSleep, noSleepValue)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"annotate": annotate,
			"captext":  compile,
			"code":     exitCode,
			"gzip":     pack,
			"head":     head,
			"poke":     poke,
			"pcap":     classic,
		},
	})
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	abs, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return abs
}

// compile is the verb "captext TEXT CAPTURE": it compiles a conversation.
func compile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: captext TEXT CAPTURE")
	}
	data, err := captext.Compile([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

// annotate is the verb "annotate FROM TO [dropped=N] [FRAME=TEXT]...": it copies a capture, as
// if packets had been dropped while it was made, and with comments on packets.
func annotate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: annotate FROM TO [dropped=N] [FRAME=TEXT]...")
	}
	dropped, notes := 0, map[int][]string{}
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		if name == "dropped" {
			n, err := strconv.Atoi(value)
			ts.Check(err)
			dropped = n
			continue
		}
		frame, err := strconv.Atoi(name)
		ts.Check(err)
		notes[frame] = append(notes[frame], value)
	}
	src := pcapfile.Open([]string{ts.MkAbs(args[0])}, nil)
	defer src.Close()
	var out bytes.Buffer
	w := pcapfile.NewWriter(&out, pcapfile.Head{})
	device := w.Interface(pcapfile.Interface{Name: "eth0", Link: 1})
	for {
		var r capture.Record
		status, err := src.Next(context.Background(), &r)
		ts.Check(err)
		if status == capture.End {
			break
		}
		r.Comments = notes[r.Frame.Num]
		ts.Check(w.Packet(device, &r))
	}
	if dropped > 0 {
		ts.Check(w.Statistics(device, time.Time{}, -1, int64(dropped)))
	}
	ts.Check(w.Flush())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o644))
}

// pack is the verb "gzip FILE PACKED".
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gzip FILE PACKED")
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, ts.ReadFile(args[0]))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}

// exitCode is the verb "code N COMMAND...": the command ends with exactly that
// exit code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// head is the verb "head N FROM TO": TO gets the first N bytes, or all but the
// last -N.
func head(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: head N FROM TO")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	data := ts.ReadFile(args[1])
	if n < 0 {
		n += len(data)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(data[:n]), 0o644))
}

// poke is the verb "poke FILE OFFSET BYTES": it overwrites bytes, given as in a
// Go string. A negative offset counts from the end.
func poke(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: poke FILE OFFSET BYTES")
	}
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	bytes, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	data := []byte(ts.ReadFile(args[0]))
	if at < 0 {
		at += len(data)
	}
	copy(data[at:], bytes)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// classic is the verb "pcap TEXT CAPTURE [link=N] [snaplen=N]": it compiles a
// conversation to a classic pcap file, of another link type, or cut.
func classic(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pcap TEXT CAPTURE [link=N] [snaplen=N]")
	}
	link, snaplen := 1, 1<<18
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		n, err := strconv.Atoi(value)
		ts.Check(err)
		switch name {
		case "link":
			link = n
		case "snaplen":
			snaplen = n
		default:
			ts.Fatalf("no option %q", name)
		}
	}
	packets, err := captext.Packets([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	put := binary.LittleEndian.AppendUint32
	out := put(nil, 0xa1b2c3d4)
	out = put(out, 4<<16|2) // Version 2.4.
	out = put(put(out, 0), 0)
	out = put(put(out, uint32(snaplen)), uint32(link))
	for _, p := range packets {
		data := p.Data[:min(len(p.Data), snaplen)]
		out = put(put(out, uint32(p.Time.Unix())), uint32(p.Time.Nanosecond()/1000))
		out = put(put(out, uint32(len(data))), uint32(len(p.Data)))
		out = append(out, data...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o644))
}

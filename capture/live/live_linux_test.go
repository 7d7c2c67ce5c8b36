package live

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/link"
	"prescap/capture/live/livetest"
	"prescap/capture/pcapfile"
)

// listen captures in the background until what follows is told to stop.
func listen(t *testing.T, cfg Config) (src capture.Source, stop func() []capture.Record) {
	t.Helper()
	src, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	var got []capture.Record
	done := make(chan struct{})
	go func() {
		defer close(done)
		var r capture.Record
		for {
			status, err := src.Next(context.Background(), &r)
			if err != nil {
				t.Error(err)
			}
			switch status {
			case capture.End:
				return
			case capture.Ready:
				kept := r
				kept.Data = bytes.Clone(r.Data)
				kept.Block = nil
				got = append(got, kept)
			}
		}
	}()
	return src, func() []capture.Record {
		time.Sleep(5 * retire)
		src.Close()
		<-done
		return got
	}
}

// converse sends so many bytes each way over a TCP connection of the loopback interface.
func converse(t *testing.T, n int) {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	echoed := make(chan struct{})
	go func() {
		defer close(echoed)
		c, err := l.Accept()
		if err != nil {
			t.Error(err)
			return
		}
		io.Copy(c, c)
		c.Close()
	}()
	c, err := net.Dial("tcp4", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		c.Write(make([]byte, n))
		c.(*net.TCPConn).CloseWrite()
	}()
	if m, err := io.Copy(io.Discard, c); err != nil || m != int64(n) {
		t.Fatalf("%d of %d bytes came back: %v", m, n, err)
	}
	c.Close()
	<-echoed
}

// pieces is the stretches of sequence numbers that packets carry.
type pieces [][2]uint32

// bytes is how many there are, each counted once.
func (p pieces) bytes() int {
	slices.SortFunc(p, func(a, b [2]uint32) int { return int(int32(a[0] - b[0])) })
	total := 0
	for i, end := 0, uint32(0); i < len(p); i++ {
		if i == 0 || int32(p[i][0]-end) > 0 {
			end = p[i][0]
		}
		if more := int32(p[i][1] - end); more > 0 {
			total, end = total+int(more), p[i][1]
		}
	}
	return total
}

// What goes over the loopback interface is seen once, whole.
func TestLoopback(t *testing.T) {
	for _, name := range []string{"lo", Any} {
		t.Run(name, func(t *testing.T) {
			livetest.InNamespace(t)
			const n = 4 << 20
			_, stop := listen(t, Config{Interfaces: []string{name}})
			converse(t, n)
			var sides [2]pieces
			once := map[string]int{} // A retransmission has another IP ID.
			for _, r := range stop() {
				var p link.Packet
				if v := link.Decode(&r, &p); v != link.Transport {
					t.Fatalf("frame %d: verdict %d", r.Frame.Num, v)
				}
				if first, twice := once[string(r.Data)]; twice && len(p.Payload) > 0 {
					t.Errorf("frame %d is frame %d again", r.Frame.Num, first)
				}
				once[string(r.Data)] = r.Frame.Num
				side := &sides[0]
				if p.Flow.Src.Compare(p.Flow.Dst) > 0 {
					side = &sides[1]
				}
				*side = append(*side, [2]uint32{p.TCP.Seq, p.TCP.Seq + uint32(len(p.Payload))})
			}
			if a, b := sides[0].bytes(), sides[1].bytes(); a != n || b != n {
				t.Errorf("%d and %d bytes seen, want %d each way", a, b, n)
			}
		})
	}
}

// sampleFrames is the frames of a sample, each also with a VLAN tag.
func sampleFrames(t *testing.T) [][]byte {
	src := pcapfile.Open([]string{filepath.Join("..", "..", "samples", "morning.pcapng")}, nil)
	defer src.Close()
	var all [][]byte
	for {
		var r capture.Record
		status, err := src.Next(t.Context(), &r)
		if err != nil || status == capture.End {
			if len(all) == 0 {
				t.Fatalf("no frames: %v", err)
			}
			return all
		}
		frame := bytes.Clone(r.Data)
		tagged := append(frame[:12:12], 0x81, 0, 0x20, 42)
		all = append(all, frame, append(tagged, frame[12:]...))
	}
}

// What is sent at one end of a link is captured at the other, byte for byte, tags included.
func TestReplay(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	frames := sampleFrames(t)
	_, stop := listen(t, Config{Interfaces: []string{"vb"}, Promiscuous: true})
	s := livetest.NewSender(t, "va")
	for _, f := range frames {
		s.Send(t, f)
	}
	got := stop()
	if len(got) != len(frames) {
		t.Fatalf("%d frames captured of %d", len(got), len(frames))
	}
	for i := range got {
		r := &got[i]
		if !bytes.Equal(r.Data, frames[i]) || r.Length != len(frames[i]) || r.Frame.Num != i+1 || r.Link != linkEthernet {
			t.Fatalf("frame %d is\n%x, %d bytes, number %d\nwant\n%x", i, r.Data, r.Length, r.Frame.Num, frames[i])
		}
		if i > 0 && r.Frame.Time.Before(got[i-1].Frame.Time) {
			t.Errorf("frame %d is older than the one before", i)
		}
	}
}

// Cooked captures have the same packets behind another header.
func TestReplayCooked(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	frames := sampleFrames(t)
	vb, err := net.InterfaceByName("vb")
	if err != nil {
		t.Fatal(err)
	}
	_, stop := listen(t, Config{Interfaces: []string{Any}})
	s := livetest.NewSender(t, "va")
	for _, f := range frames {
		s.Send(t, f)
	}
	n := 0
	for _, r := range stop() {
		if r.Link != linkCooked {
			t.Fatalf("link type %d", r.Link)
		}
		if int(binary.BigEndian.Uint32(r.Data[4:])) != vb.Index {
			continue // The other end, where it goes out.
		}
		want := frames[n]
		n++
		if !bytes.Equal(r.Data[:2], want[12:14]) || !bytes.Equal(r.Data[20:], want[14:]) || !bytes.Equal(r.Data[12:18], want[6:12]) {
			t.Fatalf("frame %d is\n%x\nand was\n%x", n, r.Data, want)
		}
		if r.Length != len(r.Data) {
			t.Errorf("frame %d: %d of %d bytes", n, len(r.Data), r.Length)
		}
	}
	if n != len(frames) {
		t.Errorf("%d frames captured of %d", n, len(frames))
	}
}

// Several interfaces are merged by time.
func TestMerged(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	frames := sampleFrames(t)
	_, stop := listen(t, Config{Interfaces: []string{"va", "vb"}})
	s := livetest.NewSender(t, "va")
	for i, f := range frames {
		s.Send(t, f)
		if i%100 == 0 {
			time.Sleep(retire / 2)
		}
	}
	got := stop()
	var at [2]int
	for i, r := range got {
		if i > 0 && r.Frame.Time.Before(got[i-1].Frame.Time) {
			t.Errorf("frame %d is older than the one before", r.Frame.Num)
		}
		if want := frames[at[r.Interface]]; !bytes.Equal(r.Data, want) {
			t.Fatalf("frame %d of interface %d is\n%x\nwant\n%x", r.Frame.Num, r.Interface, r.Data, want)
		}
		at[r.Interface]++
	}
	if at != [2]int{len(frames), len(frames)} {
		t.Errorf("%d frames captured of %d", at, len(frames))
	}
}

// A snaplen cuts what is captured, and the length stays known.
func TestSnaplen(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	_, stop := listen(t, Config{Interfaces: []string{"vb"}, Snaplen: 60})
	s := livetest.NewSender(t, "va")
	for _, f := range sampleFrames(t)[:20] {
		s.Send(t, f)
	}
	got := stop()
	if len(got) != 20 {
		t.Errorf("%d frames captured of 20", len(got))
	}
	for _, r := range got {
		if len(r.Data) > 64 || r.Length > 64 && len(r.Data) < 60 { // A tag may be added.
			t.Errorf("%d bytes of %d", len(r.Data), r.Length)
		}
	}
}

// A burst, as fast as can be sent, loses nothing that the kernel does not report.
func TestBurst(t *testing.T) {
	for _, c := range []struct {
		name   string
		buffer int
		pause  time.Duration
	}{{"the usual buffer", 0, 0}, {"a small one, and somebody slow", leastBlocks * ringBlock, 20 * time.Millisecond}} {
		t.Run(c.name, func(t *testing.T) {
			livetest.InNamespace(t)
			livetest.Pair(t)
			src, err := Open(Config{Interfaces: []string{"vb"}, Buffer: c.buffer})
			if err != nil {
				t.Fatal(err)
			}
			frame := sampleFrames(t)[0]
			const n = 100_000
			count := make(chan int)
			ctx, cancel := context.WithCancel(context.Background())
			go func() {
				got := 0
				for r := new(capture.Record); ; {
					switch status, _ := src.Next(ctx, r); status {
					case capture.End:
						count <- got
						return
					case capture.Ready:
						if got++; got%4096 == 0 {
							time.Sleep(c.pause)
						}
					}
				}
			}()
			s := livetest.NewSender(t, "va")
			begun := time.Now()
			for range n {
				s.Send(t, frame)
			}
			took := time.Since(begun)
			cancel()
			got, in := <-count, src.Inputs()[0]
			src.Close()
			t.Logf("%d frames in %v: %d captured, %d dropped", n, took, got, in.Dropped)
			if got+in.Dropped != n || in.Packets != got {
				t.Errorf("%d captured (%d told) and %d dropped of %d", got, in.Packets, in.Dropped, n)
			}
			if c.pause == 0 && in.Dropped > 0 {
				t.Errorf("%d dropped", in.Dropped)
			}
		})
	}
}

// Closing ends waiting, and so does the end of a context, which waits for what was captured.
func TestEnd(t *testing.T) {
	livetest.InNamespace(t)
	for name, end := range map[string]func(src capture.Source, cancel func()){
		"close":  func(src capture.Source, _ func()) { src.Close() },
		"cancel": func(_ capture.Source, cancel func()) { cancel() },
	} {
		src, err := Open(Config{Interfaces: []string{"lo"}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error)
		go func() {
			for r := new(capture.Record); ; {
				if status, err := src.Next(ctx, r); status == capture.End {
					done <- err
					return
				}
			}
		}()
		time.Sleep(2 * retire)
		end(src, cancel)
		select {
		case err := <-done:
			if name == "cancel" != errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%s: still waiting", name)
		}
		cancel()
		src.Close()
	}
}

// What a block holds stays there for those who hold it, whatever becomes of the source.
func TestHeld(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	src, err := Open(Config{Interfaces: []string{"vb"}})
	if err != nil {
		t.Fatal(err)
	}
	frame := sampleFrames(t)[0]
	livetest.NewSender(t, "va").Send(t, frame)
	var r capture.Record
	for status := capture.Idle; status != capture.Ready; {
		if status, err = src.Next(t.Context(), &r); err != nil {
			t.Fatal(err)
		}
	}
	r.Block.Retain()
	src.Close()
	if !bytes.Equal(r.Data, frame) {
		t.Errorf("%x became of %x", r.Data, frame)
	}
	r.Block.Release()
}

// The time is told while nothing comes, a second late.
func TestTold(t *testing.T) {
	livetest.InNamespace(t)
	src, err := Open(Config{Interfaces: []string{"lo"}})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var last time.Time
	for i := range 3 {
		var r capture.Record
		status, err := src.Next(t.Context(), &r)
		now := time.Now()
		behind := now.Sub(r.Frame.Time)
		if status != capture.Idle || err != nil || behind < late || behind > late+time.Second || !r.Frame.Time.After(last) {
			t.Errorf("call %d: status %d, %v behind, %v", i, status, behind, err)
		}
		last = r.Frame.Time
	}
}

// An interface that goes away ends its part.
func TestGone(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	src, err := Open(Config{Interfaces: []string{"vb"}})
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	livetest.NewSender(t, "va").Send(t, sampleFrames(t)[0])
	livetest.IP(t, "link set vb down")
	livetest.IP(t, "link set vb up")
	time.Sleep(100 * time.Millisecond) // Until the link carries again.
	livetest.NewSender(t, "va").Send(t, sampleFrames(t)[0])
	livetest.IP(t, "link delete vb")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var r capture.Record
	for status := capture.Idle; status != capture.End; {
		if status, err = src.Next(ctx, &r); err != nil {
			t.Fatal(err)
		}
	}
	in := src.Inputs()[0]
	if !errors.Is(in.Err, capture.ErrCutShort) || !strings.Contains(in.Err.Error(), "vb is gone") || in.Packets != 2 {
		t.Errorf("the account is %+v", in)
	}
}

func TestWrongInterfaces(t *testing.T) {
	livetest.InNamespace(t)
	livetest.Pair(t)
	livetest.IP(t, "link set vb down")
	for name, want := range map[string]string{
		"eth9": `there is no interface "eth9"; there are lo, `,
		"vb":   "interface vb is down; bring it up with: ip link set vb up",
	} {
		src, err := Open(Config{Interfaces: []string{"lo", name}})
		if err == nil {
			src.Close()
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	all, err := Interfaces()
	if err != nil || len(all) < 4 || all[len(all)-1].Name != Any || all[0].Name != "lo" || !all[0].Loopback || len(all[0].Addresses) == 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// asAnother is what the test binary does instead of testing, when it is told to by the
// environment.
const asAnother = "PRESCAP_TEST_RIGHTS"

func TestMain(m *testing.M) {
	switch os.Getenv(asAnother) {
	case "":
		os.Exit(m.Run())
	case "open":
		err := DropRights("")
		if err == nil {
			_, err = Open(Config{Interfaces: []string{"lo"}})
		}
		os.Stdout.WriteString(errorText(err))
	default:
		err := DropRights(strings.TrimPrefix(os.Getenv(asAnother), "drop "))
		text := errorText(err)
		threads, _ := filepath.Glob("/proc/self/task/*/status")
		for _, name := range threads {
			status, _ := os.ReadFile(name)
			for line := range strings.Lines(string(status)) {
				for _, field := range []string{"CapPrm", "CapEff", "CapAmb", "NoNewPrivs", "Uid", "Groups"} {
					if strings.HasPrefix(line, field+":") {
						text += " " + strings.Join(strings.Fields(line), " ")
					}
				}
			}
			text += "\n"
		}
		os.Stdout.WriteString(text)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// another runs the test binary as something else.
func another(t *testing.T, what string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("not root")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), asAnother+"="+what)
	out, err := cmd.CombinedOutput()
	switch {
	case err != nil:
		t.Fatalf("%v: %s", err, out)
	case strings.HasPrefix(string(out), ErrKept.Error()):
		t.Skip("built with cgo")
	}
	return string(out)
}

// Once rights are given up, nothing more can be opened.
func TestNoPermission(t *testing.T) {
	if got := another(t, "open"); got != ErrPermission.Error() {
		t.Errorf("%q", got)
	}
}

// No thread keeps a right.
func TestDropRights(t *testing.T) {
	const none = "CapPrm: 0000000000000000 CapEff: 0000000000000000 CapAmb: 0000000000000000 NoNewPrivs: 1"
	for user, want := range map[string]string{
		"":       " Uid: 0 0 0 0 Groups: 0 " + none,
		"nobody": " Uid: 65534 65534 65534 65534 Groups: 65534 " + none,
	} {
		got := another(t, "drop "+user)
		for line := range strings.Lines(got) {
			if line = strings.TrimSpace(line); line != strings.TrimSpace(want) && user != "" || !strings.HasSuffix(line, none) {
				t.Errorf("user %q: a thread has %q, want %q", user, line, want)
			}
		}
	}
	if got := another(t, "drop nosuchuser"); !strings.HasPrefix(got, `there is no user "nosuchuser"`) {
		t.Errorf("%q", got)
	}
}

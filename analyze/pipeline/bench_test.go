package pipeline

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/pcapfile"
)

// mix writes a capture of about size bytes to a file and returns its name:
// SIP is the share of the bytes that belongs to presence traffic on several
// hundred connections, in messages of 1.5 KB on average; the rest is other TCP.
func mix(tb testing.TB, size int64, sipShare float64) string {
	name := filepath.Join(tb.TempDir(), "mix.pcap")
	f, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	g := &generator{r: rand.New(rand.NewPCG(1, 2)), w: bufio.NewWriterSize(f, 1<<20)}
	g.head()
	for n := range 400 {
		g.sip = append(g.sip, &talk{wire: newWire(n)})
		g.other = append(g.other, &talk{wire: newWire(1000 + n)})
	}
	g.binary = make([]byte, 1<<20)
	for i := range g.binary {
		g.binary[i] = byte(g.r.Uint32())
	}
	for g.written < size {
		if float64(g.sipBytes) < sipShare*float64(g.written) || sipShare == 1 {
			g.talkSIP()
		} else {
			g.talkOther()
		}
	}
	if err := g.w.Flush(); err != nil {
		tb.Fatal(err)
	}
	return name
}

type generator struct {
	r                 *rand.Rand
	w                 *bufio.Writer
	sip, other        []*talk
	binary            []byte
	frames            int
	written, sipBytes int64
	messages          int
}

// talk is one connection with how far each direction has come.
type talk struct {
	*wire
	open bool
	n    int
	sent [2]int64
}

// head writes the file header.
func (g *generator) head() {
	header := make([]byte, 24)
	binary.LittleEndian.PutUint32(header, 0xa1b2c3d4)
	binary.LittleEndian.PutUint32(header[16:], 262144)
	binary.LittleEndian.PutUint32(header[20:], 1)
	g.w.Write(header)
}

func (g *generator) put(frame []byte) {
	g.frames++
	t := at(g.frames / 20) // Some 200,000 packets a second.
	var h [16]byte
	binary.LittleEndian.PutUint32(h[0:], uint32(t.Unix()))
	binary.LittleEndian.PutUint32(h[4:], uint32(t.Nanosecond()/1000))
	binary.LittleEndian.PutUint32(h[8:], uint32(len(frame)))
	binary.LittleEndian.PutUint32(h[12:], uint32(len(frame)))
	g.w.Write(h[:])
	g.w.Write(frame)
	g.written += int64(16 + len(frame))
}

func (g *generator) begin(k *talk) {
	if !k.open {
		k.open = true
		for _, f := range k.handshake() {
			g.put(f)
		}
	}
}

// say sends data in full segments and has it acknowledged.
func (g *generator) say(k *talk, d capture.Dir, data []byte) {
	g.begin(k)
	for len(data) > 0 {
		n := min(len(data), 1460)
		g.put(k.frame(d, k.sent[d], k.sent[d.Other()], capture.PSH, data[:n]))
		k.sent[d] += int64(n)
		data = data[n:]
	}
	g.put(k.frame(d.Other(), k.sent[d.Other()], k.sent[d], 0, nil))
}

func (g *generator) talkSIP() {
	k := g.sip[g.r.IntN(len(g.sip))]
	before := g.written
	k.n++
	body := 0 // Mean 0.85 KB: most answers have none, few are large.
	switch p := g.r.IntN(100); {
	case p < 45:
	case p < 90:
		body = 767 + g.r.IntN(600)
	case p < 99:
		body = 1500 + g.r.IntN(4000)
	default:
		body = 30000
	}
	g.say(k, 0, []byte(request(int(k.isn[0]>>8), k.n, body/2)))
	g.say(k, 1, []byte(answer(int(k.isn[0]>>8), k.n, body)))
	g.messages += 2
	g.sipBytes += g.written - before
}

func (g *generator) talkOther() {
	k := g.other[g.r.IntN(len(g.other))]
	if k.ends[1].Port() == 5060 {
		k.ends[1] = newWire(0).ends[1]
	}
	at := g.r.IntN(len(g.binary) - 70000)
	g.say(k, capture.Dir(g.r.IntN(2)), g.binary[at:at+1000+g.r.IntN(60000)])
}

// The whole path, from a file to ordered items.
func BenchmarkRun(b *testing.B) {
	for _, c := range []struct {
		name  string
		share float64
	}{{"sip", 1}, {"background", 0}, {"mixed", 0.2}} {
		name := mix(b, 128<<20, c.share)
		info, err := os.Stat(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, shards := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/shards=%d", c.name, shards), func(b *testing.B) {
				b.SetBytes(info.Size())
				b.ReportAllocs()
				messages := 0
				for b.Loop() {
					src := pcapfile.Open([]string{name}, nil)
					acc, err := Run(b.Context(), src, config(shards, 0), func(*Item) error { return nil })
					if err != nil {
						b.Fatal(err)
					}
					src.Close()
					messages = acc.Messages
				}
				b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
			})
		}
	}
}

// A run allocates a few times for each message, and nothing for other packets.
func TestAllocs(t *testing.T) {
	allocs := func(share float64) (perMessage, perFrame float64) {
		name := mix(t, 32<<20, share)
		var frames, messages int
		n := testing.AllocsPerRun(1, func() {
			src := pcapfile.Open([]string{name}, nil)
			acc, err := Run(t.Context(), src, config(1, 0), func(*Item) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			src.Close()
			frames, messages = acc.Packets, acc.Messages
		})
		return n / float64(max(1, messages)), n / float64(frames)
	}
	if n, _ := allocs(1); n > 6 {
		t.Errorf("%.1f allocations for each message", n)
	}
	if _, n := allocs(0); n > 1.5 {
		t.Errorf("%.2f allocations for each packet of background", n)
	}
}

// Memory does not grow with the length of the capture: a run 100 times as long,
// with 100 times as many connections and Call-IDs, peaks as high within 20 %. It is
// looked at when everything stands still because all batches are full.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a minute of capture")
	}
	peak := func(rounds int) uint64 {
		src := &users{rounds: rounds}
		runtime.GC()
		var most uint64
		n := 0
		_, err := Run(t.Context(), src, config(2, 0), func(it *Item) error {
			if n++; n%(rounds/10) == 0 {
				live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
				least := uint64(math.MaxUint64)
				for range 3 { // Until everything stands still because all batches are full.
					time.Sleep(10 * time.Millisecond)
					runtime.GC()
					metrics.Read(live)
					least = min(least, live[0].Value.Uint64())
				}
				most = max(most, least)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	short, long := peak(2000), peak(200000)
	t.Logf("peak heap %d KB, and %d KB of a capture 100 times as long", short>>10, long>>10)
	if float64(long) > 1.2*float64(short) {
		t.Errorf("peak heap %d KB, and %d KB of a capture 100 times as long", short>>10, long>>10)
	}
}

// users is a source in which a new user signs in, says something and leaves,
// every second of capture time, for so many rounds.
type users struct {
	memory
	rounds, round int
}

func (u *users) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if u.at == len(u.records) && u.round < u.rounds {
		w := newWire(u.round)
		req, ans := []byte(request(u.round, 1, 500)), []byte(answer(u.round, 1, 900))
		frames := append(w.handshake(),
			w.frame(0, 0, 0, 0, req), w.frame(1, 0, int64(len(req)), 0, ans),
			w.frame(0, int64(len(req)), int64(len(ans)), capture.FIN, nil),
			w.frame(1, int64(len(ans)), int64(len(req))+1, capture.FIN, nil))
		u.records, u.at = timed(frames), 0
		for i := range u.records {
			u.records[i].Frame.Num += u.round * len(frames)
			u.records[i].Frame.Time = at(u.round*10000 + i)
		}
		u.round++
	}
	return u.memory.Next(ctx, r)
}

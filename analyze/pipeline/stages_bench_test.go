package pipeline

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"prescap/capture"
	"prescap/capture/link"
	"prescap/capture/pcapfile"
	"prescap/capture/tcp"
)

// What each stage adds to those before it, over a file. Background is to cost no more in the
// end than twice a walk with link decoding.
func BenchmarkStages(b *testing.B) {
	for _, c := range []struct {
		name  string
		share float64
	}{{"background", 0}, {"sip", 1}} {
		name := mix(b, 128<<20, c.share)
		for _, s := range []struct {
			name string
			run  func(context.Context, capture.Source) error
		}{
			{"1-walk", walk},
			{"2-link", walkLink},
			{"3-flow", walkReader},
			{"4-reassembly", walkTCP},
			{"5-framing", func(ctx context.Context, src capture.Source) error {
				_, err := Run(ctx, src, config(1, 0), func(*Item) error { return nil })
				return err
			}},
		} {
			b.Run(c.name+"/"+s.name, func(b *testing.B) { overFile(b, name, s.run) })
		}
	}
}

// Many connections that are open together cost as much for each packet as few, but for what
// caches have no room for. (What each costs to begin and to end is another matter: so they
// are known for what they are after little.)
func BenchmarkFlows(b *testing.B) {
	cfg := config(1, 0)
	cfg.Capture.Sniff = 1 << 10
	for _, flows := range []int{100, 10_000} {
		name := concurrent(b, flows, 1_200_000)
		b.Run(fmt.Sprint(flows), func(b *testing.B) {
			overFile(b, name, func(ctx context.Context, src capture.Source) error {
				_, err := Run(ctx, src, cfg, func(*Item) error { return nil })
				return err
			})
		})
	}
}

// overFile measures what it takes to read a file in some way.
func overFile(b *testing.B, name string, run func(context.Context, capture.Source) error) {
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	packets := 0
	for b.Loop() {
		src := pcapfile.Open([]string{name}, nil)
		if err := run(b.Context(), src); err != nil {
			b.Fatal(err)
		}
		packets = src.Inputs()[0].Packets
		src.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(packets), "ns/packet")
}

func walk(ctx context.Context, src capture.Source) error {
	for r := new(capture.Record); ; {
		if status, err := src.Next(ctx, r); status == capture.End {
			return err
		}
	}
}

func walkLink(ctx context.Context, src capture.Source) error {
	var p link.Packet
	for r := new(capture.Record); ; {
		if status, err := src.Next(ctx, r); status == capture.End {
			return err
		}
		link.Decode(r, &p)
	}
}

func walkReader(ctx context.Context, src capture.Source) error {
	return batches(ctx, src, func(*order) {})
}

func walkTCP(ctx context.Context, src capture.Source) error {
	a := tcp.NewAssembler(capture.DefaultLimits(), func(capture.Segment) {})
	conns := map[capture.ConnID]*tcp.Conn{}
	return batches(ctx, src, func(o *order) {
		if o.do != take || o.packet.Duplicate {
			return
		}
		c := conns[o.packet.Conn]
		if c == nil {
			c = a.Open(o.packet.Conn, o.packet.Flow)
			conns[o.packet.Conn] = c
		}
		c.Push(&o.packet)
	})
}

// batches has the reader make orders of a source.
func batches(ctx context.Context, src capture.Source, each func(*order)) error {
	free := make(chan *batch, inFlight)
	for range inFlight {
		free <- newBatch(1)
	}
	r := newReader(src, config(1, 0), free, func(bt *batch) {
		for i := range bt.parts[0].orders {
			each(&bt.parts[0].orders[i])
		}
		bt.reset()
		free <- bt
	})
	return r.run(ctx)
}

// concurrent writes a capture in which so many connections that carry no SIP are open
// together, and returns its name. Each says so much that it is known to be none.
func concurrent(b *testing.B, flows, packets int) string {
	name := filepath.Join(b.TempDir(), "flows.pcap")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	g := &generator{r: rand.New(rand.NewPCG(3, 4)), w: bufio.NewWriterSize(f, 1<<20)}
	g.head()
	for n := range flows {
		k := &talk{wire: newWire(n)}
		k.ends[1] = newWire(0).ends[0]
		g.other = append(g.other, k)
	}
	data := make([]byte, 400)
	for i := range data {
		data[i] = byte(g.r.Uint32()) | 0x80
	}
	for g.frames < packets {
		g.say(g.other[g.r.IntN(flows)], capture.Dir(g.r.IntN(2)), data)
	}
	if err := g.w.Flush(); err != nil {
		b.Fatal(err)
	}
	return name
}

package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/captext"
)

// damaged returns the packets of all samples, one after the other in time and
// on addresses of their own, with losses, repetitions and time stamps gone wild.
func damaged(t testing.TB, seed uint64) []capture.Record {
	r := rand.New(rand.NewPCG(seed, 7))
	var ps []captext.Packet
	for _, name := range samples(t) {
		for _, p := range told(t, name) {
			switch r.IntN(40) {
			case 0:
				continue
			case 1:
				ps = append(ps, p)
			case 2:
				p.Time = p.Time.Add(time.Duration(r.IntN(100)) * time.Hour)
			}
			ps = append(ps, p)
		}
	}
	slices.SortStableFunc(ps, func(a, b captext.Packet) int { return a.Time.Compare(b.Time) })
	for i := range ps {
		j := min(len(ps)-1, i+r.IntN(3))
		ps[i], ps[j] = ps[j], ps[i]
	}
	return recordsOf(ps)
}

func TestSameForAnyNumberOfShards(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		records := damaged(t, seed)
		want := runAll(t, &memory{records: records}, config(1, 0))
		if len(want.messages) < 100 {
			t.Fatalf("only %d messages", len(want.messages))
		}
		for _, shards := range []int{1, 2, 7, 16} {
			for _, batch := range []int{1, 3, 64, 512} {
				r := rand.New(rand.NewPCG(seed, uint64(batch)))
				src := &memory{records: records, idle: func(int) bool { return r.IntN(5) == 0 }}
				if got := runAll(t, src, config(shards, batch)); got.text != want.text {
					t.Fatalf("seed %d: %d shards, batches of %d: %s", seed, shards, batch, firstDifference(got.text, want.text))
				}
			}
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %.300s\nwant %.300s", i, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// Reading several files is reading one file that holds their packets by time.
func TestSeveralFiles(t *testing.T) {
	names := []string{"../../samples/morning.pcapng", "../../samples/udp.pcapng", "../../samples/oddports.pcapng"}
	f := runAll(t, open(t, names...), config(2, 0))
	if len(f.messages) != 123+5+3 {
		t.Errorf("%d messages", len(f.messages))
	}
	for i, in := range f.account.Inputs {
		if in.Name != names[i] || in.Packets == 0 || in.Err != nil {
			t.Errorf("input %d: %+v", i, in)
		}
	}
}

func TestSinkError(t *testing.T) {
	stop := errors.New("enough")
	n := 0
	_, err := Run(t.Context(), open(t, "../../samples/morning.pcapng"), config(3, 8), func(*Item) error {
		if n++; n == 10 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 10 {
		t.Errorf("error %v after %d items", err, n)
	}
}

// endless repeats one packet for ever.
type endless struct{ memory }

func (e *endless) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if e.at == len(e.records) {
		e.at = 0
	}
	return e.memory.Next(ctx, r)
}

func TestCancel(t *testing.T) {
	src := &endless{memory{records: recordsOf(told(t, "../../samples/morning.pcapng"))}}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	acc, err := Run(ctx, src, config(2, 0), func(*Item) error {
		if n++; n == 50 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || acc.Messages == 0 {
		t.Errorf("error %v, %d messages", err, acc.Messages)
	}
}

// A slow consumer holds back the source: no more than a few batches are read
// ahead of it.
func TestBackPressure(t *testing.T) {
	src := &memory{records: recordsOf(told(t, "../../samples/morning.pcapng"))}
	const batch = 4
	var seen atomic.Int64
	most := 0
	src.idle = func(next int) bool { most = max(most, next-int(seen.Load())); return false }
	_, err := Run(t.Context(), src, config(1, batch), func(it *Item) error {
		if it.Message != nil {
			time.Sleep(100 * time.Microsecond)
			seen.Store(int64(it.Message.Frames[0].Num))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if limit := 120 + batch*(inFlight+2); most > limit { // Frames without messages lie between.
		t.Errorf("%d frames read ahead", most)
	}
}

type broken struct{ memory }

func (b *broken) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if b.at == 30 {
		panic("a bug")
	}
	return b.memory.Next(ctx, r)
}

// A panic in any goroutine ends the run with an error that says where.
func TestPanic(t *testing.T) {
	records := recordsOf(told(t, "../../samples/morning.pcapng"))
	run := func(src capture.Source, cfg Config) error {
		_, err := Run(t.Context(), src, cfg, func(*Item) error { return nil })
		return err
	}
	var bug *InternalError
	if err := run(&broken{memory{records: records}}, config(2, 8)); !errors.As(err, &bug) || bug.Where != "reading, after frame 30" {
		t.Errorf("reader: %v", err)
	}
	shard := newShard(config(1, 1), true)
	ctx, cancel := context.WithCancelCause(t.Context())
	shard.work(&part{orders: []order{{do: take, packet: capture.Packet{Frames: nil}}}}, cancel)
	if !errors.As(context.Cause(ctx), &bug) || !strings.HasPrefix(bug.Where, "decoding, at frame") {
		t.Errorf("shard: %v", context.Cause(ctx))
	}
}

// step is a source that waits to be told before it gives the next record.
type stepped struct {
	memory
	more chan struct{}
	idle bool
}

func (s *stepped) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if !s.idle {
		s.idle = true
		return capture.Idle, nil
	}
	select {
	case <-s.more:
	case <-ctx.Done():
		return capture.End, context.Cause(ctx)
	}
	s.idle = false
	return s.memory.Next(ctx, r)
}

// A message is handed out while the source has nothing more to say, within a
// millisecond of its last packet (the best of many tries: machines are noisy).
func TestLatency(t *testing.T) {
	records := recordsOf(told(t, "../../samples/clean-signin.pcapng"))
	src := &stepped{memory: memory{records: records}, more: make(chan struct{})}
	got := make(chan int, 1)
	done := make(chan error)
	go func() {
		_, err := Run(t.Context(), src, config(2, 0), func(it *Item) error {
			if it.Message != nil {
				got <- it.Message.Frames[len(it.Message.Frames)-1].Num
			}
			return nil
		})
		done <- err
	}()
	best := time.Hour
	carries := map[int]bool{}
	for _, m := range runAll(t, &memory{records: records}, config(1, 0)).messages {
		carries[m.Frames[len(m.Frames)-1].Num] = true
	}
	for n := range len(records) {
		start := time.Now()
		src.more <- struct{}{}
		if carries[n+1] {
			if frame := <-got; frame != n+1 {
				t.Fatalf("frame %d gave the message of frame %d", n+1, frame)
			}
			best = min(best, time.Since(start))
		}
	}
	src.more <- struct{}{} // The end.
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if best > time.Millisecond {
		t.Errorf("the quickest message took %v", best)
	}
}

// What samples say of themselves.
func TestSamples(t *testing.T) {
	for _, c := range []struct {
		name     string
		messages int
		kinds    string
		lost     int64
	}{
		{"clean-signin", 15, "sip", 0},
		{"half", 6, "sip", 0},
		{"joined", 4, "sip", 0},
		{"lossy", 20, "sip", 915},
		{"clean-morning", 104, "sip sip sip sip", 0},
		{"negotiate", 2, "compressed", 0},
		{"oddports", 3, "sip", 0},
		{"reuse", 18, "sip sip", 0},
		{"span", 11, "sip", 0},
		{"tls", 0, "tls", 0},
		{"udp", 5, "sip", 0},
	} {
		f := runAll(t, open(t, filepath.Join("../../samples", c.name+".pcapng")), config(2, 0))
		slices.SortFunc(f.conns, func(a, b *Connection) int { return int(a.ID) - int(b.ID) })
		var kinds []string
		for _, conn := range f.conns {
			kinds = append(kinds, conn.Kind.String())
		}
		if len(f.messages) != c.messages || strings.Join(kinds, " ") != c.kinds || f.account.Loss.Bytes != c.lost {
			t.Errorf("%s: %d messages, %v, %d lost", c.name, len(f.messages), kinds, f.account.Loss.Bytes)
		}
	}
}

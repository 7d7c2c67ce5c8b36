package analyze_test

import (
	"bytes"
	"context"
	"math"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/rules"
	"prescap/capture"
	"prescap/capture/captext"
	"prescap/capture/pcapfile"
	"prescap/decode"
	"prescap/decode/sip"
)

func config(shards int) pipeline.Config {
	limits := decode.DefaultLimits()
	return pipeline.Config{Shards: shards, Capture: capture.DefaultLimits(), SIP: sip.DefaultLimits(), Decode: &limits, Clock: true}
}

// recorded is a capture of some hundred users, as a file in memory.
func recorded(tb testing.TB) []byte {
	var packets []captext.Packet
	for user := range 300 {
		p, err := captext.Packets([]byte(session(user, 40, epoch)))
		if err != nil {
			tb.Fatal(err)
		}
		packets = append(packets, p...)
	}
	data, err := captext.Write(packets)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// The whole path of check: from bytes to findings, with all rules and no timelines.
func BenchmarkCheck(b *testing.B) {
	data := recorded(b)
	for _, c := range []struct {
		name  string
		rules bool
	}{{"no rules", false}, {"all rules", true}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			messages := 0
			for b.Loop() {
				messages = check(b, data, c.rules)
			}
			b.ReportMetric(float64(messages)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}

func check(tb testing.TB, data []byte, all bool) int {
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(data))
	defer src.Close()
	cfg := analyze.Config{Limits: analyze.DefaultLimits()}
	if cfg.Limits.Timeline.Entries = 0; all {
		cfg.Rules = rules.All()
	}
	a := analyze.New(cfg)
	acc, err := pipeline.Run(context.Background(), src, config(2), a.Take)
	if err != nil {
		tb.Fatal(err)
	}
	return acc.Messages
}

// The analysis alone: items that were decoded already.
func BenchmarkAnalyzer(b *testing.B) {
	items, n := decoded(b)
	b.ReportAllocs()
	for b.Loop() {
		a := analyze.New(analyze.Config{Rules: rules.All(), Limits: analyze.DefaultLimits()})
		for i := range items {
			a.Take(&items[i])
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// decoded is the items of the recorded capture.
func decoded(tb testing.TB) (items []pipeline.Item, messages int) {
	src := pcapfile.Open([]string{"-"}, bytes.NewReader(recorded(tb)))
	defer src.Close()
	acc, err := pipeline.Run(context.Background(), src, config(2), func(it *pipeline.Item) error {
		items = append(items, *it)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return items, acc.Messages
}

// The analysis of a message allocates so many times, and the rules next to nothing.
func TestAllocs(t *testing.T) {
	items, n := decoded(t)
	each := func(all []*rule.Rule) float64 {
		return testing.AllocsPerRun(1, func() {
			cfg := analyze.Config{Rules: all, Limits: analyze.DefaultLimits()}
			cfg.Limits.Timeline.Entries = 0
			a := analyze.New(cfg)
			for i := range items {
				a.Take(&items[i])
			}
		}) / float64(n)
	}
	with, without := each(rules.All()), each(nil)
	t.Logf("%.1f allocations for each message, %.2f of them by rules", with, with-without)
	if with > 26 || with-without > 0.5 {
		t.Errorf("%.1f allocations for each message, %.2f of them by rules", with, with-without)
	}
}

// Memory does not grow with the length of the capture: a check of one 100 times as
// long, with 100 times as many connections, Call-IDs and users, peaks as high within
// 20 %. The limits are small, so that the short one reaches them.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a minute of capture")
	}
	peak := func(n int) uint64 {
		cfg := analyze.Config{Rules: rules.All(), Limits: analyze.DefaultLimits()}
		cfg.Limits.Timeline.Entries = 0
		l := &cfg.Limits
		l.Dialog.Transactions, l.Dialog.Answers, l.Dialog.Subscriptions, l.Dialog.Hops, l.Dialog.Users = 64, 64, 64, 64, 32
		l.State.Presentities, l.State.Views, l.State.Pending = 32, 64, 64
		l.Rule.Table, l.Dialog.URIs, l.Dialog.Words = 64, 64, 64
		run := config(2)
		run.Decode.Words = 64
		a := analyze.New(cfg)
		runtime.GC()
		var most uint64
		seen := 0
		_, err := pipeline.Run(t.Context(), &users{tb: t, users: n, rounds: 2}, run, func(it *pipeline.Item) error {
			if it.Message != nil {
				if seen++; seen%(n*14/20) == 0 {
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
			}
			return a.Take(it)
		})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	short, long := peak(300), peak(30000)
	t.Logf("peak heap %d KB, and %d KB of a capture 100 times as long", short>>10, long>>10)
	if float64(long) > 1.2*float64(short) {
		t.Errorf("peak heap %d KB, and %d KB of a capture 100 times as long", short>>10, long>>10)
	}
}

package pipeline

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/captext"
)

// ticking is a source that tells how late it is while nothing comes, a second behind, as
// live ones do.
type ticking struct {
	memory
	now time.Time // Of the wall.
}

func (s *ticking) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if s.at < len(s.records) {
		next := s.records[s.at].Frame.Time
		if s.now.IsZero() {
			s.now = next
		}
		if next.Sub(s.now) > capture.Tick {
			s.now = s.now.Add(capture.Tick)
			r.Frame.Time = s.now.Add(-time.Second)
			return capture.Idle, nil
		}
		s.now = next
	}
	return s.memory.Next(ctx, r)
}

// A clock that goes on without packets changes nothing but how soon things are told: the
// numbers that order them.
func TestClockWithoutPackets(t *testing.T) {
	order := regexp.MustCompile(`(?m)^\{.*?\} `)
	for _, name := range samples(t) {
		packets := told(t, name)
		want := runAll(t, &memory{records: recordsOf(packets)}, config(2, 0))
		got := runAll(t, &ticking{memory: memory{records: recordsOf(packets)}}, config(2, 0))
		// Connections that fall silent together are told one by one, as time passes.
		a, b := strings.Split(order.ReplaceAllString(want.text, ""), "\n"), strings.Split(order.ReplaceAllString(got.text, ""), "\n")
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Fatalf("%s: with a clock that goes on:\n%s\nwithout:\n%s", name, b[i], a[i])
				}
			}
			t.Errorf("%s: %d items with a clock that goes on, %d without", name, len(b), len(a))
		}
	}
}

// What waits for time to pass is told when it has passed, though no packet comes.
func TestToldWithoutPackets(t *testing.T) {
	packets, err := captext.Packets([]byte(`time 2026-03-02T08:00:00Z
peer bob 10.0.0.1:5001
peer fe  10.0.0.9:5060
bob > fe
| OPTIONS sip:fe SIP/2.0
| Call-ID: 1
| CSeq: 1 OPTIONS
| Content-Length: 0
|
`))
	if err != nil {
		t.Fatal(err)
	}
	records := recordsOf(packets)
	src := &waiting{memory: memory{records: records}, now: records[len(records)-1].Frame.Time}
	told := int32(0)
	_, err = Run(t.Context(), src, config(1, 0), func(it *Item) error {
		if it.Message != nil {
			told = src.waits.Load()
		}
		return nil
	})
	if err != nil || told == 0 || told == src.waits.Load() {
		t.Errorf("the message of a joined stream was told after %d of %d waits, %v", told, src.waits.Load(), err)
	}
}

// waiting is a source that brings nothing for a while, and then ends.
type waiting struct {
	memory
	now   time.Time
	waits atomic.Int32
}

func (s *waiting) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if s.at == len(s.records) && s.waits.Load() < 20 {
		s.waits.Add(1)
		s.now = s.now.Add(capture.Tick)
		r.Frame.Time = s.now
		time.Sleep(5 * time.Millisecond) // Let it be told meanwhile.
		return capture.Idle, nil
	}
	return s.memory.Next(ctx, r)
}

// A connection that lasts through many files keeps its newest labels.
func TestManyLabels(t *testing.T) {
	packets := told(t, "../../samples/morning.pcapng")
	const files = 3 * maxLabels
	var records []capture.Record
	for file := range files {
		r := recordsOf(packets[:1])[0]
		r.Frame.File, r.Frame.Num = file, 1
		r.Frame.Time = r.Frame.Time.Add(time.Duration(file) * time.Second)
		records = append(records, r)
	}
	conns := runAll(t, &memory{records: records}, config(1, 0)).conns
	if len(conns) != 1 || len(conns[0].Labels) != maxLabels || conns[0].Labels[maxLabels-1].File != files-1 {
		t.Errorf("labels are %+v", conns[0].Labels)
	}
}

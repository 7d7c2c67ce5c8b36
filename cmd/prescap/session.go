package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"prescap/analyze"
	"prescap/analyze/pipeline"
	"prescap/capture"
	"prescap/tui"
)

// session is a run that somebody looks at while it goes on. What it knows is published
// as snapshots, rarely enough that making them takes at most a small share of the time.
type session struct {
	meter
	study  *study
	total  int64 // Bytes of all inputs; 0 when nobody knows.
	live   *tui.Live
	pace   pace      // Of packets, of the goroutine that makes snapshots.
	told   time.Time // Likewise: when the newest was made.
	newest atomic.Pointer[tui.Snapshot]
	done   chan struct{} // Closed when the run has ended.

	mu    sync.Mutex // Of the study, and of what follows.
	stale bool       // Something was learned since the newest snapshot.

	// How it ended; once done is closed.
	report analyze.Report
	end    *ending
}

// How soon the first snapshot is made, how often further ones are, and how many times as
// long as making one takes there has to be until the next: the run is held back that
// little.
const (
	firstView = 40 * time.Millisecond
	viewEvery = 100 * time.Millisecond
	viewShare = 20
)

// figuresEvery is how often the figures of a live capture are told when nothing else is new.
const figuresEvery = 500 * time.Millisecond

// newSession returns a session with a source. live says what of it is known beforehand where
// it is live.
func newSession(src capture.Source, total int64, live *tui.Live, cfg *analyze.Config) *session {
	s := &session{meter: meter{Source: src, watched: true}, study: newStudy(cfg), total: total, live: live, done: make(chan struct{})}
	s.newest.Store(&tui.Snapshot{Progress: s.progress()})
	return s
}

// progress says how far the run has come.
func (s *session) progress() tui.Progress {
	p := tui.Progress{Bytes: s.bytes.Load(), Total: s.total}
	if s.live != nil {
		now := *s.live
		now.Packets, now.Dropped, now.Memory = s.packets.Load(), s.dropped.Load(), memoryInUse()
		now.Rate = s.pace.at(time.Now(), now.Packets)
		p.Live = &now
	}
	return p
}

// memoryInUse is how many bytes the process has from the system.
func memoryInUse() int64 {
	in := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(in)
	return int64(in[0].Value.Uint64() - in[1].Value.Uint64())
}

// run reads to the end, or until ctx is over. What it ends with is judged, and told as
// the last snapshot.
func (s *session) run(ctx context.Context, cfg pipeline.Config, judge func(*analyze.Report, int, error) *ending) {
	defer close(s.done)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	over := make(chan struct{})
	var bug *pipeline.InternalError
	var publisher sync.WaitGroup
	publisher.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				bug = &pipeline.InternalError{Where: "making a snapshot", Value: v, Stack: debug.Stack()}
				stop()
			}
		}()
		s.publish(over)
	})
	acc, err := pipeline.Run(ctx, s, cfg, s.take)
	close(over)
	if publisher.Wait(); bug != nil {
		err = bug
	}
	s.report = s.study.report(acc)
	s.end = judge(&s.report, s.study.events, err)
	last := &tui.Snapshot{Report: s.report, Progress: s.progress()}
	last.Progress.Ended, last.Progress.Inconclusive = true, s.end.inconclusive
	for _, in := range acc.Inputs {
		if in.Err != nil {
			last.Progress.Trouble = append(last.Progress.Trouble, fmt.Sprintf("%s: %v", in.Name, in.Err))
		}
	}
	if s.end.late {
		last.Progress.Trouble = append(last.Progress.Trouble, "reading was stopped by --max-time")
	}
	if s.end.bug != nil {
		last.Progress.Trouble = append(last.Progress.Trouble, "the run failed for a bug of prescap; leaving tells more")
	}
	s.newest.Store(last)
}

// take takes an item.
func (s *session) take(it *pipeline.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stale = true
	return s.study.take(it)
}

// publish makes snapshots, until the run is over.
func (s *session) publish(over <-chan struct{}) {
	timer := time.NewTimer(firstView)
	defer timer.Stop()
	for {
		select {
		case <-over:
			return
		case <-timer.C:
			timer.Reset(max(viewEvery, viewShare*s.snapshot()))
		}
	}
}

// snapshot makes a snapshot if there is something new, and returns how long that took.
func (s *session) snapshot() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stale:
	case s.live != nil && time.Since(s.told) >= figuresEvery:
		s.told = time.Now()
		s.newest.Store(&tui.Snapshot{Report: s.newest.Load().Report, Progress: s.progress()})
		return 0
	default:
		return 0
	}
	s.stale = false
	begun := time.Now()
	s.told = begun
	s.newest.Store(&tui.Snapshot{Report: analyze.Report{View: s.study.analyzer.View()}, Progress: s.progress()})
	return time.Since(begun)
}

// hopeless reports whether the run has ended already, and no input could be read.
func (s *session) hopeless() bool {
	select {
	case <-s.done:
	case <-time.After(firstView):
		return false
	}
	for _, in := range s.report.Account.Inputs {
		if !errors.Is(in.Err, capture.ErrUnreadable) {
			return false
		}
	}
	return true
}

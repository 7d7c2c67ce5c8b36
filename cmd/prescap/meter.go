package main

import (
	"context"
	"sync/atomic"
	"time"

	"prescap/capture"
)

// meter counts what a source brings, for whoever looks on from another goroutine.
type meter struct {
	capture.Source
	watched bool // Somebody looks on: only then is anything counted.
	records int  // Of the goroutine that reads.
	packets atomic.Int64
	bytes   atomic.Int64
	dropped atomic.Int64
}

// Next implements capture.Source.
func (m *meter) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	status, err := m.Source.Next(ctx, r)
	if m.records++; m.watched && (m.records%256 == 0 || status != capture.Ready) {
		var packets, bytes, dropped int64
		for _, in := range m.Inputs() {
			packets += int64(in.Packets)
			bytes += in.Bytes
			dropped += int64(in.Dropped)
		}
		m.packets.Store(packets)
		m.bytes.Store(bytes)
		m.dropped.Store(dropped)
	}
	return status, err
}

// pace is how fast something grows, lately.
type pace struct {
	since time.Time
	n     int64
	rate  float64 // A second.
}

// paceTime is the time that a pace is measured over.
const paceTime = time.Second

// at returns the pace when there are n at a time.
func (p *pace) at(now time.Time, n int64) float64 {
	switch past := now.Sub(p.since); {
	case p.since.IsZero():
		p.since, p.n = now, n
	case past >= paceTime:
		p.rate = float64(n-p.n) / past.Seconds()
		p.since, p.n = now, n
	}
	return p.rate
}

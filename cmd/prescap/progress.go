package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"

	"prescap/analyze/pipeline"
	"prescap/capture"
)

// progress draws on a terminal how far a run has come: one line, drawn anew again
// and again, gone at the end. It sits in the way of the source and of the items,
// which are counted each by their own goroutine.
type progress struct {
	meter
	messages atomic.Int64
	total    int64     // Bytes of all inputs; 0 when nobody knows.
	live     bool      // They are interfaces.
	pace     pace      // Of packets, of the goroutine that draws.
	w        io.Writer // Nil when nothing is drawn.
	begun    time.Time
	done     chan struct{}
	ended    sync.WaitGroup
}

// How long a run has to last for its progress to be drawn, and how often it is.
const (
	drawAfter = time.Second
	drawEvery = 200 * time.Millisecond
)

// progress returns the progress of a run over src. It is drawn where people look
// on and nothing else is shown meanwhile.
func (o *options) progress(std stdio, src capture.Source, stream bool) *progress {
	p := &progress{meter: meter{Source: src}, live: o.live(), done: make(chan struct{})}
	if o.quiet || !isTerminal(std.err) || os.Getenv("TERM") == "dumb" || stream && isTerminal(std.out) {
		return p
	}
	p.watched = true
	p.w, p.begun, p.total = std.err, time.Now(), o.total(src)
	p.ended.Go(p.draw)
	return p
}

// total is how many bytes there are to read; 0 when nobody knows.
func (o *options) total(src capture.Source) int64 {
	if o.follow || o.live() {
		return 0
	}
	return sizeOf(src.Inputs())
}

// sizeOf is how many bytes the inputs have; 0 when one of them is no file.
func sizeOf(inputs []capture.Input) int64 {
	var total int64
	for _, in := range inputs {
		info, err := os.Stat(in.Name)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		total += info.Size()
	}
	return total
}

func (p *progress) item(it *pipeline.Item) {
	if it.Message != nil {
		p.messages.Add(1)
	}
}

// draw draws until the run has ended.
func (p *progress) draw() {
	timer := time.NewTimer(drawAfter)
	defer timer.Stop()
	for drawn := false; ; drawn = true {
		select {
		case <-p.done:
			if drawn {
				io.WriteString(p.w, "\r\x1b[K")
			}
			return
		case <-timer.C:
			io.WriteString(p.w, "\r"+clip(p.line(time.Since(p.begun)), p.w)+"\x1b[K")
			timer.Reset(drawEvery)
		}
	}
}

// stop ends the drawing; what was drawn is gone when it returns.
func (p *progress) stop() {
	close(p.done)
	p.ended.Wait()
}

// line says how far a run has come after some time.
func (p *progress) line(after time.Duration) string {
	if p.live {
		packets := p.packets.Load()
		return fmt.Sprintf("%s, %.0f/s, %d dropped, %s", plural(int(packets), "packet", "packets"), p.pace.at(p.begun.Add(after), packets),
			p.dropped.Load(), plural(int(p.messages.Load()), "SIP message", "SIP messages"))
	}
	bytes, rate := p.bytes.Load(), float64(p.bytes.Load())/after.Seconds()
	done := size(float64(bytes))
	if p.total > 0 {
		done = fmt.Sprintf("%.0f%% of %s", part(min(bytes, p.total), p.total), size(float64(p.total)))
	}
	s := fmt.Sprintf("%s, %s/s, %s", done, size(rate), plural(int(p.messages.Load()), "SIP message", "SIP messages"))
	if left := p.total - bytes; p.total > 0 && left > 0 && bytes > 0 {
		s += fmt.Sprintf(", %s left", time.Duration(float64(left)/rate*float64(time.Second)).Round(time.Second))
	}
	return s
}

// size writes a number of bytes for people.
func size(bytes float64) string {
	for _, unit := range []string{"B", "kB", "MB"} {
		if bytes < 1000 {
			return fmt.Sprintf("%.3g %s", bytes, unit)
		}
		bytes /= 1000
	}
	return fmt.Sprintf("%.3g GB", bytes)
}

// clip cuts a line to the width of a terminal.
func clip(line string, w io.Writer) string {
	if f, ok := w.(*os.File); ok {
		if wide, _, err := term.GetSize(int(f.Fd())); err == nil && wide > 0 && len(line) >= wide {
			return line[:wide-1]
		}
	}
	return line
}

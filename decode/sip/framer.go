package sip

import (
	"bytes"

	"prescap/capture"
	"prescap/decode/defect"
)

// state is what the next byte of a stream is to a Framer.
type state uint8

const (
	seeking  state = iota // Out of step: anything.
	between               // In step: the first byte of a message, or a line end before it.
	heading               // In the start line or the header of a message.
	choosing              // Behind a header that gives several lengths: part of the body or not.
	filling               // In the body.
	passing               // In the rest of a body that is not kept.
)

// Framer finds the messages in one direction of a connection. It keeps no more
// than its limits allow, and what it finds does not depend on how the bytes are
// cut into segments. It belongs to one goroutine.
type Framer struct {
	limits Limits
	sink   Sink
	state  state
	trial  bool // The header at hand was found out of step and must still prove itself.
	unsure bool // The method of the header on trial may have lost its beginning, or something else may be glued to it.

	// Where the bytes come from.
	stream capture.StreamID
	flow   capture.Flow
	layers []capture.Layer
	marks  marks

	// The window: the bytes that came and are not used yet. It is a segment's
	// own data, or the unused end of buf.
	win      []byte
	buf      []byte
	used     int   // Bytes of buf that lie before the window.
	buffered bool  // win is the end of buf.
	at       int64 // Position of the window's first byte in the stream, holes not counted.
	before   byte  // The byte before the window; '\n' where a message may begin; 0 when unknown.
	scan     int   // The window has been searched up to here.

	head head   // The header at hand.
	mem  []byte // The message at hand, while its body comes in.
	rest int64  // Bytes of the body at hand that are still to be passed over.

	scratch []capture.Frame
}

// NewFramer returns a Framer that gives what it finds to sink. It is out of step
// until the first segment tells otherwise.
func NewFramer(limits Limits, sink Sink) *Framer {
	return &Framer{limits: limits, sink: sink}
}

// Push takes the next segment. On TCP it continues the stream; on UDP it is a
// datagram, and nothing of it is connected to another. Nothing of seg is kept
// but its layers.
func (f *Framer) Push(seg capture.Segment) {
	if seg.Lost != 0 {
		f.hole(seg.Lost)
	}
	udp := seg.Flow.Transport == capture.UDP
	switch {
	case seg.Lost != 0:
	case udp, seg.Start == capture.Opened && f.state == seeking:
		f.inStep()
	}
	f.stream, f.flow, f.layers = seg.Stream, seg.Flow, seg.Layers
	f.take(seg)
	if udp || seg.End != capture.Open {
		f.Close()
	}
}

// Close tells that nothing more will come. A message that is not complete is
// given with what there is of it. Calling it again does nothing.
func (f *Framer) Close() {
	f.resume()
	f.settle(atEnd)
	f.cut(-1, atEnd)
	f.outOfStep()
	f.before = 0
	f.retain()
}

// InStep reports whether the Framer knows what the next byte is.
func (f *Framer) InStep() bool { return f.state != seeking && !f.trial }

// Pending reports whether a message has begun and is not complete.
func (f *Framer) Pending() bool {
	return f.state == heading && !f.trial || f.state == choosing || f.state == filling
}

// take puts the data of a segment behind what is left of those before it, and
// does with it what can be done.
func (f *Framer) take(seg capture.Segment) {
	f.resume()
	f.marks.add(f.at+int64(len(f.win)), seg.Marks)
	if f.buffered {
		f.buf = append(f.buf, seg.Data...)
		f.win = f.buf[f.used:]
	} else {
		f.win = seg.Data
	}
	f.advance()
	f.retain()
}

// advance does what can be done with the bytes of the window.
func (f *Framer) advance() {
	for more := true; more; {
		switch f.state {
		case seeking:
			more = f.seek()
		case between:
			more = f.lineEnds()
		case heading:
			more = f.header()
		case choosing:
			more = f.choose(open)
		case filling:
			more = f.fill()
		case passing:
			more = f.pass()
		}
	}
}

// resume makes the window what an earlier segment left of itself.
func (f *Framer) resume() {
	f.win = f.buf[f.used:]
	f.buffered = len(f.win) > 0
}

// spare bounds the memory that an idle Framer holds on to.
const spare = 64 << 10

// retain keeps what is left of the window for the next segment.
func (f *Framer) retain() {
	f.used = len(f.buf) - len(f.win)
	if !f.buffered || f.used > len(f.buf)/2 {
		f.buf = append(f.buf[:0], f.win...)
		f.used = 0
	}
	if len(f.buf) == 0 && cap(f.buf) > spare {
		f.buf = nil
	}
	f.win = nil
	f.marks.release(f.keepFrom())
}

// keepFrom returns the position of the first byte whose frames still matter.
func (f *Framer) keepFrom() int64 {
	if f.state == filling {
		return f.at - int64(len(f.mem))
	}
	return f.at
}

// use takes n bytes off the window.
func (f *Framer) use(n int) {
	f.win = f.win[n:]
	f.at += int64(n)
	f.scan = 0
}

// junk takes n bytes off the window that belong to no message.
func (f *Framer) junk(n int) {
	if n > 0 {
		f.before = f.win[n-1]
		f.use(n)
		f.sink.Junk(n)
	}
}

// inStep makes the next byte one that can begin a message.
func (f *Framer) inStep() {
	f.state, f.trial, f.scan, f.before = between, false, 0, '\n'
}

// outOfStep makes the next byte one of which nothing is known.
func (f *Framer) outOfStep() {
	f.state, f.trial, f.scan = seeking, false, 0
}

// lineEnds passes over the line ends before a message (RFC 3261 7.5).
func (f *Framer) lineEnds() bool {
	n := 0
	for n < len(f.win) && (f.win[n] == '\r' || f.win[n] == '\n') {
		n++
	}
	if n > 0 {
		f.scratch = f.marks.frames(f.scratch[:0], f.at, f.at+int64(n))
		f.use(n)
		f.sink.KeepAlive(KeepAlive{Bytes: n, Frames: f.scratch})
	}
	if len(f.win) == 0 {
		return false
	}
	f.head.reset()
	f.state = heading
	return true
}

// begin takes the start line at the beginning of the window, its line end
// included, and goes on to the header. It reports whether it is a start line.
func (f *Framer) begin(line []byte, trial bool) bool {
	f.head.reset()
	eol := bytes.TrimSuffix(line, []byte{'\n'})
	bare := !bytes.HasSuffix(eol, []byte{'\r'})
	eol = bytes.TrimSuffix(eol, []byte{'\r'})
	if !plausible(eol) {
		return false
	}
	start, ok := parseStartLine(eol)
	if !ok {
		return false
	}
	f.head.start = start
	f.head.line = len(line)
	f.scan = len(line)
	if start.odd != "" {
		f.flaw(defect.Defect{Kind: DefectStartLine, Text: start.odd + ": " + quote(eol)})
	}
	if bare {
		f.head.bareLF(len(eol))
	}
	f.state, f.trial = heading, trial
	return true
}

// flaw notes a defect of the message at hand.
func (f *Framer) flaw(d defect.Defect) { f.head.defects = append(f.head.defects, d) }

package sip

import (
	"fmt"

	"prescap/decode/defect"
)

// firstBody is how much memory is taken for a body before any of it came; more
// is taken as it comes, whatever Content-Length promises.
const firstBody = 64 << 10

// length returns how many bytes of the message at hand are to be kept.
func (f *Framer) length() int {
	return f.head.end + int(min(f.head.want, int64(f.limits.Body)))
}

// whole returns how many bytes the message at hand has.
func (f *Framer) whole() int64 { return int64(f.head.end) + f.head.want }

// body goes on to the body: to the end of the message, when it is there, or to
// collecting what comes of it.
func (f *Framer) body() {
	n := f.length()
	if len(f.win) >= n {
		f.complete(f.copied(n))
		return
	}
	have := len(f.win)
	f.mem = append(make([]byte, 0, min(n, have+firstBody)), f.win...)
	f.use(have)
	f.state = filling
}

// fill collects the body.
func (f *Framer) fill() bool {
	n := f.length()
	add := min(n-len(f.mem), len(f.win))
	if need := len(f.mem) + add; need > cap(f.mem) {
		grown := make([]byte, len(f.mem), min(n, max(2*cap(f.mem), need)))
		copy(grown, f.mem)
		f.mem = grown
	}
	f.mem = append(f.mem, f.win[:add]...)
	f.use(add)
	if len(f.mem) < n {
		return false
	}
	mem := f.mem
	f.mem = nil
	f.complete(mem)
	return true
}

// complete gives a message that is all there, or all that the limits allow.
func (f *Framer) complete(mem []byte) {
	f.rest = f.whole() - int64(len(mem))
	if f.rest > 0 {
		f.flaw(defect.Defect{Kind: DefectBodyLimit, Offset: len(mem),
			Text: fmt.Sprintf("the body has %d bytes; only the first %d are read", f.head.want, f.limits.Body)})
	}
	behind := 0
	if f.datagram() && f.rest == 0 {
		if behind = len(f.win); behind > 0 {
			f.flaw(defect.Defect{Kind: DefectDatagramRest, Offset: len(mem),
				Text: fmt.Sprintf("%d bytes behind the message in its datagram", behind)})
		}
	}
	f.emit(mem, int(f.rest))
	f.junk(behind)
	f.inStep()
	if f.rest > 0 {
		f.state = passing
	}
}

// pass passes over the rest of a body.
func (f *Framer) pass() bool {
	n := min(f.rest, int64(len(f.win)))
	f.use(int(n))
	if f.rest -= n; f.rest > 0 {
		return false
	}
	f.inStep()
	return true
}

// copied takes n bytes off the window, for keeps.
func (f *Framer) copied(n int) []byte {
	mem := make([]byte, n)
	copy(mem, f.win)
	f.use(n)
	return mem
}

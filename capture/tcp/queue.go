package tcp

import (
	"encoding/binary"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/reassembly"
)

// queues keeps what waits behind holes, in gopacket's assembler. It serves one
// shard; the assembler is made when the first hole opens.
type queues struct {
	assembler *reassembly.Assembler
	opening   *queue // Handed to the factory.
	count     uint64 // Of queues opened, to tell them apart.
}

// queue keeps what waits of one stream. gopacket knows it as a connection of
// which one direction is used; its sequence numbers count from the offset at
// which the queue was opened.
type queue struct {
	of   *queues
	a    *Assembler
	s    *stream
	flow gopacket.Flow
	base int64 // Offset that has sequence number origin.
}

// origin leaves room below for bytes that come before the first that came.
const origin = 1 << 30

// open returns a queue for s. Unless s is held, it starts at s.next.
func (q *queues) open(a *Assembler, s *stream) *queue {
	if q.assembler == nil {
		q.assembler = reassembly.NewAssembler(reassembly.NewStreamPool(q))
	}
	q.count++
	var src, dst [9]byte
	binary.BigEndian.PutUint64(src[:], q.count)
	copy(dst[:], src[:])
	dst[8] = 1
	u := &queue{of: q, a: a, s: s, base: s.next, flow: gopacket.NewFlow(gopacket.EndpointInvalid, src[:], dst[:])}
	q.opening = u
	if !s.held {
		u.start(s.next)
	}
	return u
}

// New implements reassembly.StreamFactory.
func (q *queues) New(_, _ gopacket.Flow, _ *layers.TCP, _ reassembly.AssemblerContext) reassembly.Stream {
	return q.opening
}

// start says that the next byte to give is the one at offset off.
func (u *queue) start(off int64) {
	u.assemble(u.flow, layers.TCP{Seq: u.seq(off) - 1, SYN: true})
}

// add keeps data, whose first byte has offset off, or gives it with what
// follows it.
func (u *queue) add(off int64, data []byte) {
	t := layers.TCP{Seq: u.seq(off)}
	t.Payload = data
	u.assemble(u.flow, t)
}

// skip gives up the hole before the first byte that waits: an empty segment
// behind everything makes gopacket notice that too much waits for its taste.
func (u *queue) skip() {
	last := u.s.spans[len(u.s.spans)-1].end
	u.of.assembler.MaxBufferedPagesPerConnection = 1
	u.assemble(u.flow, layers.TCP{Seq: u.seq(last) + 1})
	u.of.assembler.MaxBufferedPagesPerConnection = 0
}

// close makes gopacket forget the queue. Nothing waits in it any more.
func (u *queue) close() {
	u.assemble(u.flow, layers.TCP{Seq: u.seq(u.s.next), RST: true})
	u.assemble(u.flow.Reverse(), layers.TCP{SYN: true, RST: true})
}

func (u *queue) seq(off int64) uint32 { return uint32(off-u.base) + origin }

func (u *queue) assemble(flow gopacket.Flow, t layers.TCP) {
	u.of.assembler.AssembleWithContext(flow, &t, u)
}

// GetCaptureInfo implements reassembly.AssemblerContext. Nothing here depends on
// gopacket's idea of time, nor on its provenance.
func (u *queue) GetCaptureInfo() gopacket.CaptureInfo { return gopacket.CaptureInfo{} }

// Accept implements reassembly.Stream.
func (u *queue) Accept(*layers.TCP, gopacket.CaptureInfo, reassembly.TCPFlowDirection, reassembly.Sequence, *bool, reassembly.AssemblerContext) bool {
	return true
}

// ReassembledSG implements reassembly.Stream: it gives what need not wait any
// more, in order.
func (u *queue) ReassembledSG(sg reassembly.ScatterGather, _ reassembly.AssemblerContext) {
	n, _ := sg.Lengths()
	if n == 0 {
		return
	}
	s := u.s
	u.a.marks = s.take(s.next, s.next+int64(n), u.a.marks[:0])
	u.a.give(s, sg.Fetch(n), u.a.marks)
}

// ReassemblyComplete implements reassembly.Stream.
func (u *queue) ReassemblyComplete(reassembly.AssemblerContext) bool { return true }

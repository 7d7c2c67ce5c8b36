package pipeline

import "prescap/capture"

const (
	// batchSize is the number of packets at which a batch closes.
	batchSize = 512
	// inFlight is the number of batches between reader and merge.
	inFlight = 4
)

// batch is a stretch of the input, cut into one part for each shard.
type batch struct {
	parts   []part
	packets int
	frames  []capture.Frame  // Behind the packets' Frames.
	blocks  []*capture.Block // Held until the batch is done.
}

// part is one shard's share of a batch: what it is told, and what it answers.
type part struct {
	orders []order
	items  []Item
}

// order is one thing a shard is told, in order of its seq.
type order struct {
	do      verb
	packet  capture.Packet  // do == take. For retire only Seq, Time and Conn.
	label   int             // Of the packet's connection in its input; -1 for none.
	why     capture.EndKind // do == retire.
	control capture.Control // do == step.
}

type verb uint8

const (
	take   verb = iota // A packet.
	retire             // Forget a connection.
	step               // The clock moved, secrets came, or the input ended.
)

func newBatch(shards int) *batch {
	return &batch{parts: make([]part, shards)}
}

// hold keeps the memory of a record until the batch is done.
func (b *batch) hold(block *capture.Block) {
	if block == nil || len(b.blocks) > 0 && b.blocks[len(b.blocks)-1] == block {
		return
	}
	block.Retain()
	b.blocks = append(b.blocks, block)
}

// reset makes the batch empty, and gives back what it holds.
func (b *batch) reset() {
	for _, block := range b.blocks {
		block.Release()
	}
	clear(b.blocks)
	b.blocks, b.frames, b.packets = b.blocks[:0], b.frames[:0], 0
	for i := range b.parts {
		p := &b.parts[i]
		clear(p.orders) // They point into blocks.
		clear(p.items)  // They point to messages.
		p.orders, p.items = p.orders[:0], p.items[:0]
	}
}

// frame stores f behind the batch's packets and returns it as a list.
func (b *batch) frame(f capture.Frame) []capture.Frame {
	b.frames = append(b.frames, f)
	n := len(b.frames)
	return b.frames[n-1 : n : n]
}

package capture

import (
	"context"
	"sync/atomic"
)

// Status is what a Source answers besides a record.
type Status uint8

// The answers of Source.Next.
const (
	Ready Status = iota // The record is filled in.
	Idle                // Nothing is ready now; the next call waits.
	End                 // There will be nothing more.
)

// Source hands out the records of a run in order.
type Source interface {
	// Next fills r with the next record and answers Ready. When nothing is
	// ready yet it answers Idle, once; the call after that waits until there is
	// something to say. After the last record it answers End, for ever.
	//
	// A live source may answer Idle again and again, with a time in
	// r.Frame.Time: no record to come will be older. Others leave it zero.
	//
	// The error is non-nil only together with End: ctx ended, or the source as a
	// whole broke. Trouble with one input ends that input, not the source, and
	// is told by Inputs.
	//
	// r.Data is valid while r.Block is held; see Block.
	Next(ctx context.Context, r *Record) (Status, error)

	// Inputs tells what was read from where, and what went wrong. Its order is
	// that of Frame.File. It may be called after End.
	Inputs() []Input

	// Close releases files and goroutines. It must be called once.
	Close() error
}

// Input is the account of one file, pipe or interface.
type Input struct {
	Name     string // As the user named it.
	Packets  int    // Records handed out.
	Bytes    int64  // Bytes read, headers of the file format included.
	Skipped  int    // Blocks, records or comments passed over because they made no sense, or for lack of room.
	Filtered int    // Packets that a capture filter left out, as far as is known.
	Dropped  int    // Packets that whoever captured had no room for, as far as is known.

	Interfaces []Interface // By Record.Interface, as far as the input tells. Grows, never changes.
	Comments   []Comment   // Of packets, by frame. Grows, never changes.

	// Err is nil, or wraps ErrUnreadable or ErrCutShort with where and why.
	Err error
}

// Interface is where an input was captured.
type Interface struct {
	Name string // "" where the input does not say.
	Link LinkType
}

// Comment is what somebody wrote on a packet of a pcapng file.
type Comment struct {
	Frame int // Frame.Num.
	Text  string
}

// LinkType is a link-layer header type, as registered by tcpdump.org.
type LinkType uint16

// Record is one captured frame as its source stores it.
type Record struct {
	Frame     Frame
	Link      LinkType
	Interface int    // Index within the input; 0 where the format has none.
	Data      []byte // The captured bytes, from the link header on. Read only.
	Length    int    // Bytes on the wire; larger than len(Data) when a snaplen cut it.
	Block     *Block // The memory behind Data; nil when Data is not shared.

	// Comments are those that the input has on this packet. They may be kept.
	Comments []string
	// Secrets are what the input brings to decrypt with, between the record before and
	// this one. They may be kept. At the end, those behind the last record come with End.
	Secrets []Secret
}

// Secret is key material as a pcapng file holds it.
type Secret struct {
	Kind uint32 // As pcapng numbers them: 0x544c534b is a TLS key log.
	Data []byte
}

// Block is a piece of input memory that many records share. Whoever keeps a
// record's Data beyond the next call of Source.Next retains its Block, and
// releases it when done; the last release gives the memory back.
type Block struct {
	Data []byte
	refs atomic.Int32
	free func(*Block)
}

// NewBlock returns a block with one reference. free is called, with the block,
// when the last reference is released; it may be nil.
func NewBlock(data []byte, free func(*Block)) *Block {
	b := &Block{Data: data, free: free}
	b.refs.Store(1)
	return b
}

// Retain adds a reference. A nil block is fine.
func (b *Block) Retain() {
	if b != nil {
		b.refs.Add(1)
	}
}

// Release drops a reference. A nil block is fine.
func (b *Block) Release() {
	if b == nil {
		return
	}
	if n := b.refs.Add(-1); n == 0 && b.free != nil {
		b.refs.Store(1)
		b.free(b)
	} else if n < 0 {
		panic("capture: block released more often than retained")
	}
}

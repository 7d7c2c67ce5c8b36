package live

import (
	"encoding/binary"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"prescap/capture"
	"prescap/capture/bpf"
)

const (
	// ringBlock is the size of a block. It has room for some of the largest packets
	// that offloading makes by default.
	ringBlock = 512 << 10
	// leastBlocks is how few blocks a ring has.
	leastBlocks = 8
	// retire is how long a block waits for more packets.
	retire = 40 * time.Millisecond
	// headroom is what stays free in front of each packet, for headers that we make.
	headroom = 32
)

// ring is memory that is shared with the kernel, in blocks. A block is the kernel's until
// that says otherwise, and then ours until nobody holds it.
type ring struct {
	memory []byte
	blocks []*capture.Block
	next   int          // The block that the kernel will give next.
	used   atomic.Int32 // Blocks that are ours, and one for the ring itself.

	block *capture.Block // The one that is being read; nil for none.
	at    int            // Of its next packet.
	left  int            // Packets.
}

func newRing(fd, size int) (*ring, error) {
	for option, value := range map[int]int{unix.PACKET_VERSION: unix.TPACKET_V3, unix.PACKET_RESERVE: headroom} {
		if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, option, value); err != nil {
			return nil, err
		}
	}
	if size <= 0 {
		size = DefaultBuffer
	}
	n := max(leastBlocks, size/ringBlock)
	const frame = 2048 // The kernel wants one that divides the block, and ignores it.
	req := unix.TpacketReq3{
		Block_size: ringBlock, Block_nr: uint32(n), Frame_size: frame, Frame_nr: uint32(n * ringBlock / frame),
		Retire_blk_tov: uint32(retire / time.Millisecond),
	}
	if err := unix.SetsockoptTpacketReq3(fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &req); err != nil {
		return nil, err
	}
	memory, err := unix.Mmap(fd, 0, n*ringBlock, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	r := &ring{memory: memory, blocks: make([]*capture.Block, n)}
	r.used.Store(1)
	for i := range r.blocks {
		r.blocks[i] = capture.NewBlock(memory[i*ringBlock:][:ringBlock:ringBlock], r.giveBack)
	}
	return r, nil
}

// blockHeader is where the kernel describes a block, behind its version and an offset.
func blockHeader(b *capture.Block) *unix.TpacketHdrV1 {
	return (*unix.TpacketHdrV1)(unsafe.Pointer(&b.Data[8]))
}

// giveBack makes a block the kernel's again.
func (r *ring) giveBack(b *capture.Block) {
	atomic.StoreUint32(&blockHeader(b).Block_status, unix.TP_STATUS_KERNEL)
	r.release()
}

// release ends one use of the memory, which goes with the last.
func (r *ring) release() {
	if r.used.Add(-1) == 0 {
		unix.Munmap(r.memory)
	}
}

// close gives up the ring. Its memory stays while somebody holds a block.
func (r *ring) close() {
	r.leave()
	r.release()
}

// leave is done with the block that was being read.
func (r *ring) leave() {
	if r.block != nil {
		b := r.block
		r.block, r.left = nil, 0
		b.Release()
	}
}

// peek returns the header of the next packet, nil when none is there yet. What was taken
// before is no longer held.
func (r *ring) peek() *unix.Tpacket3Hdr {
	for r.left == 0 {
		r.leave()
		b := r.blocks[r.next]
		h := blockHeader(b)
		if atomic.LoadUint32(&h.Block_status)&unix.TP_STATUS_USER == 0 {
			return nil
		}
		r.used.Add(1)
		r.next = (r.next + 1) % len(r.blocks)
		r.block, r.at, r.left = b, int(h.Offset_to_first_pkt), int(h.Num_pkts)
	}
	return (*unix.Tpacket3Hdr)(unsafe.Pointer(&r.block.Data[r.at]))
}

func timeOf(h *unix.Tpacket3Hdr) time.Time { return time.Unix(int64(h.Sec), int64(h.Nsec)).UTC() }

// take fills in the next packet, which is there, and moves on behind it.
func (r *ring) take(kind bpf.SocketKind, rec *capture.Record) {
	h := r.peek()
	b, at := r.block.Data, r.at
	start, end := at+int(h.Mac), at+int(h.Mac)+int(h.Snaplen)
	before := start
	tag, tagged := tagOf(h)
	switch {
	case kind == bpf.Cooked:
		address := (*unix.RawSockaddrLinklayer)(unsafe.Pointer(&b[at+unix.SizeofTpacket3Hdr]))
		start = cook(b, start, address, tag, tagged)
	case tagged && h.Snaplen >= 12:
		start -= 4
		copy(b[start:], b[before:before+12])
		copy(b[start+12:], tag[:])
	}
	rec.Data, rec.Length = b[start:end:end], int(h.Len)+before-start
	rec.Block, rec.Frame.Time = r.block, timeOf(h)
	r.at += int(h.Next_offset)
	r.left--
}

// tagOf is the VLAN tag that the kernel took off a packet.
func tagOf(h *unix.Tpacket3Hdr) (tag [4]byte, tagged bool) {
	if h.Status&unix.TP_STATUS_VLAN_VALID == 0 {
		return tag, false
	}
	const vlan = 0x8100 // IEEE 802.1Q.
	kind := uint16(vlan)
	if h.Status&unix.TP_STATUS_VLAN_TPID_VALID != 0 {
		kind = h.Hv1.Vlan_tpid
	}
	binary.BigEndian.PutUint16(tag[:], kind)
	binary.BigEndian.PutUint16(tag[2:], uint16(h.Hv1.Vlan_tci))
	return tag, true
}

// cook makes the header of Linux cooked captures, version 2 (LINKTYPE_LINUX_SLL2,
// tcpdump.org), in front of a network header at start, and returns where it begins.
func cook(b []byte, start int, from *unix.RawSockaddrLinklayer, tag [4]byte, tagged bool) int {
	const size = 20
	protocol := *(*[2]byte)(unsafe.Pointer(&from.Protocol)) // In network order.
	if tagged {
		copy(b[start-4:], tag[2:])
		copy(b[start-2:], protocol[:])
		protocol = [2]byte(tag[:2])
		start -= 4
	}
	start -= size
	head := b[start:][:size]
	clear(head)
	copy(head, protocol[:])
	binary.BigEndian.PutUint32(head[4:], uint32(from.Ifindex))
	binary.BigEndian.PutUint16(head[8:], from.Hatype)
	head[10], head[11] = from.Pkttype, from.Halen
	copy(head[12:], from.Addr[:])
	return start
}

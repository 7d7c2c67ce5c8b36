package pcapfile

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"

	"prescap/capture"
)

// Block types of pcapng (draft-ietf-opsawg-pcapng 4).
const (
	sectionHeader  = 0x0a0d0d0a
	interfaceDescr = 1
	obsoletePacket = 2
	simplePacket   = 3
	interfaceStats = 5
	enhancedPacket = 6
	secretsBlock   = 10
	byteOrderMagic = 0x1a2b3c4d
)

// pcapng reads sections of blocks.
type pcapng struct {
	order      binary.ByteOrder // Of the present section.
	interfaces []netInterface   // Likewise.
	before     int              // Interfaces of earlier sections: numbers go on.
	pass       int64            // Bytes of a block that are still to be passed over, but for its last length.
	passing    uint32           // The length of that block; 0 for none.
	odd        int

	described []capture.Interface // Of all sections, up to maxInterfaces.
	dropped   int64               // By all interfaces of all sections.
	secrets   pending             // Since the packet before.
}

// netInterface is what an interface description says, and the statistics behind it.
type netInterface struct {
	link    capture.LinkType
	snaplen uint32
	clock   resolution
	dropped int64 // As it was told last.
}

func (p *pcapng) settle(in *capture.Input) {
	in.Skipped, in.Dropped, in.Interfaces = p.odd, int(min(p.dropped, math.MaxInt)), p.described
}

func (p *pcapng) left() []capture.Secret { return p.secrets.take() }

func (p *pcapng) next(ctx context.Context, f *feed, r *capture.Record) (capture.Status, error) {
	for {
		if p.passing > 0 {
			if status, err := p.passOver(ctx, f); status != capture.Ready {
				return status, err
			}
		}
		b, status := f.need(ctx, 12)
		switch {
		case status == capture.Idle:
			return status, nil
		case status == capture.End && len(b) == 0:
			return status, nil
		case status == capture.End:
			return status, fmt.Errorf("%d bytes of a block header of 12", len(b))
		}
		if err := p.section(b); err != nil {
			return capture.End, err
		}
		kind, size := p.order.Uint32(b), p.order.Uint32(b[4:])
		if size < 12 || size%4 != 0 {
			return capture.End, fmt.Errorf("a block of type %#x says that it has %d bytes", kind, size)
		}
		switch kind {
		case sectionHeader, interfaceDescr, obsoletePacket, simplePacket, enhancedPacket:
		case interfaceStats, secretsBlock: // A capture is whole without them.
			if size > maxRecord {
				p.odd++
				p.pass, p.passing = int64(size)-4, size
				continue
			}
		default:
			p.pass, p.passing = int64(size)-4, size
			continue
		}
		if size > maxRecord {
			return capture.End, fmt.Errorf("a block of type %#x says that it has %d bytes", kind, size)
		}
		if b, status = f.need(ctx, int(size)); status == capture.Idle {
			return status, nil
		} else if status == capture.End {
			return status, fmt.Errorf("%d of the %d bytes of a block", len(b), size)
		}
		if again := p.order.Uint32(b[size-4:]); again != size {
			return capture.End, twoLengths(size, again)
		}
		is, err := p.block(kind, b[8:size-4], r)
		if err != nil {
			return capture.End, err
		}
		f.use(int(size))
		if is {
			r.Secrets = p.secrets.take()
			return capture.Ready, nil
		}
	}
}

// passOver goes on passing over a block, however large, and ends it.
func (p *pcapng) passOver(ctx context.Context, f *feed) (capture.Status, error) {
	left, status := f.discard(ctx, p.pass)
	p.pass = left
	if status == capture.Ready {
		var b []byte
		if b, status = f.need(ctx, 4); status == capture.Ready {
			size := p.passing
			if again := p.order.Uint32(b); again != size {
				return capture.End, twoLengths(size, again)
			}
			f.use(4)
			p.passing = 0
			return capture.Ready, nil
		}
		left -= int64(len(b))
	}
	if status == capture.Idle {
		return status, nil
	}
	return status, fmt.Errorf("the last block ends %d bytes too early", left+4)
}

func twoLengths(first, last uint32) error {
	return fmt.Errorf("a block begins with the length %d and ends with the length %d", first, last)
}

// section takes the byte order from a section header; any other block is fine
// once there was one.
func (p *pcapng) section(b []byte) error {
	if binary.LittleEndian.Uint32(b) != sectionHeader {
		return nil
	}
	switch uint32(byteOrderMagic) {
	case binary.LittleEndian.Uint32(b[8:]):
		p.order = binary.LittleEndian
	case binary.BigEndian.Uint32(b[8:]):
		p.order = binary.BigEndian
	default:
		return fmt.Errorf("a section header without byte order")
	}
	return nil
}

// block reads the body of a block that matters; it reports whether that is a
// packet.
func (p *pcapng) block(kind uint32, b []byte, r *capture.Record) (bool, error) {
	switch kind {
	case sectionHeader:
		p.before += len(p.interfaces)
		p.interfaces = nil
	case interfaceDescr:
		return false, p.describe(b)
	case interfaceStats:
		p.statistics(b)
	case secretsBlock:
		p.secret(b)
	case simplePacket:
		return p.simple(b, r)
	case enhancedPacket:
		if len(b) < 20 {
			return false, fmt.Errorf("a packet block of %d bytes", len(b))
		}
		return p.packet(p.order.Uint32(b), b[4:], r)
	case obsoletePacket:
		if len(b) < 20 {
			return false, fmt.Errorf("a packet block of %d bytes", len(b))
		}
		return p.packet(uint32(p.order.Uint16(b)), b[4:], r)
	}
	return false, nil
}

// maxInterfaces bounds the interfaces of a section. Packets of those beyond it
// are handed out like those of interfaces that nobody described. It bounds as well
// those of all sections that are named in the account.
const maxInterfaces = 1 << 16

// maxName bounds the name of an interface; Linux has 15 bytes, Windows some 50.
const maxName = 256

// describe reads an interface description.
func (p *pcapng) describe(b []byte) error {
	if len(b) < 8 {
		return fmt.Errorf("an interface description of %d bytes", len(b))
	}
	n := netInterface{link: capture.LinkType(p.order.Uint16(b)), snaplen: p.order.Uint32(b[4:]), clock: microseconds()}
	var name []byte
	for opts := b[8:]; ; {
		code, value, rest, ok := p.option(opts)
		if !ok {
			break
		}
		switch {
		case code == optName:
			name = value
		case code == optResolution && len(value) == 1:
			n.clock.of(value[0])
		case code == optOffset && len(value) == 8:
			n.clock.offset = int64(p.order.Uint64(value))
		}
		opts = rest
	}
	if len(p.interfaces) == maxInterfaces {
		p.odd++
		return nil
	}
	p.interfaces = append(p.interfaces, n)
	if p.before+len(p.interfaces) > maxInterfaces {
		p.odd++
		return nil
	}
	p.described = append(p.described, capture.Interface{Name: valid(name[:min(len(name), maxName)]), Link: n.link})
	return nil
}

// packet reads what an enhanced packet block has behind the interface number:
// time, lengths, data.
func (p *pcapng) packet(number uint32, b []byte, r *capture.Record) (bool, error) {
	ticks := uint64(p.order.Uint32(b))<<32 | uint64(p.order.Uint32(b[4:]))
	size, wire := p.order.Uint32(b[8:]), p.order.Uint32(b[12:])
	if uint64(size) > uint64(len(b)-16) {
		return false, fmt.Errorf("a packet of %d bytes in a block with room for %d", size, len(b)-16)
	}
	p.record(number, b[16:16+size:16+size], wire, r)
	if end := 16 + padded(int(size)); end < len(b) {
		p.comments(b[end:], r)
	}
	if int(number) < len(p.interfaces) {
		r.Frame.Time, r.Frame.Untimed = p.interfaces[number].clock.time(ticks)
	}
	return true, nil
}

// simple reads a simple packet block, which has no time and tells the length on
// the wire only.
func (p *pcapng) simple(b []byte, r *capture.Record) (bool, error) {
	if len(b) < 4 {
		return false, fmt.Errorf("a simple packet block of %d bytes", len(b))
	}
	wire := p.order.Uint32(b)
	size := min(int64(wire), int64(len(b)-4))
	if len(p.interfaces) > 0 && p.interfaces[0].snaplen > 0 {
		size = min(size, int64(p.interfaces[0].snaplen))
	}
	p.record(0, b[4:4+size:4+size], wire, r)
	r.Frame.Untimed = true
	return true, nil
}

// unknownLink stands for that of an interface nobody described.
const unknownLink = 0xffff

// record fills in r, without a time.
func (p *pcapng) record(number uint32, data []byte, wire uint32, r *capture.Record) {
	r.Interface, r.Link = p.before+int(number), unknownLink
	if int(number) < len(p.interfaces) {
		r.Link = p.interfaces[number].link
	} else {
		p.odd++
		r.Frame.Untimed = true
	}
	r.Data, r.Length = data, max(int(wire), len(data))
}

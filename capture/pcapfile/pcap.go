package pcapfile

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"prescap/capture"
)

// format reads records of one file format.
type format interface {
	// next fills in r but for Frame.File, Frame.Num and Block. With End comes an
	// error, unless the input ended where it may.
	next(ctx context.Context, f *feed, r *capture.Record) (capture.Status, error)
	// settle says in the account what the format knows: what was passed over, what was
	// dropped, and by which interfaces it was captured.
	settle(in *capture.Input)
	// left is the secrets behind the last record. It gives them once.
	left() []capture.Secret
}

// pcap is the classic format: a file header of 24 bytes, then records with a
// header of 16 each, or 24 in Kuznetzov's variant.
type pcap struct {
	order  binary.ByteOrder
	unit   time.Duration // Of the fraction of a second.
	header int           // Size of a record header.
	link   capture.LinkType
	device []capture.Interface // The one that there is, without a name.
}

const pcapFileHeader = 24

// newPcap reads the file header, whose magic number was recognised.
func newPcap(b []byte) (*pcap, bool) {
	p := &pcap{order: binary.LittleEndian, unit: time.Microsecond, header: 16}
	magic := binary.LittleEndian.Uint32(b)
	if b[0] == 0xa1 {
		p.order = binary.BigEndian
		magic = binary.BigEndian.Uint32(b)
	}
	switch magic {
	case 0xa1b2c3d4:
	case 0xa1b23c4d:
		p.unit = time.Nanosecond
	case 0xa1b2cd34:
		p.header = 24
	default:
		return nil, false
	}
	return p, true
}

func (p *pcap) start(b []byte) {
	p.link = capture.LinkType(p.order.Uint32(b[20:]))
	p.device = []capture.Interface{{Link: p.link}}
}

func (p *pcap) settle(in *capture.Input) { in.Interfaces = p.device }

func (p *pcap) left() []capture.Secret { return nil }

func (p *pcap) next(ctx context.Context, f *feed, r *capture.Record) (capture.Status, error) {
	b, status := f.need(ctx, p.header)
	switch {
	case status == capture.Idle:
		return status, nil
	case status == capture.End && len(b) == 0:
		return status, nil
	case status == capture.End:
		return status, fmt.Errorf("%d bytes of a record header of %d", len(b), p.header)
	}
	size, wire := p.order.Uint32(b[8:]), p.order.Uint32(b[12:])
	if size > maxRecord {
		return capture.End, fmt.Errorf("a record says that it has %d bytes", size)
	}
	sec, frac := p.order.Uint32(b), p.order.Uint32(b[4:])
	whole := p.header + int(size)
	if b, status = f.need(ctx, whole); status != capture.Ready {
		if status == capture.Idle {
			return status, nil
		}
		return status, fmt.Errorf("%d of the %d bytes of a packet", len(b)-p.header, size)
	}
	r.Frame.Time = time.Unix(int64(sec), int64(frac)*int64(p.unit)).UTC()
	r.Link = p.link
	r.Data = b[p.header:whole:whole]
	r.Length = max(int(wire), int(size))
	f.use(whole)
	return capture.Ready, nil
}

package captext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

// Write returns a pcapng capture of the packets. It depends on nothing but the
// packets.
func Write(packets []Packet) ([]byte, error) {
	var out bytes.Buffer
	w, err := pcapgo.NewNgWriterInterface(&out,
		pcapgo.NgInterface{Name: "captext", LinkType: layers.LinkTypeEthernet},
		pcapgo.NgWriterOptions{SectionInfo: pcapgo.NgSectionInfo{Application: "captext"}})
	if err != nil {
		return nil, err
	}
	for i, p := range packets {
		info := gopacket.CaptureInfo{Timestamp: p.Time, CaptureLength: len(p.Data), Length: len(p.Data)}
		if err := w.WritePacket(info, p.Data); err != nil {
			return nil, fmt.Errorf("captext: packet %d: %w", i+1, err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// read returns the packets of a capture that the language can tell, and how
// many it cannot.
func read(capture []byte) (packets []packet, left int, err error) {
	// The readers of pcapgo panic on some broken files.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("captext: the capture is broken: %v", r)
		}
	}()
	next, err := opened(capture)
	if err != nil {
		return nil, 0, fmt.Errorf("captext: not a capture: %w", err)
	}
	before := time.Unix(0, 0).UTC()
	for {
		data, link, at, err := next()
		if errors.Is(err, io.EOF) {
			return packets, left, nil
		}
		if err != nil {
			return nil, 0, fmt.Errorf("captext: after %d packets: %w", len(packets)+left, err)
		}
		if at.IsZero() {
			at = before // A simple packet block has no time.
		}
		before = at
		if p, ok := decode(data, link, at); ok {
			packets = append(packets, p)
		} else {
			left++
		}
	}
}

// A reader returns one frame after the other, then io.EOF.
type reader func() (data []byte, link layers.LinkType, at time.Time, err error)

// opened returns the reader for a pcapng or pcap capture.
func opened(capture []byte) (reader, error) {
	if bytes.HasPrefix(capture, []byte{0x0a, 0x0d, 0x0d, 0x0a}) {
		if err := checkBlocks(capture); err != nil {
			return nil, err
		}
		r, err := pcapgo.NewNgReader(bytes.NewReader(capture), pcapgo.NgReaderOptions{WantMixedLinkType: true})
		if err != nil {
			return nil, err
		}
		return func() ([]byte, layers.LinkType, time.Time, error) {
			data, info, err := r.ReadPacketData()
			if err != nil {
				return nil, 0, time.Time{}, err
			}
			return data, info.AncillaryData[0].(layers.LinkType), info.Timestamp, nil
		}, nil
	}
	if bytes.HasPrefix(capture, []byte{0x1f, 0x8b}) {
		return nil, errors.New("it is compressed; decompress it first")
	}
	// pcapgo makes room for what a packet claims, up to the snaplen: claims
	// beyond the file are refused here.
	r, err := pcapgo.NewReader(bytes.NewReader(capture))
	if err != nil {
		return nil, err
	}
	r.SetSnaplen(min(uint32(len(capture)), max(r.Snaplen(), 1<<18)))
	return func() ([]byte, layers.LinkType, time.Time, error) {
		data, info, err := r.ReadPacketData()
		return data, r.LinkType(), info.Timestamp, err
	}, nil
}

// checkBlocks refuses pcapng packet blocks that claim more bytes than the file
// has: pcapgo would make room for them.
func checkBlocks(capture []byte) error {
	var order binary.ByteOrder = binary.LittleEndian
	for rest := capture; len(rest) > 0; {
		if len(rest) < 12 {
			return io.ErrUnexpectedEOF
		}
		if bytes.HasPrefix(rest, []byte{0x0a, 0x0d, 0x0d, 0x0a}) {
			order = binary.LittleEndian
			if binary.BigEndian.Uint32(rest[8:]) == 0x1a2b3c4d {
				order = binary.BigEndian
			}
		}
		kind, size := order.Uint32(rest), order.Uint32(rest[4:])
		if size < 12 || int64(size) > int64(len(rest)) {
			return fmt.Errorf("a block claims %d bytes where %d are left", size, len(rest))
		}
		claim := uint32(0)
		switch {
		case kind == 6 && size >= 32, kind == 2 && size >= 32:
			claim = order.Uint32(rest[20:])
		case kind == 3 && size >= 16:
			claim = order.Uint32(rest[8:])
			if claim <= 1<<18 {
				claim = 0 // The snaplen of the interface may have cut it.
			}
		}
		if claim > size {
			return fmt.Errorf("a packet claims %d bytes in a block of %d", claim, size)
		}
		rest = rest[size:]
	}
	return nil
}

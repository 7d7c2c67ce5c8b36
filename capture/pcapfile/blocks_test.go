package pcapfile

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"prescap/capture"
)

// order is a byte order that can also append.
type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// words appends numbers of 32 bits.
func words(o order, numbers ...uint32) []byte {
	var b []byte
	for _, n := range numbers {
		b = o.AppendUint32(b, n)
	}
	return b
}

// join strings pieces of a file together.
func join(pieces ...[]byte) []byte {
	var b []byte
	for _, p := range pieces {
		b = append(b, p...)
	}
	return b
}

// pcapHead is the file header of a pcap with Ethernet in it.
func pcapHead(o order, magic uint32) []byte {
	return words(o, magic, 4<<16|2, 0, 0, 262144, 1)
}

// pcapRec is a record that is as long as it says.
func pcapRec(o order, sec, frac uint32, data string) []byte {
	return append(words(o, sec, frac, uint32(len(data)), uint32(len(data))), data...)
}

// block is a pcapng block with the right lengths.
func block(o order, kind uint32, body ...[]byte) []byte {
	b := join(body...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	size := uint32(len(b) + 12)
	return join(words(o, kind, size), b, words(o, size))
}

// section is a section header of unknown length.
func section(o order) []byte {
	return block(o, sectionHeader, words(o, byteOrderMagic, 1, 0xffffffff, 0xffffffff))
}

// device is an interface description.
func device(o order, link uint16, snaplen uint32, options ...[]byte) []byte {
	return block(o, interfaceDescr, o.AppendUint16(nil, link), []byte{0, 0}, words(o, snaplen), join(options...))
}

// option is one option, padded.
func option(o order, code uint16, value ...byte) []byte {
	b := o.AppendUint16(o.AppendUint16(nil, code), uint16(len(value)))
	for b = append(b, value...); len(b)%4 != 0; {
		b = append(b, 0)
	}
	return b
}

// packet is an enhanced packet block.
func packet(o order, device uint32, ticks uint64, data string, options ...[]byte) []byte {
	b := append(words(o, device, uint32(ticks>>32), uint32(ticks), uint32(len(data)), uint32(len(data))), data...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return block(o, enhancedPacket, b, join(options...))
}

// statistics is an interface statistics block.
func statistics(o order, device uint32, options ...[]byte) []byte {
	return block(o, interfaceStats, words(o, device, 0, 0), join(options...))
}

// counter is an option with a number of 64 bits.
func counter(o order, code uint16, n uint64) []byte {
	return option(o, code, o.AppendUint64(nil, n)...)
}

// secret is a decryption secrets block.
func secret(o order, kind uint32, data string) []byte {
	return block(o, secretsBlock, words(o, kind, uint32(len(data))), []byte(data))
}

// oldComment is an obsolete packet block with a comment.
func oldComment(o order, device uint16, ticks uint64, data, comment string) []byte {
	head := o.AppendUint16(o.AppendUint16(nil, device), 0)
	b := join(head, words(o, uint32(ticks>>32), uint32(ticks), uint32(len(data)), uint32(len(data))), []byte(data))
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return block(o, obsoletePacket, b, option(o, 1, []byte(comment)...))
}

// simple is a simple packet block.
func simple(o order, wire uint32, data string) []byte {
	return block(o, simplePacket, words(o, wire), []byte(data))
}

// oldPacket is an obsolete packet block; 7 packets were dropped before it.
func oldPacket(o order, device uint16, ticks uint64, data string) []byte {
	head := o.AppendUint16(o.AppendUint16(nil, device), 7)
	return block(o, obsoletePacket, head, words(o, uint32(ticks>>32), uint32(ticks), uint32(len(data)), uint32(len(data))), []byte(data))
}

// seen is a record as a test compares it.
type seen struct {
	File, Num int
	Time      string // RFC 3339; "" where it is zero.
	Untimed   bool
	Link      capture.LinkType
	Interface int
	Length    int
	Data      string
	Beside    string // Comments, and the secrets before it.
}

// besideOf tells of comments and secrets.
func besideOf(r *capture.Record) string {
	var parts []string
	for _, c := range r.Comments {
		parts = append(parts, strconv.Quote(c))
	}
	for _, s := range r.Secrets {
		parts = append(parts, fmt.Sprintf("secret %#x %q", s.Kind, s.Data))
	}
	return strings.Join(parts, " ")
}

func seenOf(t testing.TB, r *capture.Record) seen {
	t.Helper()
	if cap(r.Data) != len(r.Data) || r.Length < len(r.Data) {
		t.Fatalf("frame %d: %d bytes of %d in a slice of %d", r.Frame.Num, len(r.Data), r.Length, cap(r.Data))
	}
	s := seen{r.Frame.File, r.Frame.Num, "", r.Frame.Untimed, r.Link, r.Interface, r.Length, string(r.Data), besideOf(r)}
	if !r.Frame.Time.IsZero() {
		s.Time = r.Frame.Time.Format(time.RFC3339Nano)
	}
	return s
}

// drain reads all records, waiting where the source is idle. Secrets that come with the end
// are like those of a record without anything else.
func drain(t testing.TB, src capture.Source) []seen {
	t.Helper()
	var all []seen
	var r capture.Record
	for {
		status, err := src.Next(context.Background(), &r)
		if err != nil {
			t.Fatal(err)
		}
		switch status {
		case capture.Ready:
			all = append(all, seenOf(t, &r))
		case capture.End:
			if len(r.Secrets) > 0 {
				all = append(all, seen{Beside: besideOf(&capture.Record{Secrets: r.Secrets})})
			}
			return all
		}
	}
}

// sourceOf is a source of one input that is read from a filler.
func sourceOf(from filler) *source {
	p := newPool()
	return &source{pool: p, inputs: []*input{{feed: &feed{from: from, pool: p}}}}
}

// tempFile writes a file for one test.
func tempFile(t testing.TB, data []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "capture")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// readFiles reads the named files and returns their records and accounts.
func readFiles(t testing.TB, names ...string) ([]seen, []capture.Input) {
	t.Helper()
	src := Open(names, nil)
	all := drain(t, src)
	if err := src.Close(); err != nil {
		t.Fatal(err)
	}
	return all, src.Inputs()
}

// read reads a file of the given bytes.
func read(t testing.TB, data []byte) ([]seen, capture.Input) {
	t.Helper()
	all, inputs := readFiles(t, tempFile(t, data))
	return all, inputs[0]
}

package pcapfile

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"time"

	"prescap/capture"
)

// Head is what a capture says about itself.
type Head struct {
	// Application is who writes it, with the version, such as "prescap v1.2.0"; it may be
	// empty. Nothing else is told: what is written depends on what is given, and on neither
	// the machine nor the day.
	Application string
}

// Interface is where packets that are to be written were captured.
type Interface struct {
	Name    string // "" is left out.
	Link    capture.LinkType
	Snaplen int    // Bytes of a packet that may have been captured; 0 for all.
	Filter  string // The capture filter, as tcpdump writes it; "" is left out.
}

// Writer writes records as a pcapng file, little-endian, in one section.
//
// An interface is described when the first block needs it: interfaces have their numbers in
// the file by that. Times are nanoseconds. It is not safe for concurrent use.
//
// An error of the destination is returned by that call and by all later ones; an error that
// says what is wrong with a record leaves the file as it was.
type Writer struct {
	to      *bufio.Writer
	size    int64
	devices []outlet
	used    int    // Of these, how many the file describes.
	scratch []byte // Of what is written next, but for data.
}

// outlet is an interface of a Writer.
type outlet struct {
	Interface
	number int // In the file; -1 before it is described.
}

// writeBuffer is how much is written at once.
const writeBuffer = 256 << 10

// maxOption is how long the value of an option can be.
const maxOption = math.MaxUint16

// NewWriter returns a writer to w, which has the head of the file already. Nothing need
// reach w before Flush.
func NewWriter(w io.Writer, head Head) *Writer {
	f := &Writer{to: bufio.NewWriterSize(w, writeBuffer), scratch: make([]byte, 0, 128)}
	f.begin(sectionHeader)
	f.words(byteOrderMagic, 1, math.MaxUint32, math.MaxUint32) // Version 1.0, of unknown length.
	f.options(optionValue{optApplication, head.Application})
	f.end() // A destination that fails is told by what is written next.
	return f
}

// Interface tells of an interface, and returns the number to write its packets by.
func (w *Writer) Interface(i Interface) int {
	w.devices = append(w.devices, outlet{i, -1})
	return len(w.devices) - 1
}

// Packet writes a record as a packet of an interface, with its comments. Neither its
// Interface nor its Secrets are looked at.
//
// A record without a time of its own gets the one that it has, that of the record before: the
// block that could do without (the simple packet block) has no place for an interface and
// comments. A time before 1970 or after 2262 becomes the nearest one between. A comment that
// is longer than 65,535 bytes is cut.
//
// It is an error if the record's link type is not that of the interface, and if it is larger
// than what a capture can be read back with, 16 MiB and a bit.
func (w *Writer) Packet(number int, r *capture.Record) error {
	if number < 0 || number >= len(w.devices) {
		return unknownInterface(number)
	}
	if err := w.devices[number].fits(r); err != nil {
		return err
	}
	size := packetSize(r)
	id, err := w.describe(number)
	if err != nil {
		return err
	}
	at := ticks(r.Frame.Time)
	w.begin(enhancedPacket)
	w.words(id, uint32(at>>32), uint32(at), uint32(len(r.Data)), uint32(min(int64(max(r.Length, len(r.Data))), math.MaxUint32)))
	binary.LittleEndian.PutUint32(w.scratch[4:], uint32(size))
	w.size += int64(size)
	w.to.Write(w.scratch)
	w.to.Write(r.Data)
	w.scratch = w.scratch[:0]
	w.pad(len(r.Data))
	for _, text := range r.Comments {
		text = cutText(text, maxOption)
		w.scratch = binary.LittleEndian.AppendUint16(w.scratch, optComment)
		w.scratch = binary.LittleEndian.AppendUint16(w.scratch, uint16(len(text)))
		w.to.Write(w.scratch)
		w.to.WriteString(text)
		w.scratch = w.scratch[:0]
		w.pad(len(text))
	}
	if len(r.Comments) > 0 {
		w.words(optEnd)
	}
	w.words(uint32(size))
	_, err = w.to.Write(w.scratch) // It has the error of any write before.
	return err
}

// fits says what is wrong with a record of the interface, if anything is.
func (i *Interface) fits(r *capture.Record) error {
	if i.Link != r.Link {
		return fmt.Errorf("frame %d has link type %d, and its interface %d", r.Frame.Num, r.Link, i.Link)
	}
	if size := packetSize(r); size > maxRecord {
		return fmt.Errorf("frame %d takes %d bytes with its comments, and %d is the most that can be read again", r.Frame.Num, size, maxRecord)
	}
	return nil
}

// secretFits says the same of key material.
func secretFits(s capture.Secret) error {
	if size := 8 + 8 + padded(len(s.Data)) + 4; size > maxRecord {
		return fmt.Errorf("key material takes %d bytes, and %d is the most that can be read again", size, maxRecord)
	}
	return nil
}

func unknownInterface(number int) error {
	return fmt.Errorf("nothing was told of interface %d", number)
}

// packetSize is how many bytes a record takes in the file.
func packetSize(r *capture.Record) int {
	size := 8 + 20 + padded(len(r.Data)) + 4
	for _, text := range r.Comments {
		size += 4 + padded(len(cutText(text, maxOption)))
	}
	if len(r.Comments) > 0 {
		size += 4
	}
	return size
}

// cost is how many bytes a record of an interface adds to the file.
func (w *Writer) cost(number int, r *capture.Record) int64 {
	size := packetSize(r)
	if number >= 0 && number < len(w.devices) && w.devices[number].number < 0 {
		size += w.devices[number].descriptionSize()
	}
	return int64(size)
}

// Secret writes key material. Readers want it in front of the packets that it is for.
func (w *Writer) Secret(s capture.Secret) error {
	if err := secretFits(s); err != nil {
		return err
	}
	w.begin(secretsBlock)
	w.words(s.Kind, uint32(len(s.Data)))
	w.scratch = append(w.scratch, s.Data...)
	w.pad(len(s.Data))
	return w.end()
}

// Statistics writes how many packets an interface has received, and how many were dropped
// for lack of room, from the beginning of the capture until a time. Later statistics of an
// interface replace earlier ones.
//
// Both go where dumpcap puts them (isb_ifrecv, isb_ifdrop), although it is the operating
// system that drops: there, tools look. Negative numbers are left out, as not known.
func (w *Writer) Statistics(number int, at time.Time, received, dropped int64) error {
	if number < 0 || number >= len(w.devices) {
		return unknownInterface(number)
	}
	id, err := w.describe(number)
	if err != nil {
		return err
	}
	t := ticks(at)
	w.begin(interfaceStats)
	w.words(id, uint32(t>>32), uint32(t))
	for _, c := range []struct {
		code uint16
		n    int64
	}{{optReceived, received}, {optDropped, dropped}} {
		if c.n >= 0 {
			w.words(uint32(c.code)|8<<16, uint32(c.n), uint32(c.n>>32))
		}
	}
	w.words(optEnd)
	return w.end()
}

// Size returns how many bytes were written so far, those that wait in the buffer included.
func (w *Writer) Size() int64 { return w.size }

// Flush hands all that was written to the destination.
func (w *Writer) Flush() error { return w.to.Flush() }

// describe returns the number of an interface in the file, which describes it if it does not
// yet.
func (w *Writer) describe(number int) (uint32, error) {
	d := &w.devices[number]
	if d.number < 0 {
		d.number = w.used
		w.used++
		w.begin(interfaceDescr)
		w.words(uint32(d.Link), uint32(min(max(int64(d.Snaplen), 0), math.MaxUint32)))
		filter := d.Filter
		if filter != "" {
			filter = "\x00" + filter // It is a text, not a program.
		}
		w.options(optionValue{optName, d.Name}, optionValue{optResolution, "\x09"}, optionValue{optFilter, filter})
		if err := w.end(); err != nil {
			return 0, err
		}
	}
	return uint32(d.number), nil
}

// descriptionSize is how many bytes the description takes in the file.
func (d *outlet) descriptionSize() int {
	size := 8 + 8 + 8 + 4 + 4
	if d.Name != "" {
		size += 4 + padded(len(cutText(d.Name, maxOption)))
	}
	if d.Filter != "" {
		size += 4 + padded(len(cutText("\x00"+d.Filter, maxOption)))
	}
	return size
}

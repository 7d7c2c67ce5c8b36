package pcapfile

import (
	"encoding/binary"
	"math"
	"time"
	"unicode/utf8"
)

// begin begins a block in the scratch buffer, without its length.
func (w *Writer) begin(kind uint32) {
	w.scratch = w.scratch[:0]
	w.words(kind, 0)
}

// words adds numbers to the scratch buffer.
func (w *Writer) words(numbers ...uint32) {
	for _, n := range numbers {
		w.scratch = binary.LittleEndian.AppendUint32(w.scratch, n)
	}
}

// pad adds what n bytes lack to whole words.
func (w *Writer) pad(n int) {
	for range padded(n) - n {
		w.scratch = append(w.scratch, 0)
	}
}

// optionValue is an option of a block, left out when it has no value.
type optionValue struct {
	code  uint16
	value string
}

// options adds options, and their end, to the scratch buffer.
func (w *Writer) options(all ...optionValue) {
	for _, o := range all {
		if value := cutText(o.value, maxOption); value != "" {
			w.words(uint32(o.code) | uint32(len(value))<<16)
			w.scratch = append(w.scratch, value...)
			w.pad(len(value))
		}
	}
	w.words(optEnd)
}

// end writes the block in the scratch buffer.
func (w *Writer) end() error {
	size := len(w.scratch) + 4
	w.words(uint32(size))
	binary.LittleEndian.PutUint32(w.scratch[4:], uint32(size))
	w.size += int64(size)
	_, err := w.to.Write(w.scratch)
	if cap(w.scratch) > writeBuffer { // Large secrets are rare.
		w.scratch = make([]byte, 0, 128)
	}
	return err
}

// cutText cuts a text to at most n bytes, before a rune.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// The times that both the file and a reader can tell in nanoseconds.
const lastSecond = math.MaxInt64/int64(time.Second) - 1

// between returns the nearest time to t that can be told.
func between(t time.Time) time.Time {
	switch s := t.Unix(); {
	case s < 0:
		return time.Unix(0, 0)
	case s > lastSecond:
		return time.Unix(lastSecond, 0)
	}
	return t
}

// ticks is a time as the file has it.
func ticks(t time.Time) uint64 { return uint64(between(t).UnixNano()) }

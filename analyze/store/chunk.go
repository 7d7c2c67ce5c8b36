package store

import (
	"math"
	"slices"

	"prescap/capture"
)

// perChunk is how many messages a chunk has.
const perChunk = 1024

// chunk is messages, one behind the other. One that is full is never changed.
type chunk struct {
	records []record
	text    []byte // What, meaning, users, Call-ID and method of each, one behind the other.
	frames  []frame
	flows   []capture.Flow
	least   frame // No frame of the chunk is before it,
	most    frame // nor behind this one.
}

// frame is the number of a captured frame.
type frame struct{ file, num uint32 }

func (f frame) less(o frame) bool { return f.file < o.file || f.file == o.file && f.num < o.num }

// record is a message without what has no fixed size.
type record struct {
	time   int64 // Nanoseconds since 1970.
	at     int64 // Of its bytes in the spool; -1 when they are not kept.
	conn   uint64
	length int    // Of its bytes.
	text   int    // Where its text begins,
	what   uint16 // and how long the parts of it are.
	means  uint16
	users  uint16
	call   uint16
	method uint16
	status uint16
	flow   uint16 // Of the chunk.
	frames uint32 // Where its frames begin,
	used   uint32 // and how many there are.
	flags  flags
}

// flags are what else is to be known of a message.
type flags uint8

const (
	untimed flags = 1 << iota
	request
	hop
	refused
	odd
)

// newChunk returns an empty chunk.
func newChunk() *chunk {
	return &chunk{records: make([]record, 0, perChunk), least: frame{math.MaxUint32, math.MaxUint32}}
}

// picture is a copy that stays as it is.
func (c *chunk) picture() *chunk {
	p := *c
	p.records, p.text, p.frames, p.flows = slices.Clone(c.records), slices.Clone(c.text), slices.Clone(c.frames), slices.Clone(c.flows)
	return &p
}

// part is a stretch of the text of a record, from a part's beginning to its end.
func (c *chunk) part(from int, length uint16) []byte { return c.text[from : from+int(length)] }

// used is the frames of a record.
func (c *chunk) usedBy(r *record) []frame { return c.frames[r.frames : r.frames+r.used] }

// add adds a record with its text and frames.
func (c *chunk) add(r record, text [5]string, frames []frame) {
	r.text, r.frames, r.used = len(c.text), uint32(len(c.frames)), uint32(len(frames))
	for i, to := range []*uint16{&r.what, &r.means, &r.users, &r.call, &r.method} {
		s := text[i]
		*to = uint16(min(len(s), math.MaxUint16))
		c.text = append(c.text, s[:*to]...)
	}
	c.frames = append(c.frames, frames...)
	for _, f := range frames {
		if f.less(c.least) {
			c.least = f
		}
		if c.most.less(f) {
			c.most = f
		}
	}
	c.records = append(c.records, r)
}

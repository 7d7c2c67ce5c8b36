package store

import (
	"fmt"
	"strings"
	"time"

	"prescap/capture"
)

// List is the messages that a Store had at one moment, counted from 0 in the order of the
// run. Those before First are forgotten. The zero value has none. It may be read from any
// goroutine.
type List struct {
	first  int
	end    int
	chunks []*chunk
	spool  *spool
}

// First returns the oldest message that is kept, and so how many are not.
func (l List) First() int { return l.first }

// End returns the message behind the newest, and so how many there were.
func (l List) End() int { return l.end }

// Len returns how many messages there are.
func (l List) Len() int { return l.end - l.first }

func (l List) record(i int) (*chunk, *record) {
	i -= l.first
	c := l.chunks[i/perChunk]
	return c, &c.records[i%perChunk]
}

// Time returns when the i-th message came.
func (l List) Time(i int) time.Time {
	_, r := l.record(i)
	return time.Unix(0, r.time).UTC()
}

// At returns the i-th message; of one that is forgotten, its number.
func (l List) At(i int) Message {
	if i < l.first {
		return Message{N: i + 1}
	}
	c, r := l.record(i)
	m := Message{
		N: i + 1, Time: time.Unix(0, r.time).UTC(), Flow: c.flows[r.flow], Conn: capture.ConnID(r.conn),
		Status: int(r.status), Length: r.length, Untimed: r.flags&untimed != 0, Request: r.flags&request != 0,
		Hop: r.flags&hop != 0, Refused: r.flags&refused != 0, Odd: r.flags&odd != 0,
	}
	at := r.text
	for _, p := range []struct {
		to     *string
		length uint16
	}{{&m.What, r.what}, {&m.Meaning, r.means}, {nil, r.users}, {&m.CallID, r.call}, {&m.Method, r.method}} {
		s := string(c.part(at, p.length))
		switch at += int(p.length); {
		case p.to != nil:
			*p.to = s
		case s != "":
			m.Users = strings.Split(s, "\n")
		}
	}
	for _, f := range c.usedBy(r) {
		m.Frames = append(m.Frames, capture.Frame{File: int(f.file), Num: int(f.num)})
	}
	return m
}

// Raw returns the bytes of the i-th message, as far as they were captured. The error wraps
// ErrNotKept where there was no room for them.
func (l List) Raw(i int) ([]byte, error) {
	if i < l.first {
		return nil, fmt.Errorf("message %d: %w", i+1, ErrNotKept)
	}
	_, r := l.record(i)
	b, err := l.spool.get(r.at, r.length)
	if err != nil {
		return nil, fmt.Errorf("message %d: %w", i+1, err)
	}
	return b, nil
}

// ByFrame returns the first message that used a frame, and whether there is one.
func (l List) ByFrame(file, num int) (int, bool) {
	want := frame{uint32(file), uint32(num)}
	for k, c := range l.chunks {
		if want.less(c.least) || c.most.less(want) {
			continue
		}
		for i := range c.records {
			for _, f := range c.usedBy(&c.records[i]) {
				if f == want {
					return l.first + k*perChunk + i, true
				}
			}
		}
	}
	return 0, false
}

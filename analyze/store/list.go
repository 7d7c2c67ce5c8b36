package store

import (
	"fmt"
	"strings"
	"time"

	"prescap/capture"
)

// List is the messages that a Store had at one moment. The zero value has none. It may be
// read from any goroutine.
type List struct {
	n       int
	dropped int
	chunks  []*chunk
	flows   []capture.Flow
	spool   *spool
}

// Len returns how many messages there are.
func (l List) Len() int { return l.n }

// Dropped returns how many more there were beyond the limit.
func (l List) Dropped() int { return l.dropped }

func (l List) record(i int) (*chunk, *record) {
	c := l.chunks[i/perChunk]
	return c, &c.records[i%perChunk]
}

// Time returns when the i-th message came.
func (l List) Time(i int) time.Time {
	_, r := l.record(i)
	return time.Unix(0, r.time).UTC()
}

// At returns the i-th message.
func (l List) At(i int) Message {
	c, r := l.record(i)
	m := Message{
		N: i + 1, Time: time.Unix(0, r.time).UTC(), Flow: l.flows[r.flow], Conn: capture.ConnID(r.conn),
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
					return k*perChunk + i, true
				}
			}
		}
	}
	return 0, false
}

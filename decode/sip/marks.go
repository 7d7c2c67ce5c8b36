package sip

import (
	"slices"

	"prescap/capture"
)

// mark says that frame brought bytes from position at of the stream on. Several
// marks at one position are the frames of one capture.Mark.
type mark struct {
	at    int64
	frame capture.Frame
}

// marks remembers which frames brought the bytes that are still of interest.
type marks struct {
	list []mark
	head int // The first that counts.
}

// add takes the marks of a segment whose data begin at base.
func (m *marks) add(base int64, in []capture.Mark) {
	if m.head > len(m.list)/2 {
		m.list = append(m.list[:0], m.list[m.head:]...)
		m.head = 0
	}
	for _, c := range in {
		for _, frame := range c.Frames {
			m.list = append(m.list, mark{base + int64(c.Offset), frame})
		}
	}
}

// release forgets the marks of bytes before pos.
func (m *marks) release(pos int64) {
	for i := m.head; i < len(m.list) && m.list[i].at <= pos; i++ {
		if m.list[i].at != m.list[m.head].at {
			m.head = i
		}
	}
}

// frames appends to dst the frames that brought the bytes from a up to b,
// ascending and each once. What lies before a is forgotten.
func (m *marks) frames(dst []capture.Frame, a, b int64) []capture.Frame {
	m.release(a)
	n := m.head
	for n < len(m.list) && m.list[n].at < b {
		n++
	}
	dst = slices.Grow(dst, n-m.head)
	sorted := true
	for _, k := range m.list[m.head:n] {
		if len(dst) > 0 {
			switch c := capture.CompareFrames(dst[len(dst)-1], k.frame); {
			case c == 0:
				continue
			case c > 0:
				sorted = false
			}
		}
		dst = append(dst, k.frame)
	}
	if !sorted {
		slices.SortFunc(dst, capture.CompareFrames)
		dst = slices.CompactFunc(dst, func(a, b capture.Frame) bool { return capture.CompareFrames(a, b) == 0 })
	}
	return dst
}

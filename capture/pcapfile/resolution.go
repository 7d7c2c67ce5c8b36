package pcapfile

import (
	"math"
	"math/bits"
	"time"
)

// resolution turns the time stamps of a pcapng interface into times.
type resolution struct {
	binary bool
	digits uint  // Of the fraction of a second, decimal or binary.
	offset int64 // Seconds to be added.
}

func microseconds() resolution { return resolution{digits: 6} }

// of takes the value of if_tsresol.
func (r *resolution) of(b byte) { r.binary, r.digits = b&0x80 != 0, uint(b&0x7f) }

// time converts a number of ticks. untimed is true where the result is outside
// what can be told in nanoseconds (1678 to 2262).
func (r *resolution) time(ticks uint64) (t time.Time, untimed bool) {
	const second = uint64(time.Second)
	var sec, ns uint64
	switch {
	case r.binary && r.digits < 64:
		sec = ticks >> r.digits
		hi, lo := bits.Mul64(ticks&(1<<r.digits-1), second)
		ns = lo >> r.digits
		if r.digits > 0 {
			ns |= hi << (64 - r.digits)
		}
	case r.binary: // Less than a second in all.
		hi, _ := bits.Mul64(ticks, second)
		ns = hi >> (r.digits - 64)
	case r.digits > 19: // Likewise.
		ns = ticks
		for d := r.digits; d > 9 && ns > 0; d-- {
			ns /= 10
		}
	default:
		unit := uint64(1)
		for range r.digits {
			unit *= 10
		}
		sec = ticks / unit
		hi, lo := bits.Mul64(ticks%unit, second)
		ns, _ = bits.Div64(hi, lo, unit)
	}
	const (
		limit = math.MaxInt64/int64(time.Second) - 1
		large = math.MaxInt64 / 2
	)
	if sec > large || r.offset > large || r.offset < -large {
		return time.Time{}, true
	}
	s := int64(sec) + r.offset
	if s > limit || s < -limit {
		return time.Time{}, true
	}
	return time.Unix(s, int64(ns)).UTC(), false
}

package pcapfile

import (
	"math"
	"testing"
	"time"
)

func TestResolution(t *testing.T) {
	const never = "untimed"
	tests := []struct {
		resol  byte
		offset int64
		ticks  uint64
		want   string
	}{
		{0, 0, 1, "1970-01-01T00:00:01Z"},
		{3, 0, 1_500, "1970-01-01T00:00:01.5Z"},
		{6, 0, unix1*1_000_000 + 1, "2026-03-02T08:00:00.000001Z"},
		{6, 0, math.MaxUint64, never},
		{9, 0, unix1*1_000_000_000 + 1, "2026-03-02T08:00:00.000000001Z"},
		{9, 0, math.MaxInt64, never}, // The last second cannot be told from an overflow.
		{9, 0, math.MaxInt64 - 2_000_000_000, "2262-04-11T23:47:14.854775807Z"},
		{12, 0, 1_999, "1970-01-01T00:00:00.000000001Z"},
		{19, 0, math.MaxUint64, "1970-01-01T00:00:01.844674407Z"},
		{20, 0, math.MaxUint64, "1970-01-01T00:00:00.18446744Z"},
		{28, 0, math.MaxUint64, "1970-01-01T00:00:00.000000001Z"},
		{64, 0, math.MaxUint64, "1970-01-01T00:00:00Z"},
		{127, unix1, math.MaxUint64, "2026-03-02T08:00:00Z"},
		{0x80, 0, 1, "1970-01-01T00:00:01Z"},
		{0x80 | 10, 0, 1<<10 | 1<<9, "1970-01-01T00:00:01.5Z"},
		{0x80 | 32, 0, unix1<<32 | 1<<31, "2026-03-02T08:00:00.5Z"},
		{0x80 | 63, 0, math.MaxUint64, "1970-01-01T00:00:01.999999999Z"},
		{0x80 | 64, 0, 1 << 63, "1970-01-01T00:00:00.5Z"},
		{0x80 | 65, 0, 1 << 63, "1970-01-01T00:00:00.25Z"},
		{0x80 | 127, 0, math.MaxUint64, "1970-01-01T00:00:00Z"},
		{3, -1, 500, "1969-12-31T23:59:59.5Z"},
		{0, -10_000_000_000, 10_000_000_001, "1970-01-01T00:00:01Z"},
		{0, math.MaxInt64, 1, never},
		{0, math.MinInt64, 1, never},
		{0, math.MinInt64, math.MaxInt64, never},
		{0, math.MaxInt64, math.MaxUint64, never},
		{0, 0, 9_223_372_036, never},
		{0, 0, 9_223_372_035, "2262-04-11T23:47:15Z"},
		{0, -9_223_372_035, 0, "1677-09-21T00:12:45Z"},
		{0, -9_223_372_036, 0, never},
	}
	for _, tt := range tests {
		r := resolution{offset: tt.offset}
		r.of(tt.resol)
		got := never
		if at, untimed := r.time(tt.ticks); !untimed {
			got = at.Format(time.RFC3339Nano)
			if !time.Unix(0, at.UnixNano()).Equal(at) {
				t.Errorf("resolution %#x: %s is no int64 of nanoseconds", tt.resol, got)
			}
		}
		if got != tt.want {
			t.Errorf("resolution %#x, offset %d, %d ticks: %s, want %s", tt.resol, tt.offset, tt.ticks, got, tt.want)
		}
	}
}

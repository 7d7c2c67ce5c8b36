package category

import (
	"math"
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	for _, c := range []struct {
		in     string
		months int64
		rest   time.Duration
		out    string // As String writes it; "" for as it came.
	}{
		{"PT15M", 0, 15 * time.Minute, ""},
		{" \tPT15M\r\n", 0, 15 * time.Minute, "PT15M"},
		{"PT0S", 0, 0, ""},
		{"P0Y0M0DT0H15M0.000S", 0, 15 * time.Minute, "PT15M"},
		{"P1Y2M3DT4H5M6.7S", 14, 76*time.Hour + 5*time.Minute + 6700*time.Millisecond, ""},
		{"-P1Y2M3DT4H5M6.7S", -14, -(76*time.Hour + 5*time.Minute + 6700*time.Millisecond), ""},
		{"-PT1M", 0, -time.Minute, ""},
		{"P13M", 13, 0, "P1Y1M"},
		{"P1M", 1, 0, ""},
		{"PT36H", 0, 36 * time.Hour, "P1DT12H"},
		{"PT90S", 0, 90 * time.Second, "PT1M30S"},
		{"PT0.5S", 0, time.Second / 2, ""},
		{"PT1.0000000019S", 0, time.Second + 1, "PT1.000000001S"},
		{"PT007M", 0, 7 * time.Minute, "PT7M"},
		{"P106751DT23H47M16.854775807S", 0, math.MaxInt64, ""},
		{"P768614336404564650Y7M", math.MaxInt64, 0, ""},
	} {
		d, ok := ParseDuration(c.in)
		if !ok || d.Months != c.months || d.Rest != c.rest {
			t.Errorf("%q is %+v, %v", c.in, d, ok)
		}
		if c.out == "" {
			c.out = c.in
		}
		if got := d.String(); got != c.out {
			t.Errorf("%q comes back as %q, want %q", c.in, got, c.out)
		}
	}
	if got := (Duration{Rest: math.MinInt64}).String(); got != "-P106751DT23H47M16.854775808S" {
		t.Error(got)
	}
	for _, in := range []string{
		"", " ", "P", "-P", "PT", "T15M", "15M", "15", "P15", "PT15", "P1DT", "p1d", "PT15m", "PM", "PTM", "P1H", "PT1D", "P1M1Y", "PT1S1M", "P1D1D",
		"P-1D", "P+1D", "+P1D", "--P1D", "P 1D", "P1 D", "P1.5D", "PT1.5M", "PT.5S", "PT1.S", "PT1.5.5S", "PT1,5S", "PT1e3S", "P0x1D", "P1_0D",
		"PT15Mx", "PT15M PT15M", "P1DTT1H", "P1T", "T", "P1W", "PT１M",
		"P106752D", "PT9223372036.854775808S", "P106751DT24H", "PT99999999999999999999S", "P9223372036854775807Y", "P768614336404564650Y8M",
	} {
		if d, ok := ParseDuration(in); ok || d != (Duration{}) {
			t.Errorf("%q is %+v, %v", in, d, ok)
		}
	}
}

func TestParseGranularity(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"PT15M": 15 * time.Minute, "PT0.000000001S": 1, "P1D": 24 * time.Hour, "P0YT30M": 30 * time.Minute,
		"": 0, "PT0M": 0, "-PT15M": 0, "P1M": 0, "P1Y": 0, "P1MT15M": 0, "15": 0,
	} {
		if d, ok := ParseGranularity(in); d != want || ok != (want != 0) {
			t.Errorf("%q is %v, %v", in, d, ok)
		}
	}
}

// FuzzDuration reads anything as a duration. What is one comes back from its text.
func FuzzDuration(f *testing.F) {
	for _, s := range []string{"PT15M", "-P1Y2M3DT4H5M6.7S", "P106751DT23H47M16.854775807S", "PT1.0000000019S", "P1M1Y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDuration(s)
		if !ok {
			return
		}
		if d.Months < 0 && d.Rest > 0 || d.Months > 0 && d.Rest < 0 {
			t.Errorf("%q is %+v", s, d)
		}
		if back, ok := ParseDuration(d.String()); !ok || back != d {
			t.Errorf("%q is %+v and comes back from %q as %+v, %v", s, d, d, back, ok)
		}
	})
}

package category

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time as documents have it (xs:duration): months, which
// have no fixed length, and what has one. Both are negative, or none is.
type Duration struct {
	Months int64 // Years are twelve.
	Rest   time.Duration
}

// ParseDuration reads a duration (xs:duration), with white space around it. Digits
// behind nanoseconds do not count. ok is false when it is none, or too long for a
// Duration.
func ParseDuration(s string) (d Duration, ok bool) {
	s = trim(s)
	sign := int64(1)
	if s != "" && s[0] == '-' {
		sign, s = -1, s[1:]
	}
	if s == "" || s[0] != 'P' {
		return Duration{}, false
	}
	date, hours, timed := strings.Cut(s[1:], "T")
	p := parts{ok: date != "" || timed}
	p.read(date, "YMD", [3]int64{12, 1, 24 * int64(time.Hour)})
	d.Months = p.total[0] + p.total[1]
	rest := p.total[2]
	if d.Months < 0 {
		return Duration{}, false
	}
	if timed {
		p.ok = p.ok && hours != ""
		p.read(hours, "HMS", [3]int64{int64(time.Hour), int64(time.Minute), int64(time.Second)})
		for _, t := range p.total {
			if rest += t; rest < 0 {
				return Duration{}, false
			}
		}
	}
	if !p.ok {
		return Duration{}, false
	}
	return Duration{sign * d.Months, time.Duration(sign * rest)}, true
}

// parts reads one half of a duration: three numbers at most, each with its letter.
type parts struct {
	total [3]int64
	ok    bool
}

func (p *parts) read(s, letters string, units [3]int64) {
	p.total = [3]int64{}
	for i := range letters {
		end := strings.IndexByte(s, letters[i])
		if end < 0 {
			continue
		}
		whole, fraction, pointed := strings.Cut(s[:end], ".")
		n, err := strconv.ParseUint(whole, 10, 63)
		if err != nil || n > uint64(math.MaxInt64/units[i]) {
			p.ok = false
			return
		}
		p.total[i] = int64(n) * units[i]
		if pointed {
			f := clock{s: s[len(whole):end], ok: letters[i] == 'S' && fraction != ""}
			p.total[i] += int64(f.fraction())
			if !f.ok || f.s != "" || p.total[i] < 0 {
				p.ok = false
				return
			}
		}
		s = s[end+1:]
	}
	p.ok = p.ok && s == ""
}

// String returns the duration as XML has it, in as many parts as it needs: "PT15M".
func (d Duration) String() string {
	if d == (Duration{}) {
		return "PT0S"
	}
	sign, months, rest := "", uint64(d.Months), uint64(d.Rest)
	if d.Months < 0 || d.Rest < 0 {
		sign, months, rest = "-", -months, -rest
	}
	b := []byte(sign + "P")
	part := func(n uint64, letter byte) {
		if n > 0 {
			b = append(strconv.AppendUint(b, n, 10), letter)
		}
	}
	part(months/12, 'Y')
	part(months%12, 'M')
	part(rest/uint64(24*time.Hour), 'D')
	if rest %= uint64(24 * time.Hour); rest == 0 {
		return string(b)
	}
	b = append(b, 'T')
	part(rest/uint64(time.Hour), 'H')
	part(rest/uint64(time.Minute)%60, 'M')
	if rest %= uint64(time.Minute); rest > 0 {
		b = strconv.AppendUint(b, rest/uint64(time.Second), 10)
		if rest %= uint64(time.Second); rest > 0 {
			f := strconv.FormatUint(rest+uint64(time.Second), 10)[1:]
			b = append(append(b, '.'), strings.TrimRight(f, "0")...)
		}
		b = append(b, 'S')
	}
	return string(b)
}

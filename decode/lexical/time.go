package lexical

import "time"

// ParseTime reads a time as documents have it (xs:dateTime), with any number of
// digits of a second. Without a zone it is UTC (wire reference 6.1).
func ParseTime(s string) (t time.Time, ok bool) {
	s = Trim(s)
	c := clock{s: s, ok: true}
	year := c.digits(4, 0)
	month := c.field('-', 1, 12)
	day := c.field('-', 1, 31)
	if c.ok && (c.s == "" || c.s[0] != 'T' && c.s[0] != 't' && c.s[0] != ' ') {
		return time.Time{}, false
	}
	c.skip()
	hour := c.digits(2, 24)
	minute := c.field(':', 0, 59)
	second := c.field(':', 0, 60)
	nano := c.fraction()
	zone := c.zone()
	if !c.ok || c.s != "" || hour == 24 && (minute > 0 || second > 0 || nano > 0) {
		return time.Time{}, false
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC)
	if hour < 24 && second < 60 && (t.Day() != day || t.Month() != time.Month(month)) {
		return time.Time{}, false
	}
	return t.Add(-time.Duration(zone) * time.Minute), true
}

// clock is a time while it is read: s is what is left of it.
type clock struct {
	s  string
	ok bool
}

// skip passes over one character.
func (c *clock) skip() {
	if c.s == "" {
		c.ok = false
		return
	}
	c.s = c.s[1:]
}

// digits reads n digits as a number of at most that much, 0 for any.
func (c *clock) digits(n, most int) int {
	if len(c.s) < n {
		c.ok = false
		return 0
	}
	v := 0
	for i := range n {
		d := c.s[i] - '0'
		if d > 9 {
			c.ok = false
			return 0
		}
		v = v*10 + int(d)
	}
	if most > 0 && v > most {
		c.ok = false
	}
	c.s = c.s[n:]
	return v
}

// field reads a separator and two digits.
func (c *clock) field(sep byte, least, most int) int {
	if c.s == "" || c.s[0] != sep {
		c.ok = false
		return 0
	}
	c.s = c.s[1:]
	v := c.digits(2, 0)
	if v < least || v > most {
		c.ok = false
	}
	return v
}

// fraction reads what is behind a point, in nanoseconds; further digits do not
// count.
func (c *clock) fraction() int {
	if c.s == "" || c.s[0] != '.' {
		return 0
	}
	c.s = c.s[1:]
	v, unit := 0, int(time.Second)/10
	n := 0
	for n < len(c.s) && c.s[n]-'0' <= 9 {
		v += int(c.s[n]-'0') * unit
		unit /= 10
		n++
	}
	if n == 0 {
		c.ok = false
	}
	c.s = c.s[n:]
	return v
}

// zone reads a zone, in minutes east of UTC.
func (c *clock) zone() int {
	if c.s == "" {
		return 0
	}
	sign := 1
	switch c.s[0] {
	case 'Z', 'z':
		c.s = c.s[1:]
		return 0
	case '-':
		sign = -1
	case '+':
	default:
		c.ok = false
		return 0
	}
	c.s = c.s[1:]
	hours := c.digits(2, 14)
	return sign * (hours*60 + c.field(':', 0, 59))
}

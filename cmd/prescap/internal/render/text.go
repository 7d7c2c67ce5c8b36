package render

import (
	"strconv"
	"strings"
	"unicode"

	"prescap/capture"
)

// Colours, as SGR sequences: requests red and responses green, as sngrep has them.
const (
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	cyan   = "\x1b[36m"
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	plain  = "\x1b[0m"
)

// paint colours s if colours are wanted.
func (o Options) paint(color, s string) string {
	if !o.Color || s == "" {
		return s
	}
	return color + s + plain
}

// Printable returns s with everything that could steer a terminal, or break a
// line, written as an escape.
func Printable(s string) string {
	clean := func(r rune) bool { return r != unicode.ReplacementChar && unicode.IsPrint(r) }
	if strings.IndexFunc(s, func(r rune) bool { return !clean(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case clean(r):
			b.WriteRune(r)
		case r == unicode.ReplacementChar && s[i] != 0xef: // A byte that is not UTF-8.
			b.WriteString(`\x`)
			b.WriteString(strconv.FormatUint(uint64(s[i])|0x100, 16)[1:])
		default:
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		}
	}
	return b.String()
}

// frameList writes frame numbers with runs joined, "#4-6,9"; of several inputs
// with their names, "a.pcap#4-6,9 b.pcap#2".
func (o Options) frameList(frames []capture.Frame) string {
	var b strings.Builder
	for i := 0; i < len(frames); {
		j := i
		for j+1 < len(frames) && frames[j+1].File == frames[i].File && frames[j+1].Num == frames[j].Num+1 {
			j++
		}
		switch {
		case i > 0 && frames[i].File == frames[i-1].File:
			b.WriteByte(',')
		case i > 0:
			b.WriteByte(' ')
			fallthrough
		default:
			if len(o.Files) > 1 {
				b.WriteString(Printable(o.Files[frames[i].File]))
			}
			b.WriteByte('#')
		}
		b.WriteString(strconv.Itoa(frames[i].Num))
		if j > i {
			b.WriteByte('-')
			b.WriteString(strconv.Itoa(frames[j].Num))
		}
		i = j + 1
	}
	return b.String()
}

// plural counts things.
func plural[N int | int64](n N, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.FormatInt(int64(n), 10) + " " + thing + "s"
}

// clockText is how text output writes the time of a frame: UTC, to the
// microsecond, or that there is none.
func clockText(f capture.Frame) string {
	if f.Untimed {
		return pad("time unknown", 26)
	}
	return f.Time.UTC().Format("2006-01-02 15:04:05.000000")
}

// pad fills s up to n columns. It counts runes, which is right for the arrows
// and ASCII it is used on.
func pad(s string, n int) string {
	if missing := n - len([]rune(s)); missing > 0 {
		return s + strings.Repeat(" ", missing)
	}
	return s
}

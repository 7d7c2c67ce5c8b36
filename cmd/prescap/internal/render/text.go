package render

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"prescap/capture"
)

// Colours, as SGR sequences: requests red and responses green, as sngrep has them.
const (
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
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

// frameList writes frame numbers with runs joined: "4-6,9".
func frameList(frames []capture.Frame) string {
	var b strings.Builder
	for i := 0; i < len(frames); {
		j := i
		for j+1 < len(frames) && frames[j+1].File == frames[i].File && frames[j+1].Num == frames[j].Num+1 {
			j++
		}
		if i > 0 {
			b.WriteByte(',')
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

// clockText is how text output writes a time: UTC, to the microsecond.
func clockText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000000") }

// clockJSON is how JSON output writes a time.
func clockJSON(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

// pad fills s up to n columns. It counts runes, which is right for the arrows
// and ASCII it is used on.
func pad(s string, n int) string {
	if missing := n - len([]rune(s)); missing > 0 {
		return s + strings.Repeat(" ", missing)
	}
	return s
}

package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"prescap/capture"
	"prescap/decode/printable"
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

// frameList writes frame numbers, of several inputs with their names.
func (o Options) frameList(frames []capture.Frame) string {
	return capture.FrameList(frames, o.Files, printable.Text)
}

// frameColumn is how wide a column of frames is to be.
func (o Options) frameColumn() int {
	const numbers = 9
	wide := numbers
	if o.Files.Several() { // Frames are told with their file.
		for i := 0; o.Files.Name(i) != ""; i++ {
			wide = max(wide, numbers+utf8.RuneCountInString(printable.Line(o.Files.Name(i))))
		}
	}
	return wide
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

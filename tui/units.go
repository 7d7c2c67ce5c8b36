package tui

import (
	"fmt"
	"strconv"
)

// rateText is packets a second.
func rateText(rate float64) string {
	if rate > 0 && rate < 9.95 {
		return fmt.Sprintf("%.1f/s", rate)
	}
	return briefly(rate) + "/s"
}

// bytesText is an amount of memory in at most six columns.
func bytesText(n int64) string {
	switch mb := float64(n) / 1e6; {
	case mb >= 999.5e3:
		return fmt.Sprintf("%.1f TB", mb/1e6)
	case mb >= 99.95e3:
		return fmt.Sprintf("%.0f GB", mb/1e3)
	case mb >= 999.5:
		return fmt.Sprintf("%.1f GB", mb/1e3)
	case mb > 0 && mb < 9.95:
		return fmt.Sprintf("%.1f MB", mb)
	default:
		return fmt.Sprintf("%.0f MB", mb)
	}
}

// briefly is a number in at most five columns: "9,999", "12.3k", "4.5M".
func briefly(n float64) string {
	if n < 9999.5 {
		return grouped(int64(n + 0.5))
	}
	unit := 0
	for ; n >= 999.5 && unit < len(units)-1; unit++ {
		n /= 1000
	}
	if n >= 99.95 {
		return fmt.Sprintf("%.0f%s", n, units[unit:unit+1])
	}
	return fmt.Sprintf("%.1f%s", n, units[unit:unit+1])
}

// units is what a number is counted in: itself, and a thousand times as many each.
const units = " kMGTPE"

// grouped is a number with a comma before each three digits.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

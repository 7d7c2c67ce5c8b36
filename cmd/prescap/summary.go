package main

import (
	"fmt"
	"strings"

	"prescap/analyze"
)

// summary is the line at the end of every run: what was read and found, and then
// everything that was not.
func summary(r *analyze.Report) string {
	acc, l := &r.Account, &r.Account.Loss
	parts := []string{
		plural(acc.Packets, "packet", "packets"),
		plural(acc.Connections, "connection", "connections"),
		plural(acc.Messages, "SIP message", "SIP messages"),
	}
	if len(r.Coverage) > 0 { // It was analysed.
		parts = append(parts, plural(r.Counts.Publications, "publication", "publications"),
			plural(len(r.Findings)+r.Counts.Findings, "finding", "findings"))
	}
	parts = append(parts, fmt.Sprintf("%d bytes lost", l.Bytes))
	skipped, filtered, dropped := 0, 0, 0
	for _, in := range acc.Inputs {
		skipped += in.Skipped
		filtered += in.Filtered
		dropped += in.Dropped
	}
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{acc.KeepAlives, "keep-alive", "keep-alives"},
		{l.Unknown, "gap of unknown length", "gaps of unknown length"},
		{int(l.Undecrypted), "byte encrypted or compressed", "bytes encrypted or compressed"},
		{int(l.Junk), "byte between messages not understood", "bytes between messages not understood"},
		{dropped, "packet dropped while capturing", "packets dropped while capturing"},
		{l.Duplicates, "packet captured twice", "packets captured twice"},
		{l.Cut, "packet cut by the snaplen", "packets cut by the snaplen"},
		{l.NotTransport, "frame neither TCP nor UDP", "frames neither TCP nor UDP"},
		{l.Fragments, "IP fragment not put together", "IP fragments not put together"},
		{l.Malformed, "packet with unusable headers", "packets with unusable headers"},
		{l.LinkType, "frame of a link type not supported", "frames of a link type not supported"},
		{l.ClockJumps, "time stamp not believed", "time stamps not believed"},
		{l.Evicted, "connection forgotten for lack of room", "connections forgotten for lack of room"},
		{l.Reorder, "gap given up for lack of room", "gaps given up for lack of room"},
		{l.DuplicateWindow, "duplicate possibly missed", "duplicates possibly missed"},
		{filtered, "packet left out by the filter", "packets left out by the filter"},
		{skipped, "block of the file passed over", "blocks of the file passed over"},
	} {
		if c.n != 0 {
			parts = append(parts, plural(c.n, c.one, c.many))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

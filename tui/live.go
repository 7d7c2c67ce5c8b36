package tui

import "prescap/decode/printable"

// goesOn reports whether a capture goes on, which nobody can have again once it was left.
func (p *Progress) goesOn() bool { return p.Live != nil && !p.Ended }

// part is a piece of what the first line tells of a capture.
type part struct {
	look  role
	text  string
	wide  int // The columns it may come to take: what stands beside it does not jump about.
	rank  int // Where there is no room for all, those of the highest rank go first; 0 never goes.
	least int // The columns it may be cut to; 0 for none.
}

// parts is what the first line tells of a capture, from left to right. That it is held,
// drops and the rate are always told; of the rest, what matters most.
func (l *Live) parts(held bool) []part {
	var all []part
	if held {
		all = append(all, part{look: tabOn, text: "held"})
	}
	if l.Interfaces != "" {
		all = append(all, part{look: bar, text: clip(printable.Text(l.Interfaces), 16), rank: 2})
	}
	if l.Filter != "" {
		all = append(all, part{look: bar, text: printable.Text(l.Filter), rank: 3, least: 8})
	}
	all = append(all, part{look: bar, text: rateText(l.Rate), wide: 7})
	if l.Dropped > 0 {
		all = append(all, part{look: barProblem, text: briefly(float64(l.Dropped)) + " dropped", wide: 13})
	}
	return append(all, part{look: bar, text: bytesText(l.Memory), wide: 6, rank: 1})
}

// between parts, and where there is no room for that.
const (
	parted = " · "
	beside = " "
)

// roomFor is the columns that parts up to a rank take; tight, if what may be cut is.
func roomFor(all []part, rank int, between string, tight bool) int {
	wide := 0
	for _, p := range all {
		if p.rank > rank {
			continue
		}
		if wide > 0 {
			wide += widthOf(between)
		}
		w := max(p.wide, widthOf(p.text))
		if tight && p.least > 0 {
			w = min(w, p.least)
		}
		wide += w
	}
	return wide
}

// laid lays parts out in at most so many columns, a space at either end.
func laid(all []part, room int) []span {
	room -= 2
	between := parted
	if roomFor(all, 0, parted, false) > room {
		between = beside
	}
	rank := 0
	for rank < maxRank && roomFor(all, rank+1, between, false) <= room {
		rank++
	}
	left := room - roomFor(all, rank, between, false)
	spans := []span{{bar, " "}}
	for _, p := range all {
		text := p.text
		switch {
		case p.rank <= rank:
		case p.rank == rank+1 && p.least > 0 && left-widthOf(between) >= p.least:
			text = clip(text, left-widthOf(between))
		default:
			continue
		}
		if len(spans) > 1 {
			spans = append(spans, span{bar, between})
		}
		spans = append(spans, span{p.look, text})
	}
	return append(spans, span{bar, " "})
}

// maxRank is the rank of what goes first.
const maxRank = 3

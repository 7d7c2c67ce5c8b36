package tui

import (
	"fmt"
	"slices"
	"strings"
)

// leftEnd is the left of the first line, in one of its lengths.
type leftEnd struct {
	spans []span
	ends  []int // Of the names of screens that are always there: the column behind each.
}

// leftEnds is the left of the first line: where one is. The longest comes first.
func (r *root) leftEnds() []leftEnd {
	if len(r.stack) > 1 {
		all := r.trail()
		return []leftEnd{{spans: all}, {spans: all[len(all)-1:]}}
	}
	short := []string{"Pres", "Viol", "Mess", "Capt"}
	live := r.newest.Progress.goesOn()
	var all []leftEnd
	counted := r.size[0] >= 72
	if counted {
		all = append(all, r.names([]string{"Presentities", "Violations", "Messages", "Capture"}, true, " "))
	}
	if !counted || live {
		all = append(all, r.names(short, counted, " "))
	}
	if live {
		all = append(all, r.names([]string{"P", "V", "M", "C"}, false, ""))
	}
	return all
}

// names is the names of the screens that are always there, with how much is in them, and
// what stands between them.
func (r *root) names(names []string, counted bool, between string) leftEnd {
	s := r.scene.Snapshot
	var h leftEnd
	at := 0
	for i, name := range names {
		if counts := []int{len(s.Presentities), len(s.Findings), s.Messages.Len()}; counted && i < len(counts) {
			name += fmt.Sprintf(" %d", counts[i])
		}
		look := tab
		if r.tabs[i] == r.top() {
			look = tabOn
		}
		h.spans = append(h.spans, span{look, " " + name + " "}, span{bar, between})
		at += widthOf(name) + 2
		h.ends = append(h.ends, at)
		at += widthOf(between)
	}
	return h
}

// trail is the screens that are open, the one in sight last.
func (r *root) trail() []span {
	var spans []span
	for i, s := range r.stack {
		text := s.title(&r.scene)
		switch {
		case i == len(r.stack)-1:
			spans = append(spans, span{tabOn, " " + text + " "})
		case len(r.stack) > 3 && i > 0 && i < len(r.stack)-2:
			if i == 1 {
				spans = append(spans, span{tab, " … ›"})
			}
		default:
			spans = append(spans, span{tab, " " + text + " ›"})
		}
	}
	return spans
}

// firstParts is the two ends of the first line.
func (r *root) firstParts() (leftEnd, []span) {
	all := r.leftEnds()
	p := &r.newest.Progress
	if !p.goesOn() {
		return all[0], []span{{bar, r.progress()}}
	}
	parts, wide := p.Live.parts(r.paused), r.size[0]
	for rank := maxRank; rank >= 0; rank-- {
		fits := func(h leftEnd) bool { return wideOf(h.spans)+roomFor(parts, rank, parted, true)+2 <= wide }
		if i := slices.IndexFunc(all[:len(all)-1], fits); i >= 0 {
			return all[i], laid(parts, wide-wideOf(all[i].spans))
		}
	}
	last := all[len(all)-1]
	return last, laid(parts, max(wide-wideOf(last.spans), roomFor(parts, 0, beside, true)+2))
}

// first is the first line: where one is, and how the run stands.
func (r *root) first() string {
	left, right := r.firstParts()
	wide := r.size[0] - wideOf(right)
	if used := wideOf(left.spans); used < wide {
		left.spans = append(left.spans, span{bar, blank(wide - used)})
	}
	t := r.scene.theme
	return t.paintLine(left.spans, 0, wide, normal) + t.paintLine(right, 0, r.size[0]-wide, normal)
}

// tabAt is which screen's name is at a column of the first line; -1 for none.
func (r *root) tabAt(x int) int {
	left, _ := r.firstParts()
	return slices.IndexFunc(left.ends, func(end int) bool { return x < end })
}

// progress says how far the run has come, or what it is worth.
func (r *root) progress() string {
	p := &r.newest.Progress
	text := ""
	switch {
	case r.paused:
		text = "held"
	case p.Ended && len(p.Inconclusive)+len(p.Trouble) > 0:
		text = "inconclusive"
	case p.Ended:
		return ""
	case p.Total > 0:
		const wide = 10
		done := int(min(p.Bytes, p.Total) * 100 / p.Total)
		text = strings.Repeat("█", done*wide/100) + strings.Repeat("░", wide-done*wide/100) + fmt.Sprintf(" %d%%", done)
	default:
		text = fmt.Sprintf("reading, %.1f MB", float64(p.Bytes)/1e6)
	}
	return " " + text + " "
}

package tui

import "prescap/decode/printable"

// waiting is what a screen says on which there is nothing yet; of a capture that goes on,
// what it listens to comes first.
func (sc *scene) waiting(nothing string) string {
	l := sc.Progress.Live
	if l == nil {
		return nothing
	}
	text := "Listening"
	if l.Interfaces != "" {
		text += " on " + printable.Text(l.Interfaces)
	}
	text += " for " + filterText(l) + ": "
	switch l.Packets {
	case 0:
		return text + "none came yet."
	case 1:
		return text + "1 came so far. " + nothing
	}
	return text + grouped(l.Packets) + " came so far. " + nothing
}

// filterText is which packets are listened for.
func filterText(l *Live) string {
	if l.Filter == "" {
		return "packets of any kind"
	}
	return "packets that fit " + printable.Text(l.Filter)
}

// listened tells how a capture stands, for the capture screen.
func listened(sc *scene, p *pager, wide int) {
	l := sc.Progress.Live
	p.headed(map[bool]string{true: "What it listens to", false: "What it listened to"}[!sc.Progress.Ended])
	p.told("on", normal, printable.Text(l.Interfaces), wide)
	p.told("for", normal, filterText(l), wide)
	came := grouped(l.Packets)
	if !sc.Progress.Ended {
		came += " so far, " + rateText(l.Rate) + " of late"
	}
	p.told("packets", normal, came, wide)
	look, dropped := normal, "none"
	if l.Dropped > 0 {
		look, dropped = problem, grouped(l.Dropped)+", for which the kernel had no room"
	}
	p.told("dropped", look, dropped, wide)
	p.told("memory", normal, bytesText(l.Memory)+" in use", wide)
}

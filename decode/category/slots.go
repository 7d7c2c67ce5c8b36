package category

import (
	"encoding/base64"
	"fmt"

	"prescap/decode/lexical"
)

// SlotStatus is what the calendar has for a slot of time (category schemas 4.1).
type SlotStatus uint8

// The statuses, two bits each.
const (
	SlotFree        SlotStatus = iota // 00.
	SlotTentative                     // 01.
	SlotBusy                          // 10.
	SlotOutOfOffice                   // 11.
)

// String returns the word for people.
func (s SlotStatus) String() string {
	return [...]string{"free", "tentative", "busy", "out of office"}[s&3]
}

// BitOrder says which bits of an octet are its first slot. Sources differ, and
// nothing on the wire tells (register of disagreements D13).
type BitOrder uint8

// The orders. The one to go by is LowFirst.
const (
	LowFirst  BitOrder = iota // The two lowest bits: SIPE, and the shape of samples.
	HighFirst                 // The two highest: one example, in prose.
)

// place returns how far the bits of a slot are from the lowest.
func (o BitOrder) place(slot int) int {
	if o == HighFirst {
		return 6 - 2*(slot&3)
	}
	return 2 * (slot & 3)
}

// SlotRun is a number of slots in a row with one status.
type SlotRun struct {
	First  int // Its first slot, from 0.
	Count  int
	Status SlotStatus
}

// appendSlot adds the slot behind the last one.
func appendSlot(runs []SlotRun, status SlotStatus) []SlotRun {
	n := len(runs)
	if n > 0 && runs[n-1].Status == status {
		runs[n-1].Count++
		return runs
	}
	first := 0
	if n > 0 {
		first = runs[n-1].First + runs[n-1].Count
	}
	return append(runs, SlotRun{first, 1, status})
}

// SlotProblem is a kind of thing that is odd in the text of slots.
type SlotProblem uint8

// The problems. With all of them the slots before are read.
const (
	SlotText    SlotProblem = iota + 1 // Something that is no base64. What follows is not read.
	SlotLength                         // One character behind the last four: less than an octet. It is not read.
	SlotPadding                        // Padding is missing, or some of it.
	SlotBits                           // Bits behind the last octet are not zero.
	SlotLimit                          // More slots than are wanted. The rest is not read.
)

// SlotFlaw is something odd in the text of slots.
type SlotFlaw struct {
	Problem SlotProblem
	At      int    // In the text, in bytes.
	Text    string // One line for people.
}

// DecodeSlots reads the text of a freeBusy element: base64 with white space
// anywhere, two bits for each slot (category schemas 4.1). It returns at most that
// many slots, merged; the longest part from the beginning that makes sense.
func DecodeSlots(text string, order BitOrder, most int) (runs []SlotRun, flaws []SlotFlaw) {
	flaw := func(problem SlotProblem, at int, text string) { flaws = append(flaws, SlotFlaw{problem, at, text}) }
	var (
		bits, have uint // Read and not yet used: have of them.
		chars      int  // But for padding.
		padding    int
		slots      int
	)
	at := 0
	for ; at < len(text); at++ {
		c := text[at]
		if lexical.White(c) {
			continue
		}
		if c == '=' && padding < (4-chars%4)%4 && chars%4 > 1 {
			padding++
			continue
		}
		v, ok := sextet(c)
		if !ok || padding > 0 {
			flaw(SlotText, at, "expected base64, found "+lexical.Quote(text[at:]))
			break
		}
		chars++
		bits, have = bits<<6|v, have+6
		if have < 8 {
			continue
		}
		have -= 8
		octet := bits >> have
		bits &= 1<<have - 1
		for i := range 4 {
			if slots == most {
				flaw(SlotLimit, at, fmt.Sprintf("expected at most %d slots, found more", most))
				return runs, flaws
			}
			runs = appendSlot(runs, SlotStatus(octet>>order.place(i)&3))
			slots++
		}
	}
	if at < len(text) {
		return runs, flaws
	}
	switch missing := (4 - chars%4) % 4; {
	case missing == 3:
		flaw(SlotLength, at, fmt.Sprintf("expected characters in fours, found %d", chars))
	case bits != 0:
		flaw(SlotBits, at, "expected no bits behind the last octet, found some")
	case padding < missing:
		flaw(SlotPadding, at, fmt.Sprintf("expected %d of padding, found %d", missing, padding))
	}
	return runs, flaws
}

// sextet returns what a character of base64 stands for.
func sextet(c byte) (v uint, ok bool) {
	switch {
	case 'A' <= c && c <= 'Z':
		return uint(c - 'A'), true
	case 'a' <= c && c <= 'z':
		return uint(c-'a') + 26, true
	case '0' <= c && c <= '9':
		return uint(c-'0') + 52, true
	case c == '+':
		return 62, true
	case c == '/':
		return 63, true
	}
	return 0, false
}

// EncodeSlots writes slots as the text of a freeBusy element. Runs follow each
// other; slots of the last octet that no run has are free.
func EncodeSlots(runs []SlotRun, order BitOrder) string {
	n := 0
	for _, r := range runs {
		n += r.Count
	}
	octets := make([]byte, (n+3)/4)
	slot := 0
	for _, r := range runs {
		for range r.Count {
			octets[slot/4] |= byte(r.Status&3) << order.place(slot)
			slot++
		}
	}
	return base64.StdEncoding.EncodeToString(octets)
}

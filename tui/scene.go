package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"prescap/capture"
	"prescap/decode/printable"
)

// scene is what screens draw from: what is known, and how it is to be shown.
type scene struct {
	*Snapshot
	cfg    *Config
	theme  *theme
	clock  clock
	width  int // Of a screen: what the first and last lines leave.
	height int
	start  time.Time // Of the run: the time of its first message.
	domain string    // Of all presentities: "@contoso.com"; "" when they differ.

	next screen // That was asked for while a key was taken,
	note said   // and what there is to tell.
}

// push opens a screen on top of the one in sight, as soon as the key at hand is done. It
// returns nil, for those who have a command to return.
func (sc *scene) push(s screen) tea.Cmd {
	sc.next = s
	return nil
}

// tell tells something in the last line; it returns nil, as push does.
func (sc *scene) tell(text string) tea.Cmd {
	sc.note = said{text: text}
	return nil
}

// complain tells that something cannot be done; it returns nil, as push does.
func (sc *scene) complain(text string) tea.Cmd {
	sc.note = said{text, true}
	return nil
}

// look takes a newer snapshot.
func (sc *scene) look(s *Snapshot) {
	sc.Snapshot = s
	if sc.start.IsZero() && s.Messages.Len() > 0 {
		sc.start = s.Messages.At(s.Messages.First()).Time
	}
	sc.domain = ""
	for i := range s.Presentities {
		name := s.Presentities[i].Name
		at := strings.LastIndexByte(name, '@')
		if at < 0 || i > 0 && name[at:] != sc.domain {
			sc.domain = ""
			return
		}
		sc.domain = name[at:]
	}
}

// who is an address of record without the domain, if all have the same.
func (sc *scene) who(name string) string {
	if sc.domain != "" {
		name = strings.TrimSuffix(name, sc.domain)
	}
	return printable.Text(name)
}

// say is a text from the run, with addresses shortened as in who.
func (sc *scene) say(text string) string {
	if sc.domain != "" {
		text = strings.ReplaceAll(text, sc.domain, "")
	}
	return printable.Text(text)
}

// frames writes frame numbers: "#4-6,9".
func (sc *scene) frames(frames []capture.Frame) string {
	if len(frames) == 0 {
		return ""
	}
	return capture.FrameList(frames, sc.cfg.Files, printable.Text)
}

// messageOf returns the message that used just these frames, or the first of them;
// several may have come in one.
func (sc *scene) messageOf(frames []capture.Frame) (int, bool) {
	if len(frames) == 0 {
		return 0, false
	}
	first, ok := sc.Messages.ByFrame(frames[0].File, frames[0].Num)
	if !ok {
		return 0, false
	}
	same := func(a, b capture.Frame) bool { return capture.CompareFrames(a, b) == 0 }
	for i := first; i < sc.Messages.End(); i++ {
		used := sc.Messages.At(i).Frames
		if !slices.ContainsFunc(used, func(f capture.Frame) bool { return same(f, frames[0]) }) {
			break
		}
		if slices.EqualFunc(used, frames, same) {
			return i, true
		}
	}
	return first, true
}

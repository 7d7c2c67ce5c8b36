package tui

import "slices"

// action is what a key does.
type action uint8

// The actions.
const (
	noAction action = iota
	goUp
	goDown
	pageUp
	pageDown
	goTop
	goBottom
	open
	back
	suspend
	quit
	nextPane
	priorPane
	maximise
	toPresentities
	toViolations
	toMessages
	toCapture
	help
	search
	again
	againBack
	command
	filter
	selectRow
	setMark
	toMark
	diff
	views
	copyFilter
	save
	sortNext
	sortPrior
	reverse
	setTheme
	setClock
	columnsOf
	settings
	pause
	follow
	sameDialog
	sameConnection
	sameProof
	sameUser
	allMessages
	priorChange
	nextChange
	priorFinding
	nextFinding
	stepLeft
	stepRight
	zoomIn
	zoomOut
	zoomAll
	panLeft
	panRight
	asWatcher
)

// place is a screen, as far as keys are concerned.
type place uint8

// The places.
const (
	anywhere place = iota
	onPresentities
	onTimeline
	onViolations
	onFinding
	onMessages
	onMessage
	onDiff
	onCapture
	onHelp
)

// String returns the name of the screen.
func (p place) String() string {
	return [...]string{"Everywhere", "Presentities", "Timeline", "Violations", "Violation", "Messages", "Message", "Difference", "Capture", "Help"}[p]
}

// binding is keys that do the same, where they do it.
type binding struct {
	action action
	keys   []string // As Bubble Tea names them; "g g" is one after the other, "m *" any letter behind m.
	short  string   // For the footer; "" keeps it out of there.
	words  string   // For help.
	where  []place  // Nil for everywhere.
}

// at reports whether the binding holds in a place.
func (b *binding) at(p place) bool { return b.where == nil || slices.Contains(b.where, p) }

// bindings is the key map, in the order of help. Each function key has a twin that is a
// letter: many terminals keep function keys for themselves.
func bindings() []binding {
	lists := []place{onPresentities, onViolations, onMessages, onCapture}
	texts := append([]place{onFinding, onMessage, onDiff, onHelp}, lists...)
	shows := []place{onTimeline, onViolations, onFinding, onMessages, onMessage, onDiff}
	return []binding{
		{open, []string{"enter"}, "open", "open what is selected", append([]place{onTimeline, onFinding, onMessage}, lists...)},
		{priorChange, []string{"left"}, "", "the change before", []place{onTimeline}},
		{nextChange, []string{"right"}, "←→ change", "the next change", []place{onTimeline}},
		{priorFinding, []string{"["}, "", "the finding before", []place{onTimeline}},
		{nextFinding, []string{"]"}, "[] finding", "the next finding", []place{onTimeline}},
		{stepLeft, []string{"{", "shift+left"}, "", "the cursor a column back", []place{onTimeline}},
		{stepRight, []string{"}", "shift+right"}, "", "the cursor a column on", []place{onTimeline}},
		{zoomIn, []string{"+", "="}, "+- zoom", "zoom in on the cursor", []place{onTimeline}},
		{zoomOut, []string{"-"}, "", "zoom out", []place{onTimeline}},
		{zoomAll, []string{"0"}, "", "show the whole session", []place{onTimeline}},
		{panLeft, []string{","}, "", "pan to what was before", []place{onTimeline}},
		{panRight, []string{"."}, ",. pan", "pan to what comes after", []place{onTimeline}},
		{asWatcher, []string{"T"}, "T watcher", "see it as the next watcher does; after the last one, as all do", []place{onTimeline}},
		{sortPrior, []string{"<"}, "", "sort by the column before", []place{onPresentities}},
		{sortNext, []string{">"}, "<> sort", "sort by the next column", []place{onPresentities}},
		{sortPrior, []string{"<"}, "", "the grouping before", []place{onViolations}},
		{sortNext, []string{">"}, "<> group", "group by severity, rule, presentity or time", []place{onViolations}},
		{reverse, []string{"z"}, "z reverse", "the other way round", []place{onPresentities, onViolations}},
		{selectRow, []string{"space"}, "space mark", "mark the message; of two, d shows the difference", []place{onMessages}},
		{diff, []string{"d"}, "d diff", "the difference between the two marked messages", []place{onMessages}},
		{views, []string{"R", "f6"}, "R view", "pretty, as sent, in hex", []place{onMessage}},
		{panLeft, []string{"left"}, "", "scroll to the left", texts},
		{panRight, []string{"right"}, "", "scroll to the right", texts},
		{sameDialog, []string{"x", "f4"}, "x dialog", "the messages with the same Call-ID", []place{onMessages, onMessage}},
		{sameProof, []string{"x", "f4"}, "x messages", "the messages that prove the violation", []place{onViolations, onFinding}},
		{sameConnection, []string{"X"}, "", "the messages of the same connection", []place{onMessages, onMessage}},
		{sameUser, []string{"u"}, "u user", "the messages of the presentity", []place{onPresentities, onTimeline, onMessages, onMessage, onFinding, onViolations}},
		{allMessages, []string{"backspace"}, "", "all messages again, without filter", []place{onMessages}},
		{filter, []string{"f", "f7"}, "f filter", "show only rows with these words; !word are those without it", append([]place{onTimeline}, lists...)},
		{follow, []string{"a"}, "a follow", "stay on the newest message, or no longer; in a live capture it is so until you move up", []place{onMessages}},
		{follow, []string{"a"}, "", "the newest change; in a live capture the cursor stays on it until you move back", []place{onTimeline}},
		{columnsOf, []string{"t", "f10"}, "", "choose the columns", []place{onPresentities, onMessages}},
		{nextPane, []string{"tab"}, "", "the next pane; without panes, the next screen", nil},
		{priorPane, []string{"shift+tab"}, "", "the pane or screen before", nil},
		{maximise, []string{`\`}, "", "the pane alone, and back", []place{onTimeline, onMessage}},
		{copyFilter, []string{"y"}, "y copy", "copy the frames as a filter for Wireshark", shows},

		{goUp, []string{"up", "k"}, "", "up; a number before it repeats it", nil},
		{goDown, []string{"down", "j"}, "", "down", nil},
		{pageUp, []string{"pgup", "ctrl+b", "ctrl+u"}, "", "a page up", nil},
		{pageDown, []string{"pgdown", "ctrl+d"}, "", "a page down", nil},
		{goTop, []string{"home", "g g"}, "", "to the first; 5gg goes to the fifth", nil},
		{goBottom, []string{"end", "G"}, "", "to the last", nil},
		{search, []string{"/", "f3", "ctrl+f"}, "/ search", "search while typing", nil},
		{again, []string{"n"}, "", "the next that is found", nil},
		{againBack, []string{"N"}, "", "the one before", nil},
		{command, []string{":"}, "", "a command: goto, time, user, filter, save, set, and others", nil},
		{setMark, []string{"m *"}, "", "remember this place under a letter", nil},
		{toMark, []string{"' *"}, "", "back to the place of that letter", nil},
		{toPresentities, []string{"g p"}, "", "the presentities", nil},
		{toViolations, []string{"g v"}, "", "the violations", nil},
		{toMessages, []string{"g m"}, "", "the messages", nil},
		{toCapture, []string{"g c", "i"}, "", "the capture: what was read, and what could not be seen", nil},
		{save, []string{"s", "f2"}, "", "save what this screen shows", nil},
		{setClock, []string{"w"}, "", "times of day, with the date, since the start, since the row before", nil},
		{setTheme, []string{"c"}, "", "the next theme: dark, light, safe for the colour-blind, without colours", nil},
		{settings, []string{"o", "f8"}, "", "settings", nil},
		{pause, []string{"p"}, "", "hold what is shown while the run goes on; again, the newest", nil},
		{help, []string{"?", "f1", "h"}, "? help", "this help", nil},
		{back, []string{"esc", "q"}, "q back", "back to where one was; on the first screen it quits, and asks first while a capture goes on", nil},
		{suspend, []string{"ctrl+z"}, "", "back to the shell for a while; fg comes back", nil},
		{quit, []string{"ctrl+c", "Z Z"}, "", "quit", nil},
	}
}

// keymap finds what keys do.
type keymap struct{ all []binding }

// find returns what keys typed so far do in a place, and the letter that * stood for.
// more is true where they may begin something longer.
func (m *keymap) find(typed string, p place) (a action, letter byte, more bool) {
	for i := range m.all {
		b := &m.all[i]
		if !b.at(p) {
			continue
		}
		for _, k := range b.keys {
			switch {
			case k == typed:
				return b.action, 0, false
			case len(k) > len(typed) && k[:len(typed)] == typed && k[len(typed)] == ' ':
				more = true
			case k[len(k)-1] == '*' && len(typed) == len(k) && k[:len(k)-1] == typed[:len(k)-1] && typed[len(k)-1] >= 'a' && typed[len(k)-1] <= 'z':
				return b.action, typed[len(k)-1], false
			}
		}
	}
	return noAction, 0, more
}

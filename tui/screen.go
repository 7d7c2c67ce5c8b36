package tui

import (
	tea "charm.land/bubbletea/v2"

	"prescap/capture"
)

// screen is one way of looking at a run. It belongs to the model; only Render may be
// called at any time, and changes nothing.
type screen interface {
	place() place
	title(sc *scene) string
	// refresh takes what is new in the scene: the snapshot, the size, the clock.
	refresh(sc *scene) tea.Cmd
	// do does what a key asked for; n is the number typed before it, 0 for none.
	do(sc *scene, a action, n int) tea.Cmd
	// take takes the answer to a command of this screen.
	take(sc *scene, msg tea.Msg) tea.Cmd
	// click takes a click at a place of the screen; again is true for one on what is
	// selected already.
	click(sc *scene, x, y int) (again bool)
	// Render draws the screen, exactly as many lines of exactly as many columns.
	Render(sc *scene, width, height int) string
	// selection is what is selected, in a word that pick understands.
	selection() string
	pick(sc *scene, id string)
	// proof is the frames of what is selected, for a filter.
	proof(sc *scene) []capture.Frame
	// text is all there is to show here, a line each, for a file.
	text(sc *scene) string
}

// searcher is a screen that can be searched.
type searcher interface {
	// seek looks for words from what is selected on, itself included if here is true, or
	// backwards. The command answers with a found.
	seek(sc *scene, words string, here, backwards bool) tea.Cmd
}

// filterer is a screen whose rows can be filtered by words.
type filterer interface {
	filterBy(sc *scene, words string) tea.Cmd
	filteredBy() string
}

// tabler is a screen with a table, whose columns can be chosen.
type tabler interface{ table() *list }

// follower is a screen that may stay on what is newest.
type follower interface{ following() bool }

// found is the answer to a search.
type found struct {
	screen screen
	id     string // Of the row; "" when there is none.
	words  string
}

// said is something to tell in the last line.
type said struct {
	text string
	bad  bool
}

// still is a screen that asks for nothing, and has no frames to copy.
type still struct{}

func (still) take(*scene, tea.Msg) tea.Cmd { return nil }
func (still) proof(*scene) []capture.Frame { return nil }

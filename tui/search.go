package tui

import tea "charm.land/bubbletea/v2"

// maxAtOnce is how many messages are searched while the key waits: some milliseconds.
const maxAtOnce = 200_000

// search shows what a search finds, at once unless there is very much to search.
func (r *root) search(seek tea.Cmd) tea.Cmd {
	if r.top().place() == onMessages && r.scene.Messages.Len() > maxAtOnce {
		return seek
	}
	r.found(seek().(found))
	return nil
}

// found shows what a search found.
func (r *root) found(f found) {
	switch {
	case f.screen != r.top() || r.sought != f.words:
	case f.id == "":
		r.scene.complain("not found: " + f.words)
	default:
		f.screen.pick(&r.scene, f.id)
	}
}

package tui

import tea "charm.land/bubbletea/v2"

// leaveIt is what q asks while a capture goes on.
const leaveIt = "The capture goes on. Leave it? y/n"

// asked reports whether that is to be answered.
func (r *root) asked() bool { return r.asking && r.newest.Progress.goesOn() }

// answer takes the key that answers it: y leaves, and so does q a second time; any other
// stays. It reports whether that is all the key does: Z may be the first of ZZ.
func (r *root) answer(key string) (cmd tea.Cmd, done bool) {
	asked := r.asked()
	r.asking = false
	switch {
	case !asked, key == "Z":
		return nil, false
	case key == "y", key == "q":
		return r.quit(), true
	}
	return nil, true
}

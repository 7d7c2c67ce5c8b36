// Package tui shows a run on a terminal: who was what when, and what is wrong, down to
// the byte.
//
//	root ──routes──► screen   one file each: presentities, timeline, violations, finding,
//	  │                       messages, message, capture, help
//	  └─ first, bar, prompt   first and last line; / and : are typed into the last
//
// # Where it looks
//
// A run goes on elsewhere. What it knows at one moment is a [Snapshot], immutable; the
// newest one is pulled on a tick, so that drawing never holds the run back and a key is
// answered whatever the run does. Screens are told of a newer snapshot by refresh, and
// draw with Render, which changes nothing: the same state in the same size gives the same
// text. A selection is kept by what is selected, not by where it stood, so that it stays
// on its row while rows come in above it. What follows the newest, as the list of messages
// does in a live capture, does so until somebody moves away from it.
//
// Nothing here reads a file. The bytes of a message, and writing what is shown to a file,
// are functions of [Config] that the caller brings; they run outside of Update, as
// commands of Bubble Tea.
//
// # What is shared
//
// There is one key map (keys.go), which also is the help and the footer; one theme at a
// time (theme.go), in which every colour has a letter or a sign beside it; and one list
// (list.go), which draws the rows that can be seen and no others. How a message is laid
// out is package tui/document.
package tui

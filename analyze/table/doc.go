// Package table is a map of bounded size for what a run remembers: when it is full,
// what was put longest ago is forgotten, and counted; what nobody put or touched for
// a while of capture time is forgotten too. An entry can ask to be looked at when the
// capture clock has come to a certain time.
//
// A table belongs to one goroutine. It never looks at the wall clock.
package table

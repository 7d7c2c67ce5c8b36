// Package samples is a shelf of captures to try prescap with. Each is told as a
// readable conversation, NAME.txt, in the language of package captext, and
// compiled from it to NAME.pcapng beside it; README.md says what each one shows.
// The package has no code: its tests keep the three in step.
//
// After a change of a conversation, or of captext, run
//
//	go generate ./samples
package samples

//go:generate go run ./compile

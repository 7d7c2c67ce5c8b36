// Package render lays out what a run found: one [Renderer] for each kind of
// output and format. A renderer only shows; it judges nothing and reads nothing.
//
// Text is for people and may change between versions; what captures put into it
// is made harmless for terminals. JSON lines are for programs: every line names
// its schema, what is absent is omitted, times are RFC 3339 in UTC with nine
// digits, and unknown is never 0.
package render

// Package render lays out what a run found: one [Renderer] for each kind of
// output and format. A renderer only shows; it judges nothing and reads nothing.
// Lists show items as they come; reports show the [Result] at the end.
//
// Text is for people and may change between versions; what captures put into it
// is made harmless for terminals. JSON is for programs: every line and every
// document names its schema, what is absent is omitted, times are RFC 3339 in UTC
// with nine digits, and unknown is never 0. Schemas are described by the types
// that are written ([Schemas]).
package render

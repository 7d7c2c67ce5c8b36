// Package timeline is the log of what changed, per presentity: what became
// what, when, why, and which frames prove it.
package timeline

// Package store keeps the messages of a run for those who look at them one by one: what
// each is, what it means for somebody's presence, whom it concerns, and its bytes.
//
// A [Store] takes facts, in one goroutine. What it keeps is read through a [List], which
// is a picture of one moment: it may be read from any goroutine while the Store goes on.
// A message is kept as a fixed record, a stretch of text and its frame numbers, in chunks
// that are never changed once they are full; a List shares these, and copies only the one
// that is being filled. It becomes a [Message] when somebody looks at it.
//
// The bytes of messages are kept in memory up to a limit, and beyond it in a temporary file
// that has no name. Where there are too many messages, or bytes, the oldest are forgotten,
// chunk by chunk: whoever watches a capture for days wants to see what happens now.
package store

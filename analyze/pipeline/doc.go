// Package pipeline is the one path from a source to an ordered stream of items:
//
//	Source ► reader ► shards ► merge ► your function
//
// The reader (one goroutine) takes the link headers off, finds duplicates, gives
// every packet its Seq and its connection, and moves the clock. Connections are
// spread over shards, one goroutine each, which turn packets into items: plain
// synchronous code that shares nothing. The merge waits for every shard's part
// of a batch and hands out the items in the order of their [Key], in the
// goroutine that called [Run]; so the same input gives the same items for any
// number of shards and any size of batch.
//
// Four batches are in flight at most: a slow consumer holds back the reader, and
// through it the source. A batch closes when it is full or when the source has
// nothing ready, so live traffic does not wait for company.
//
// # What a connection turns out to be
//
// Nobody tells prescap where SIP is. Each connection is read until it has shown
// what it is ([Kind]): SIP by a message, TLS by its records, compressed by a
// NEGOTIATE that was answered, or none of these within Limits.Sniff bytes. The
// last is dismissed: its packets are counted and no longer put in order, until
// one begins with a SIP start line.
package pipeline

// Package state is the model of who published what, what the server made of it, and
// what each watcher was told.
//
// A [Model] takes facts and tells further ones: what a value changed from and to, and
// why (fact.Change), who joined or left a container, which endpoint came or went.
//
// # Three versions of one truth
//
// Of each category instance (fact.InstanceAnswered, [Model]) three things are kept
// apart: what a client published, what the server accepted, and what the server
// stated of it. A publication that was refused, or not answered, changes only the
// first. The server's word, in a notification or an answer, replaces every instance of
// each (category, container) pair that it names (MS-PRES 1.3.1.5); the answer to a
// publication may name fewer, and takes nothing away.
//
// A watcher's view is kept for each dialog, so that two endpoints of one watcher have
// two views. Watchers are told no containers; a notification replaces all instances
// of each category that it names.
//
// # Unknown
//
// Until the server stated something of a key, nothing is known of it, not even that
// it is not there: the first change of a key comes from "unknown". A self snapshot
// ends that for all keys of its user.
package state

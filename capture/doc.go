// Package capture is the vocabulary of everything that happens to bytes
// before they are SIP: records, packets, connections, segments, and the stages
// between them. It has types and no behaviour to speak of, and imports only
// the standard library, so that every other package can share its words.
//
// # The way of a byte
//
//	Source ─Record─► link ─Packet─► tcp ─Segment─► tls ─Segment─► sipcomp ─Segment─► sip
//	│ one goroutine (the reader)  │ │ one shard per connection, plain synchronous code     │
//
// A [Source] (packages pcapfile and live) hands out one [Record] after the
// other: the bytes of one captured frame, in a [Block] that is given back when
// nobody needs it any more. Package link takes the record's headers off and
// makes a [Packet] of it. The reader of analyze/pipeline numbers the packet,
// gives it its connection, and sends it to the shard that owns the connection.
// There, stages turn packets into ordered [Segment]s of a stream.
//
// # Order and provenance
//
// Two numbers that look alike must never be mixed up:
//
//   - Packet.Seq is the packet's ordinal in the whole run. It orders: the
//     output of all shards is merged by it.
//   - Frame.Num is the packet's number in its own file, from 1, as Wireshark's
//     frame.number counts. It only proves: findings quote it.
//
// The clock is capture time, in steps of [Tick]. The reader moves it, and tells
// all shards by a [Control] of its own Seq; whatever waits for time to pass is
// acted on there and nowhere else, so that results do not depend on how
// connections are spread over shards.
//
// # Knowledge
//
// A stream is known [Opened] (its SYN was seen) or [Joined] (the capture began
// later); a segment says how many bytes are missing before it, -1 where nobody
// can know. Nothing downstream may pretend to know more.
package capture

// Package captext is the readable form of a conversation, and the way from
// there to a pcapng capture and back. Tests and the samples' generator write
// their captures in it; nothing else imports it.
//
// # The principle
//
// The model predicts; the text says only what differs. One model of the
// connections told so far knows, for the next packet, its time, sequence and
// acknowledgement number, flags, IP id, TTL and VLAN. [Compile] takes from the
// model whatever the text does not say. [Decompile] asks the same model and
// prints only where a packet is not what the model expected. So a conversation
// without trouble reads as a conversation, and trouble stands out.
//
// A text is canonical when it is what [Format] makes of it: addresses instead
// of names, no comments, and losses, reorderings and copies told as packets
// that differ from the prediction. Three laws hold, and are tests:
//
//	Decompile(Compile(c)) == c                 for every canonical text c
//	Packets(Format(t))    == Packets(t)        for every text t
//	Format(Format(t))     == Format(t)         for every text t
//
// # Example
//
//	# Alice asks to sign in.
//	time 2026-03-02T08:00:00Z
//	peer alice 10.20.1.57:49152
//	peer fe    10.20.0.11:5060
//
//	open alice > fe
//	+0.250 alice > fe
//	| REGISTER sip:contoso.com SIP/2.0
//	| Content-Length: auto
//	|
//	close alice > fe
//
// # Lines
//
// The language is line by line. An empty line and a line that begins with "#"
// say nothing; neither does what follows " #" on the line of a statement. Every
// other line is a statement, or a payload line that belongs to the statement
// above it.
//
// # Payload lines
//
// The first character says how the line goes into the payload. A space follows
// it, unless nothing else does.
//
//	| text      the text and CRLF
//	/ text      the text and LF
//	\ text      the text with no line end
//	= hex       bytes, two digits each; spaces between them are free
//
// In a header line told with "|" or "/", the word auto as the value of
// Content-Length (or l) is replaced by the number of bytes between the first
// empty line after it and the end of the statement.
//
// The canonical payload is told line by line: a line that is printable UTF-8 as
// text, others as hex. A payload less than half of which is printable is all
// hex.
//
// # Names and time
//
//	peer NAME ADDRESS:PORT    a name for an address, IPv6 in brackets; it may be given anew
//	time 2026-03-02T08:00:00Z the time of the next packet
//
// Wherever a name may stand, so may the address itself. A statement that brings
// packets may begin with the time since the packet before, in seconds: "+0.250".
// It may be negative. Without it, 0.010 s pass, or none for the first packet and
// after "time". The packets of one statement are 50 µs apart. The clock starts
// at 2026-01-01T00:00:00Z where no "time" says otherwise.
//
// # Packets
//
//	open A > B     SYN, SYN/ACK, ACK; a payload goes into the SYN (TCP Fast Open)
//	A > B          the payload, cut into segments, and the receiver's ACK
//	fin A > B      FIN, after the payload if there is one, and the receiver's ACK
//	close A > B    FIN, FIN of the other side, ACK
//	reset A > B    RST
//	ack A > B      ACK without payload
//	syn A > B      SYN alone
//	synack A > B   SYN/ACK alone
//	udp A > B      one datagram
//	copy           the packet before once more, as a SPAN port captures it
//
// # What is captured
//
// All of the following are for people; none is in canonical text.
//
//	begin          what was told above is not captured: the capture joins late
//	end            what follows is not captured
//	hide A > B     nothing from A to B is captured from here on
//	show A > B     it is again
//	span           every packet is captured twice from here on, the second time with TTL one less
//	span vlan=20   the second time with that VLAN tag instead
//	span off       once again
//
// # Options for people
//
// They follow the addresses of a data statement. Segments are counted from 1.
//
//	cut=700,760    sizes of the first segments; mss cuts the rest
//	mss=N          size of the segments; 1460, and 1440 for IPv6
//	order=2,1,3    the segments are captured in this order; all must be named
//	lose=2,3       these segments were sent and not captured
//	again=2        these segments are retransmitted after the others
//	twice=1        these segments, or all, are captured twice, the second time with TTL one less
//	copyvlan=20    ... the second time with that VLAN tag instead
//	noack          no ACK from the receiver (fin too)
//
// # Options of single packets
//
// Canonical text uses cut, mss and noack of the above, and these:
//
//	seq=N, ack=N   bytes of the stream, or of the other stream, before it
//	isn=N          initial sequence number of the stream (absolute)
//	peerisn=N      initial sequence number of the other stream
//	flags=LETTERS  of FSRPAUEC, or none
//	id=N           IPv4 identification
//	ttl=N          TTL or hop limit
//	vlan=N         VLAN tag; 0 is none
//
// isn and peerisn say where seq and ack count from: seq=0 is isn+1. Where no SYN
// was told the model assumes an isn. A TTL and a VLAN given with the first packet
// of a stream hold for the stream, later ones for their statement only; on
// "open" they hold for both streams. A copy has a TTL one less, or with a VLAN
// the same TTL.
//
// # What is fixed, and what is left out
//
// Frames are Ethernet with addresses made from the IP addresses; IPv4 has "don't
// fragment"; there are no TCP options, the window is 64240, and all checksums
// are right. [Decompile] ignores these in the captures of others, and does not
// tell packets that are neither TCP nor UDP over IP, or that are fragments: it
// counts them in a comment. Of a packet that a snaplen cut, the captured bytes
// are told.
package captext

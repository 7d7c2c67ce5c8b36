// Package bpf compiles the capture filters of tcpdump, as pcap-filter(7) describes them, to
// classic BPF programs: to run here on captured records, and in the kernel on a socket.
//
//	expression ► tokens ► nodes ► conditions ► program ► Matcher | Kernel
//
// Nodes are what was written; they know nothing of link types. A layout says where in a
// record the headers are. Each node says, for a layout, what must hold of which bytes: a tree
// of conditions. The assembler makes jumps of that tree. There is no optimizer: a filter of
// the usual size takes some thirty steps.
//
// The compiler is ours because there is none in Go: the one library that tries accepts other
// packets than tcpdump does, silently, for every fourth expression. A test compares every
// kind of expression with tcpdump, where that is installed, packet by packet.
//
// # What a filter means
//
// What it means in tcpdump, with what surprises there:
//
//   - "and" and "or" bind alike, from left to right; "not" binds tighter.
//   - A value without words before it takes those of the value before: in "tcp port 80 or 81",
//     81 is a port of TCP.
//   - "vlan", "mpls" and "pppoes" move what is behind them, in the text: "vlan and tcp" is TCP
//     in a tagged frame, and so is the TCP of "not vlan and tcp". Put them last, or use
//     parentheses and "or": "tcp or (vlan and tcp)".
//   - A port of IPv4 is looked for in the first fragment only, and in IPv6 right behind the
//     fixed header only.
//   - A test of bytes that the record does not have ends the program: the record does not
//     match, also where the test stands behind "not".
//   - "%" and "^" take all that follows as their right side: 10 % 4 + 2 is 10 % 6.
//
// It differs from tcpdump where tcpdump would guess or get it wrong:
//
//   - Names of hosts and networks are not looked up; services and protocols are, in tables of
//     this package, and a service has both TCP and UDP unless the filter says one.
//   - A bare number is a network, a port or a protocol, but no host: "host 5060" would be 0.0.19.196.
//   - Numbers out of the range of their field are refused: "ip proto 256", "ether proto 65536",
//     and so are EtherTypes up to 1500, which are lengths, and those of AppleTalk.
//   - A range of ports has decimal numbers without 0 in front. A mask goes with "net" only,
//     also "/128".
//   - A filter that no packet can match is taken, such as "ip and ip6".
//   - A sum that can only divide by zero, or shift all bits out, is refused also where the
//     number comes of a calculation.
//   - In sums every protocol is tested, so in "1 + tcp[0]" the packet must be TCP; tcpdump
//     looks at the first term only.
//   - "ip proto tcp" needs no backslash.
//   - Lists of values may be nested: "port ((80 or 81) or 82)".
//   - "vlan" and "mpls" may be used on Linux cooked records, "mpls" on all of PPP.
//   - BSD loopback knows IPv6 by the number of each BSD, in either byte order.
//
// What pcap-filter(7) has besides is an error that says so: names of hosts, gateway,
// protochain, ip broadcast, geneve, the words for 802.11, ATM, SS7, OSI and pf.
package bpf

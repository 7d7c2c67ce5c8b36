// Package link takes the headers off a captured frame, down to the payload of
// TCP or UDP, and knows a frame that was captured twice.
//
// The walk reads fixed header fields and nothing else, so it is ours. gopacket's
// layers refuse a packet for one malformed IP option, for a TCP header whose
// options a snaplen cut, or for an IPv6 length of zero; they take the size of a
// datagram that tells none modulo 65536; they count padding as payload behind an
// IPv6 hop-by-hop header; and they do not tell how much a snaplen cut. A packet whose transport
// header is there is a packet, whatever its options say. Where gopacket is right,
// it is asked by a test (TestGopacket). Checksums are not looked at: offloading
// makes them wrong where nothing is.
//
// Read are Ethernet, Linux cooked captures of both versions ("any"), BSD loopback, raw IP
// and PPP; in these 802.1Q, 802.1ad and 0x9100 tags, also stacked, PPPoE and MPLS; IPv4, and
// IPv6 with extension headers; and what is in tunnels, up to eight of them: IP in IP, GRE,
// ERSPAN, VXLAN, Geneve and GTP-U. A packet in a tunnel is that of the innermost headers.
// IP fragments are put together by [Fragments].
package link

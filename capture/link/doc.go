// Package link takes the headers off a captured frame, down to the payload of
// TCP or UDP, and knows a frame that was captured twice.
//
// The walk reads fixed header fields and nothing else, so it is ours: gopacket's
// layers refuse a whole packet for one malformed IP or TCP option, or for options
// that a snaplen cut, and count Ethernet padding as payload where segmentation
// offload left an IP length of zero. A packet whose transport header is there is
// a packet, whatever its options say. Checksums are not looked at: offloading
// makes them wrong where nothing is.
//
// Ethernet (with 802.1Q, 802.1ad and 0x9100 tags, also stacked), raw IP, IPv4 and
// IPv6 with extension headers are read. IP fragments are recognised and counted.
package link

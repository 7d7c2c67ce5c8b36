package bpf

import "slices"

// protocol is a protocol that the language has a word for.
type protocol struct {
	word  string
	ether uint16 // Its EtherType, where it has one.
	ip    uint8  // Its number in IP, where it is carried by that.
	v4    bool   // Carried by IPv4.
	v6    bool   // Carried by IPv6.
}

// protocols have words of their own. What is carried by which IP is as in tcpdump.
func protocols() []protocol {
	return []protocol{
		{word: "ip", ether: 0x0800},
		{word: "ip6", ether: 0x86dd},
		{word: "arp", ether: 0x0806},
		{word: "rarp", ether: 0x8035},
		{word: "tcp", ip: 6, v4: true, v6: true},
		{word: "udp", ip: 17, v4: true, v6: true},
		{word: "sctp", ip: 132, v4: true, v6: true},
		{word: "icmp", ip: 1, v4: true},
		{word: "icmp6", ip: 58, v6: true},
		{word: "igmp", ip: 2, v4: true},
		{word: "igrp", ip: 9, v4: true},
		{word: "pim", ip: 103, v4: true, v6: true},
		{word: "vrrp", ip: 112, v4: true},
		{word: "carp", ip: 112, v4: true},
		{word: "ah", ip: 51, v4: true, v6: true},
		{word: "esp", ip: 50, v4: true, v6: true},
		{word: "ether"},
		{word: "link"},
	}
}

func protocolNamed(word string) (protocol, bool) {
	all := protocols()
	i := slices.IndexFunc(all, func(p protocol) bool { return p.word == word })
	if i < 0 {
		return protocol{}, false
	}
	return all[i], true
}

// isKeyword reports whether a word is of the language. Others are names.
func isKeyword(word string) bool {
	switch word {
	case "and", "or", "not", "src", "dst", "host", "net", "mask", "port", "portrange", "proto",
		"broadcast", "multicast", "less", "greater", "len", "length",
		"vlan", "mpls", "pppoes", "inbound", "outbound":
		return true
	}
	_, ok := protocolNamed(word)
	return ok || isForeign(word)
}

// isForeign reports whether a word is one of tcpdump's language that this package has not.
func isForeign(word string) bool {
	switch word {
	case "gateway", "protochain", "byte", "pppoed", "geneve", "vxlan", "netmask", "ifindex",
		"fddi", "tr", "wlan", "ppp", "slip", "radio",
		"atalk", "aarp", "decnet", "lat", "sca", "moprc", "mopdl", "stp", "ipx", "netbeui",
		"iso", "esis", "es-is", "isis", "is-is", "clnp", "l1", "l2", "iih", "lsp", "snp", "csnp", "psnp",
		"type", "subtype", "dir", "direction", "ra", "ta", "addr1", "addr2", "addr3", "addr4",
		"ifname", "on", "rset", "ruleset", "rnr", "rulenum", "srnr", "subrulenum", "reason", "action",
		"lane", "metac", "bcc", "oamf4", "oamf4ec", "oamf4sc", "oam", "sc", "ilmic", "vpi", "vci",
		"connectmsg", "metaconnect", "sio", "opc", "dpc", "sls", "fisu", "lssu", "msu",
		"hsio", "hopc", "hdpc", "hsls", "hfisu", "hlssu", "hmsu":
		return true
	}
	return false
}

// constant is the number that a word stands for, by pcap-filter(7).
func constant(word string) (n uint32, ok bool) {
	names := map[string]uint32{
		"tcpflags": 13, "tcp-fin": 0x01, "tcp-syn": 0x02, "tcp-rst": 0x04, "tcp-push": 0x08,
		"tcp-ack": 0x10, "tcp-urg": 0x20, "tcp-ece": 0x40, "tcp-cwr": 0x80,

		"icmptype": 0, "icmpcode": 1, "icmp-echoreply": 0, "icmp-unreach": 3, "icmp-sourcequench": 4,
		"icmp-redirect": 5, "icmp-echo": 8, "icmp-routeradvert": 9, "icmp-routersolicit": 10,
		"icmp-timxceed": 11, "icmp-paramprob": 12, "icmp-tstamp": 13, "icmp-tstampreply": 14,
		"icmp-ireq": 15, "icmp-ireqreply": 16, "icmp-maskreq": 17, "icmp-maskreply": 18,

		"icmp6type": 0, "icmp6code": 1, "icmp6-destinationunreach": 1, "icmp6-packettoobig": 2,
		"icmp6-timeexceeded": 3, "icmp6-parameterproblem": 4, "icmp6-echo": 128, "icmp6-echoreply": 129,
		"icmp6-multicastlistenerquery": 130, "icmp6-multicastlistenerreportv1": 131,
		"icmp6-multicastlistenerdone": 132, "icmp6-routersolicit": 133, "icmp6-routeradvert": 134,
		"icmp6-neighborsolicit": 135, "icmp6-neighboradvert": 136, "icmp6-redirect": 137,
		"icmp6-routerrenum": 138, "icmp6-nodeinformationquery": 139, "icmp6-nodeinformationresponse": 140,
		"icmp6-ineighbordiscoverysolicit": 141, "icmp6-ineighbordiscoveryadvert": 142,
		"icmp6-multicastlistenerreportv2": 143, "icmp6-homeagentdiscoveryrequest": 144,
		"icmp6-homeagentdiscoveryreply": 145, "icmp6-mobileprefixsolicit": 146,
		"icmp6-mobileprefixadvert": 147, "icmp6-certpathsolicit": 148, "icmp6-certpathadvert": 149,
		"icmp6-multicastrouteradvert": 151, "icmp6-multicastroutersolicit": 152,
		"icmp6-multicastrouterterm": 153,
	}
	n, ok = names[word]
	return n, ok
}

// service is the port of a service that a filter may name (IANA's names, and "sips" as SIP
// over TLS is called, RFC 3261 19.1.2).
func service(name string) (port uint16, ok bool) {
	ports := map[string]uint16{
		"ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53,
		"bootps": 67, "bootpc": 68, "tftp": 69, "http": 80, "kerberos": 88, "pop3": 110, "sunrpc": 111,
		"ntp": 123, "imap2": 143, "imap": 143, "snmp": 161, "snmp-trap": 162, "bgp": 179, "ldap": 389,
		"https": 443, "submissions": 465, "isakmp": 500, "syslog": 514, "submission": 587, "ldaps": 636,
		"domain-s": 853, "imaps": 993, "pop3s": 995, "radius": 1812, "radius-acct": 1813,
		"stun": 3478, "turn": 3478, "stuns": 5349, "turns": 5349, "ms-wbt-server": 3389,
		"sip": 5060, "sips": 5061, "sip-tls": 5061, "xmpp-client": 5222, "mdns": 5353, "http-alt": 8080,
	}
	port, ok = ports[name]
	return port, ok
}

// etherProtocol is the EtherType of a protocol that "ether proto" may name.
func etherProtocol(name string) (kind uint16, ok bool) {
	switch name {
	case "loopback":
		return 0x9000, true
	case "ip", "ip6", "arp", "rarp":
		p, _ := protocolNamed(name)
		return p.ether, true
	}
	return 0, false
}

// ipProtocol is the number of a protocol that "proto", "ip proto" and "ip6 proto" may name.
// Besides the words of the language these are names from IANA's list.
func ipProtocol(name string) (n uint8, ok bool) {
	switch name {
	case "ipencap":
		return 4, true
	case "dccp":
		return 33, true
	case "ipv6":
		return 41, true
	case "gre":
		return 47, true
	case "ipv6-icmp":
		return 58, true
	case "ospf":
		return 89, true
	case "udplite":
		return 136, true
	}
	p, ok := protocolNamed(name)
	return p.ip, ok && p.ip != 0
}

// isLink reports whether it is the word for the link layer.
func (p protocol) isLink() bool { return p.word == "ether" || p.word == "link" }

package bpf

import (
	"errors"
	"strings"
	"testing"

	"prescap/capture"
)

// wrong is an expression that is no filter.
type wrong struct {
	expr string
	pos  int
	text string // Part of the message.
}

// refused are expressions that tcpdump refuses too.
func refused() []wrong {
	return []wrong{
		{"tcp port", 8, "a value is missing"},
		{"tcp prot 5060", 4, `at column 5, "prot": no word of the filter language, and the test before it is complete`},
		{"prot 5060", 0, `at column 1, "prot": no word of the filter language`},
		{"tcp and prot 5060", 8, `"prot": no word of the filter language`},
		{"host 10.1.2.3 or prot 80", 17, `"prot": no word of the filter language`},
		{"port 99999", 5, "the highest port is 65535"},
		{"portrange 5060-99999", 10, "no range of ports"},
		{"portrange 5060 - 5069", 15, "complete"},
		{"portrange foo-bar", 10, "no range of ports"},
		{"((tcp)", 6, `")" is missing here`},
		{"(tcp))", 5, "no parenthesis that it closes"},
		{"()", 1, "a test is missing before this"},
		{"port foo", 5, "no service that is known here"},
		{"tcp and", 7, "a test is missing, such as"},
		{"and tcp", 0, "a test cannot begin with this"},
		{"&& tcp", 0, "a test is missing before this"},
		{"not", 3, "a test is missing, such as"},
		{"tcp udp", 4, "complete"},
		{"tcp port 80 81", 12, "complete"},
		{"host 10.1.2.3 10.1.2.4", 14, "complete"},
		{"tcp | udp", 4, "complete"},
		{"tcp; udp", 3, "this character has no meaning"},
		{"host é", 5, `"é": this character`},
		{"tcp = 5", 4, "complete"},
		{"10.1.2.3", 0, "a value has a word before it"},
		{"5060", 0, "a value has a word before it"},
		{"tcp or 5060", 7, "a value needs a word before it"},
		{"(port 80) or 81", 13, "a value needs a word before it"},
		{"port 80 and tcp or 81", 19, "a value needs a word before it"},
		{"vlan 5 or 6", 10, "a value needs a word before it"},
		{"tcp[13] = 2 or 3", 15, "a value needs a word before it"},
		{"host 1.2.3.4 and (5.6.7.8 or tcp)", 29, "in a list of values there are only values"},
		{"port (80 or port 81)", 12, "in a list of values there are only values"},
		{"host 10.1.2.300", 5, "300 is greater than 255"},
		{"net 10.0.0.1/8", 4, "bits outside its network"},
		{"net 10.0.0.0/33", 13, "0 to 32 bits"},
		{"net fe80::1/10", 4, "bits outside its network"},
		{"net fe80::/129", 11, "0 to 128 bits"},
		{"net 10/8", 6, "needs points"},
		{"net 10 mask 255.0.0.0", 7, "needs points"},
		{"net 10.1.0.0 mask 1", 18, "a mask looks like"},
		{"host 10.0.0.0/8", 13, `only "net" takes a mask`},
		{"host fe80::/10", 11, `only "net" takes a mask`},
		{"tcp host 10.1.2.3", 9, "tcp has no addresses"},
		{"icmp src 10.1.2.3", 9, "icmp has no addresses"},
		{"ip host ::1", 8, "no address of ip"},
		{"ip6 net 10", 8, "no address of ip6"},
		{"arp host ::1", 9, "no address of arp"},
		{"ip port 80", 8, "ip has no ports"},
		{"ether port 80", 11, "ether has no ports"},
		{"port 10.1.2.3", 5, "this is no port"},
		{"port ::1", 5, "this is no port"},
		{"port 08", 5, "octal"},
		{"port 99999999999", 5, "more than 32 bits"},
		{"ip[0:4] = 4294967296", 10, "more than 32 bits"},
		{"host 00:11:22:33:44:55", 5, `needs "ether" before`},
		{"ether host 10.1.2.3", 11, "this is no Ethernet address"},
		{"ether host foo", 11, "not looked up"},
		{"ether net 00:11:22:33:44:55", 10, "Ethernet has no networks"},
		{"ether", 0, "this says nothing alone"},
		{"ether dst 00:11:22:33:44:55 and src 00:11:22:33:44:55", 36, `needs "ether" before`},
		{"tcp proto 6", 10, `"proto" goes with`},
		{"ip proto foo", 9, "no protocol of IP that is known"},
		{"ip proto 1.2.3.4", 9, "this is no protocol"},
		{`ether proto \vlan`, 12, "no protocol of Ethernet that is known"},
		{"src src 10.1.2.3", 4, "a value is missing before this"},
		{"src vlan", 4, "a value is missing before this"},
		{"tcp multicast", 4, "tcp has no multicast"},
		{"ip6 broadcast", 4, "ip6 has no broadcast"},
		{"vlan 4096", 5, "the highest VLAN is 4095"},
		{"mpls 1048576", 5, "the highest MPLS label is 1048575"},
		{"pppoes 65536", 7, "the highest PPPoE session is 65535"},
		{"vlan (5", 7, `")" is missing`},
		{"less tcp", 5, "less needs a number"},
		{"greater (5)", 8, "greater needs a number"},
		{"len", 3, "a comparison is missing"},
		{"len > 5 > 6", 8, "only two values"},
		{"len = 5-3", 6, "this is no number"},
		{"len = 1 2", 8, "complete"},
		{"len = tcp", 9, "bytes of tcp have the form"},
		{"len >", 5, "a number is missing"},
		{"len / 0 = 1", 4, "division by zero"},
		{"len % 0 = 1", 4, "division by zero"},
		{"len << 32 = 1", 4, "31 bits"},
		{"tcp[0:3] = 1", 6, "only 1, 2 or 4 bytes"},
		{"tcp[0:(2)] = 1", 6, "only 1, 2 or 4 bytes"},
		{"tcp[0 = 1", 6, `"]" is missing here`},
		{"tcp[] = 1", 4, "this is no number"},
		{"ah[0] = 5", 0, "bytes of ah cannot be compared"},
		{"gateway foo", 0, "this is not supported"},
		{"ip gateway foo", 3, "this is not supported"},
		{"ifname eth0", 0, "this is not supported"},
		{"TCP", 0, "small letters"},
		{"tcp AND udp", 4, "small letters"},
		{"tcp dst 5061", 8, "say port"},
		{"port80", 0, "no word of the filter language"},
	}
}

// strict are expressions that tcpdump takes; the package comment says why we do not.
func strict() []wrong {
	return []wrong{
		{"host example.org", 5, "names of hosts and networks are not looked up; give an address"},
		{"host localhost", 5, "not looked up"},
		{"port 5060 or host 10.1.2.3 or localhost", 30, "not looked up"},
		{"net loopback", 4, "not looked up"},
		{"host 5060", 5, "a number is no host"},
		{"host 10.1.2.3 or 5061", 17, "a number is no host"},
		{"host 2001:db8::5/128", 16, `only "net" takes a mask`},
		{"ip proto 256", 9, "255"},
		{"proto 300", 6, "255"},
		{"ether proto 65536", 12, "the highest EtherType is 65535"},
		{"ether proto 5", 12, "numbers up to 1500"},
		{"ether proto 0x809b", 12, "AppleTalk is not supported"},
		{"ip broadcast", 3, "not supported for ip"},
		{"portrange 010-020", 10, "no range of ports"},
		{"pppoed", 0, "this is not supported"},
		{"fddi host 00:11:22:33:44:55", 0, "this is not supported"},
		{"tcp or iso", 7, "this is not supported"},
		{"ip protochain 6", 3, "this is not supported"},
		{"geneve", 0, "this is not supported"},
		{"len / (1 - 1) = 0", 4, "division by zero"},
		{"len << (2 - 3) = 0", 4, "31 bits"},
	}
}

// generous are expressions that tcpdump refuses; the package comment says why we take them.
func generous() []string {
	return []string{
		"ip proto tcp", "proto icmp", "ip6 proto icmp6", "ether proto arp", "ip proto tcp and port 5060",
		"port ((80 or 81) and 82)", "host ((10.1.2.3))", "port sips", "udp port ssh",
	}
}

func TestErrors(t *testing.T) {
	for _, w := range append(refused(), strict()...) {
		_, err := Parse(w.expr)
		var e *Error
		switch {
		case !errors.As(err, &e):
			t.Errorf("%q: %v", w.expr, err)
		case e.Pos != w.pos || !strings.Contains(err.Error(), w.text):
			t.Errorf("%q: at %d: %v; want %q at %d", w.expr, e.Pos, err, w.text, w.pos)
		}
	}
	for _, expr := range generous() {
		if _, err := Parse(expr); err != nil {
			t.Errorf("%q: %v", expr, err)
		}
	}
}

// What is in the lists above is what tcpdump does.
func TestTcpdumpErrors(t *testing.T) {
	needTcpdump(t)
	for _, w := range refused() {
		if _, said := tcpdumpProgram(t, 1, w.expr, false); said == "" {
			t.Errorf("%q: tcpdump takes it", w.expr)
		}
	}
	for _, w := range strict() {
		// It may be that nobody answers for names here. A program for a chain jumps back.
		if strings.Contains(w.text, "not looked up") || strings.Contains(w.expr, "protochain") {
			continue
		}
		if _, said := tcpdumpProgram(t, 1, w.expr, false); said != "" {
			t.Errorf("%q: tcpdump refuses it: %s", w.expr, said)
		}
	}
	for _, expr := range generous() {
		if _, said := tcpdumpProgram(t, 1, expr, false); said == "" {
			t.Errorf("%q: tcpdump takes it", expr)
		}
	}
}

// What a filter needs is known to be missing when the link type is known.
func TestLinkErrors(t *testing.T) {
	for _, w := range []struct {
		link capture.LinkType
		wrong
	}{
		{101, wrong{"tcp or ether host 00:11:22:33:44:55", 18, `"00:11:22:33:44:55": raw IP records have no Ethernet addresses`}},
		{101, wrong{"tcp and vlan", 8, "raw IP records have no VLAN tags"}},
		{0, wrong{"mpls", 0, "BSD loopback records have no MPLS labels"}},
		{9, wrong{"vlan", 0, "PPP records have no VLAN tags"}},
		{113, wrong{"broadcast", 0, "Linux cooked records have no Ethernet addresses"}},
		{276, wrong{"ether multicast", 6, "Linux cooked records have no Ethernet addresses"}},
		{1, wrong{"tcp and inbound", 8, "Ethernet records do not say who sent them"}},
		{1, wrong{"mpls and vlan", 9, "VLAN tags below MPLS labels"}},
		{1, wrong{"mpls and arp", 9, "below MPLS labels only ip and ip6"}},
		{1, wrong{"mpls and arp[0] = 1", 9, "below MPLS labels only ip and ip6"}},
		{1, wrong{"mpls and pppoes", 9, "below MPLS labels only ip and ip6"}},
		{1, wrong{"pppoes and vlan", 11, "PPP records have no VLAN tags"}},
		{1, wrong{"pppoes and ether host 00:11:22:33:44:55", 22, "PPP records have no Ethernet addresses"}},
		{147, wrong{"tcp", -1, "it cannot be used on records of link type 147"}},
		{1, wrong{"2 40 0 0 4294963200 6 0 0 1", -1, "instruction 0 of the program asks the kernel"}},
	} {
		f, err := Parse(w.expr)
		if err == nil {
			_, err = f.Matcher(w.link)
		}
		var e *Error
		switch {
		case !errors.As(err, &e):
			t.Errorf("%d: %q: %v", w.link, w.expr, err)
		case e.Pos != w.pos || !strings.Contains(err.Error(), w.text):
			t.Errorf("%d: %q: at %d: %v; want %q at %d", w.link, w.expr, e.Pos, err, w.text, w.pos)
		}
	}
	for _, expr := range []string{"", " \t", "1 6 0 0 5", "1,6,0,0,5"} {
		f, err := Parse(expr)
		if err != nil {
			t.Fatalf("%q: %v", expr, err)
		}
		m, err := f.Matcher(147)
		if err != nil || !m.Match(nil, 0) {
			t.Errorf("%q on another link type: %v", expr, err)
		}
	}
}

// A sum of which both sides are sums, and so on, needs a word for each level.
func TestTooManyWords(t *testing.T) {
	s := "len"
	for depth := 1; depth <= scratchWords+1; depth++ {
		s = "(" + s + "*" + s + ")"
		if depth < scratchWords {
			continue
		}
		f, err := Parse(s + " = 1")
		if err != nil {
			t.Fatal(depth, err)
		}
		if _, err = f.Matcher(1); (err != nil) != (depth > scratchWords) {
			t.Errorf("%d levels: %v", depth, err)
		}
	}
}

func TestProgramErrors(t *testing.T) {
	for _, w := range []wrong{
		{"5", 0, "a value has a word before it"},
		{"0 6 0 0 1", 0, "a program has 1 to 4096 instructions"},
		{"2 6 0 0 1", 9, "has 8 numbers behind the first; there are 4"},
		{"1 6 0 0 1 7", 10, "has 4 numbers behind the first; there are 5"},
		{"1;6,0,0,99999999999", 8, "more than 32 bits"},
		{"1 99 0 0 1", 2, "this is no instruction"},
		{"1 70000 0 0 1", 2, "this is no instruction"},
		{"2 21 1 0 5 6 0 0 1", 5, "jumps out of the program"},
		{"2 21 0 1 5 6 0 0 1", 7, "jumps out of the program"},
		{"2 21 256 1 5 6 0 0 1", 5, "cannot jump so far"},
		{"2 5 0 0 1 6 0 0 1", 8, "jumps out of the program"},
		{"2 5 0 0 4294967295 6 0 0 1", 8, "jumps out of the program"},
		{"2 2 0 0 16 6 0 0 1", 8, "16 words"},
		{"2 52 0 0 0 6 0 0 1", 9, "division by zero"},
		{"2 100 0 0 32 6 0 0 1", 10, "31 bits"},
		{"2 6 0 0 1 4 0 0 1", 10, "the last instruction must return"},
	} {
		_, err := Parse(w.expr)
		var e *Error
		if !errors.As(err, &e) || e.Pos != w.pos || !strings.Contains(err.Error(), w.text) {
			t.Errorf("%q: %v; want %q at %d", w.expr, err, w.text, w.pos)
		}
	}
}

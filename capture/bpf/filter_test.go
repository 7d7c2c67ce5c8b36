package bpf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/bpf"

	"prescap/capture"
)

func matcher(t testing.TB, expr string, link capture.LinkType) *Matcher {
	t.Helper()
	f, err := Parse(expr)
	if err != nil {
		t.Fatalf("%q: %v", expr, err)
	}
	if f.String() != expr {
		t.Errorf("%q is told as %q", expr, f)
	}
	m, err := f.Matcher(link)
	if err != nil {
		t.Fatalf("%q: %v", expr, err)
	}
	return m
}

// What filters mean, by hand: it needs no tcpdump.
func TestMeaning(t *testing.T) {
	const a, b, a6, b6 = "10.1.2.3", "192.168.1.1", "2001:db8::5", "fe80::1"
	ether := func(etherType int, data []byte) []byte {
		return slices.Concat([]byte{0, 0x11, 0x22, 0x33, 0x44, 0x55, 2, 0, 0, 0, 0, 1}, be16(etherType), data)
	}
	tcp4 := ip4(a, b, 6, 0, 0, tcpOf(5060, 40000, 2, 0, "SIP/2.0"))
	records := map[string][]byte{
		"tcp":      ether(0x0800, tcp4),
		"tcp6":     ether(0x86dd, ip6(a6, b6, 6, tcpOf(40000, 5061, 0x10, 0, ""))),
		"udp":      ether(0x0800, ip4(b, a, 17, 8, 0, udpOf(53, 5060, "0123456789"))),
		"sctp":     ether(0x0800, ip4(b, "10.9.9.9", 132, 0, 0, sctpOf(5060, 80))),
		"later":    ether(0x0800, ip4(a, b, 6, 0, 5, tcpOf(5060, 40000, 2, 0, ""))),
		"fragment": ether(0x86dd, ip6(a6, b6, 44, extension(6, tcpOf(5060, 5061, 2, 0, "")))),
		"arp":      ether(0x0806, arpOf(1, a, b)),
		"vlan":     ether(0x8100, slices.Concat(be16(0x6064), be16(0x0800), tcp4)),
		"qinq":     ether(0x88a8, slices.Concat(be16(7), be16(0x8100), be16(100), be16(0x0800), tcp4)),
		"mpls":     ether(0x8847, append([]byte{0, 6, 0x41, 64}, tcp4...)),
		"pppoe":    ether(0x8864, slices.Concat([]byte{0x11, 0, 0, 5, 0, 0, 0, 0x21}, tcp4)),
		"short":    {0, 0x11, 0x22},
	}
	for expr, want := range map[string]string{
		"":                                      "arp fragment later mpls pppoe qinq sctp short tcp tcp6 udp vlan",
		"ip":                                    "later sctp tcp udp",
		"ip6":                                   "fragment tcp6",
		"tcp":                                   "fragment later tcp tcp6",
		"not tcp":                               "arp mpls pppoe qinq sctp udp vlan",
		"port 5060":                             "sctp tcp udp",
		"tcp port 5060 or 5061":                 "tcp tcp6",
		"tcp port 5060 or tcp port 5061":        "tcp tcp6",
		"port sip or sips":                      "sctp tcp tcp6 udp",
		"src port 5060":                         "sctp tcp",
		"portrange 5000-5060":                   "sctp tcp udp",
		"host 10.1.2.3":                         "arp later tcp udp",
		"src host 10.1.2.3":                     "arp later tcp",
		"ip host 10.1.2.3 and not src 10.1.2.3": "udp",
		"net 10.0.0.0/8":                        "arp later sctp tcp udp",
		"net 10":                                "arp later sctp tcp udp",
		"dst net 10":                            "sctp udp",
		"host 2001:db8::5":                      "fragment tcp6",
		"src net 2001:db8::/32":                 "fragment tcp6",
		"ip6 proto 6":                           "fragment tcp6",
		"ip proto tcp":                          "later tcp",
		"vlan":                                  "qinq vlan",
		"vlan 100":                              "vlan",
		"vlan 7 and vlan 100 and tcp":           "qinq",
		"vlan and tcp port 5060":                "vlan",
		"tcp or (vlan and tcp)":                 "fragment later tcp tcp6 vlan",
		"not vlan and tcp":                      "",
		"mpls 100 and host 10.1.2.3":            "mpls",
		"mpls and tcp[0:2] = 5060":              "mpls",
		"pppoes 5 and tcp port 5060":            "pppoe",
		"pppoes 6":                              "",
		"tcp[tcpflags] & tcp-syn != 0":          "tcp",
		"tcp[20:4] = 0x5349502f":                "tcp",
		"udp[8:4] = 0x30313233":                 "udp",
		"ip[0] & 0xf > 5":                       "udp",
		"less 20":                               "short",
		"len > 60 and len < 64":                 "tcp",
		"tcp or udp and host 192.168.1.1":       "later tcp udp",
		"host 10.1.2.3 and (5.5.5.5 or 192.168.1.1)": "arp later tcp udp",
		"not host 10.1.2.3 or 192.168.1.1":           "arp fragment later mpls pppoe qinq sctp tcp tcp6 udp vlan",
		"ether host 00:11:22:33:44:55":               "arp fragment later mpls pppoe qinq sctp tcp tcp6 udp vlan",
		"ether src 00-11-22-33-44-55":                "",
		"1 + tcp[1] = 197":                           "tcp",
	} {
		m := matcher(t, expr, 1)
		var got []string
		for name, data := range records {
			if m.Match(data, len(data)) {
				got = append(got, name)
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q matches %q, want %q", expr, s, want)
		}
	}
}

// On records of other link types, by hand.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		link capture.LinkType
		expr string
		data []byte
		want bool
	}{
		{0, "ip6", []byte{30, 0, 0, 0, 0x60}, true}, // macOS
		{0, "ip6", []byte{0, 0, 0, 28, 0x60}, true}, // FreeBSD, on a machine with the other order.
		{0, "ip6", []byte{2, 0, 0, 0, 0x45}, false},
		{0, "ip", []byte{0, 0, 0, 2, 0x45}, true},
		{108, "ip", []byte{0, 0, 0, 2, 0x45}, true},
		{113, "vlan 5 and ip", slices.Concat(make([]byte, 14), be16(0x8100), be16(5), be16(0x0800)), true},
		{113, "vlan 5 and ip", slices.Concat(make([]byte, 14), be16(0x8100), be16(6), be16(0x0800)), false},
		{276, "vlan and ip6", slices.Concat(be16(0x8100), make([]byte, 18), be16(5), be16(0x86dd)), true},
		{113, "mpls 3", slices.Concat(make([]byte, 14), be16(0x8847), []byte{0, 0, 0x31, 64}), true},
		{113, "outbound", slices.Concat(be16(4), make([]byte, 14)), true},
		{276, "inbound", slices.Concat(make([]byte, 10), []byte{4}, make([]byte, 9)), false},
		{228, "ip", nil, true},
		{229, "ip", nil, false},
		{12, "ip6", []byte{0x60}, true},
	} {
		if got := matcher(t, c.expr, c.link).Match(c.data, len(c.data)); got != c.want {
			t.Errorf("%q on %x of link type %d: %v", c.expr, c.data, c.link, got)
		}
	}
}

// The length is that on the wire, also where the data was cut.
func TestWireLength(t *testing.T) {
	data := make([]byte, 96)
	for expr, want := range map[string]bool{
		"len = 1500": true, "greater 1000": true, "less 1000": false, "len - 1404 = 96": true, "ether[100] = 0": false,
	} {
		if got := matcher(t, expr, 1).Match(data, 1500); got != want {
			t.Errorf("%q: %v", expr, got)
		}
	}
}

// Jumps that are too far for 8 bits go to long ones.
func TestLongJumps(t *testing.T) {
	var hosts []string
	for i := range 400 {
		hosts = append(hosts, fmt.Sprintf("host 10.0.%d.%d", i/200, i%200))
	}
	for _, sign := range []string{" or ", " and not "} {
		expr := "tcp and (port 80 and (" + strings.Join(hosts, sign) + "))"
		m := matcher(t, expr, 1)
		inNet := machine(t, m.program)
		for i := range 400 {
			addr := fmt.Sprintf("10.0.%d.%d", i/200, i%200)
			for _, port := range []int{80, 81} {
				data := slices.Concat(make([]byte, 12), be16(0x0800), ip4(addr, "192.168.1.1", 6, 0, 0, tcpOf(port, 5, 0, 0, "")))
				want := port == 80 && (sign == " or " || i == 0)
				if got := m.Match(data, len(data)); got != want || inNet(data) != want {
					t.Fatalf("%s, port %d, %s: %v", addr, port, sign, got)
				}
			}
		}
		f, _ := Parse(expr)
		if _, err := f.Kernel(Socket{}, 0); err == nil || !strings.Contains(err.Error(), "too long") {
			t.Errorf("%d instructions: %v", len(m.program), err)
		}
	}
}

// Our machine does what that of golang.org/x/net/bpf does, for every instruction: programs
// of random ones, on random data.
func TestMachine(t *testing.T) {
	g := generator{newRand(3)}
	ops := []uint16{ldImm, ldMem, ldLen, ldWord, ldHalf, ldByte, ldWordX, ldHalfX, ldByteX, ldxImm, ldxMem, ldxHeader,
		st, stx, add, sub, mul, div, or, and, lsh, rsh, mod, xor, add | withX, sub | withX, mul | withX, div | withX,
		or | withX, and | withX, lsh | withX, rsh | withX, mod | withX, xor | withX, ja, jeq, jgt, jge, jset,
		jeq | withX, jgt | withX, jge | withX, jset | withX, retA, tax, txa}
	seen := map[uint32]bool{}
	for range 20000 {
		program := make([]bpf.RawInstruction, 1+g.IntN(12))
		for i := range program {
			for ok := false; !ok; {
				program[i] = bpf.RawInstruction{Op: ops[g.IntN(len(ops))], Jt: uint8(g.IntN(4)), Jf: uint8(g.IntN(4)), K: uint32(g.IntN(20))}
				switch program[i].Op &^ withX {
				case jeq, jgt, jge, jset:
				default: // The other one takes an instruction for unknown that has what it does not use.
					program[i].Jt, program[i].Jf = 0, 0
				}
				switch op := program[i].Op; {
				case op == ja || op == ldImm || op == ldxImm || op == ldMem || op == ldxMem || op == st || op == stx || op&7 == 0 || op&7 == 4 && op&withX == 0 || op&7 == 5 || op == ldxHeader:
				default:
					program[i].K = 0
				}
				if program[i].Op == ldLen {
					program[i].K = 0
				}
				_, wrong := invalid(program[i], len(program)-1-i+1)
				ok = wrong == ""
			}
		}
		program = append(program, bpf.RawInstruction{Op: retA})
		code, known := bpf.Disassemble(program)
		vm, err := bpf.NewVM(code)
		if err != nil || !known {
			t.Fatalf("%v\n%s", err, listing(program))
		}
		data := make([]byte, g.IntN(30))
		for i := range data {
			data[i] = byte(g.Uint32())
		}
		want, err := vm.Run(data)
		if err != nil {
			t.Fatalf("%v\n%s", err, listing(program))
		}
		got := run(program, data, uint32(len(data)))
		if got != uint32(want) {
			t.Fatalf("%d, want %d, for %x\n%s", got, want, data, listing(program))
		}
		seen[got] = true
	}
	if len(seen) < 500 {
		t.Errorf("only %d different results", len(seen))
	}
	if got := run([]bpf.RawInstruction{{Op: ldImm, K: 5}, {Op: neg}, {Op: retA}}, nil, 0); got != 0xfffffffb {
		t.Errorf("-5 is %#x", got)
	}
	if got := run([]bpf.RawInstruction{{Op: ldxLen}, {Op: txa}, {Op: retA}}, nil, 7); got != 7 {
		t.Errorf("the length is %d", got)
	}
}

// A program that tcpdump printed, with other separators too.
func TestProgram(t *testing.T) {
	for _, text := range []string{
		"4\n40 0 0 12\n21 0 1 2048\n6 0 0 262144\n6 0 0 0\n",
		"4,40 0 0 12,21 0 1 2048,6 0 0 262144,6 0 0 0",
		" 4; 40,0,0,12; 21,0,1,2048; 6,0,0,262144; 6,0,0,0 ",
	} {
		for _, link := range []capture.LinkType{1, 147} {
			m := matcher(t, text, link)
			if !m.Match(slices.Concat(make([]byte, 12), be16(0x0800)), 14) || m.Match(make([]byte, 14), 14) || m.Match(nil, 0) {
				t.Errorf("%q on link type %d", text, link)
			}
		}
		f, _ := Parse(text)
		code, err := f.Kernel(Socket{}, 96)
		if err != nil || len(code) != 4 || code[2].K != 262144 {
			t.Errorf("%v %v", code, err)
		}
	}
}

func TestMatchAllocs(t *testing.T) {
	for _, expr := range []string{"", "tcp port 5060 or tcp port 5061", "tcp[(tcp[12] >> 4) * 4 : 4] = 0x53495020", "vlan and host 10.1.2.3"} {
		m := matcher(t, expr, 1)
		data := slices.Concat(make([]byte, 12), be16(0x0800), ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(1, 2, 0, 0, "SIP/2.0")))
		if n := testing.AllocsPerRun(100, func() { m.Match(data, len(data)) }); n != 0 {
			t.Errorf("%q: %v allocations", expr, n)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	ether := slices.Concat(make([]byte, 12), be16(0x0800))
	for name, data := range map[string][]byte{
		"match": append(ether, ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(40000, 5061, 0, 0, "SIP/2.0"))...),
		"other": append(slices.Clone(ether), ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(40000, 443, 0, 0, "SIP/2.0"))...),
		"udp6":  slices.Concat(make([]byte, 12), be16(0x86dd), ip6("::1", "::1", 17, udpOf(1, 2, ""))),
	} {
		b.Run(name, func(b *testing.B) {
			m := matcher(b, "tcp port 5060 or tcp port 5061", 1)
			for b.Loop() {
				m.Match(data, len(data))
			}
		})
	}
}

func BenchmarkMatchNet(b *testing.B) {
	m := matcher(b, "tcp port 5060 or tcp port 5061", 1)
	code, _ := bpf.Disassemble(m.program)
	vm, err := bpf.NewVM(code)
	if err != nil {
		b.Fatal(err)
	}
	data := slices.Concat(make([]byte, 12), be16(0x0800), ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(40000, 443, 0, 0, "SIP/2.0")))
	for b.Loop() {
		vm.Run(data)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		matcher(b, "tcp port 5060 or tcp port 5061", 1)
	}
}

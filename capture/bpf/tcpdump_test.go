package bpf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/bpf"

	"prescap/capture"
)

// linkNames are the link types of the tests, with tcpdump's names for them.
func linkNames() map[capture.LinkType]string {
	return map[capture.LinkType]string{
		1: "EN10MB", 101: "RAW", 113: "LINUX_SLL", 276: "LINUX_SLL2",
		0: "NULL", 108: "LOOP", 9: "PPP", 50: "PPP_SERIAL", 51: "PPP_ETHER", 228: "IPV4", 229: "IPV6",
	}
}

func needTcpdump(t *testing.T) {
	if _, err := exec.LookPath("tcpdump"); err != nil {
		t.Skip("tcpdump is not installed")
	}
}

// tcpdumpProgram is tcpdump's program for an expression; refused is what it says instead.
func tcpdumpProgram(t *testing.T, link capture.LinkType, expr string, optimize bool) (program []bpf.RawInstruction, refused string) {
	t.Helper()
	args := []string{"-y", linkNames()[link], "-ddd", "--", expr}
	if !optimize {
		args = append([]string{"-O"}, args...)
	}
	var said bytes.Buffer
	cmd := exec.Command("tcpdump", args...)
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, said.String()
	}
	f, err := Parse(string(out))
	if err != nil {
		t.Fatalf("%q: tcpdump's program: %v", expr, err)
	}
	return f.program, ""
}

// machine runs a program in the machine of golang.org/x/net/bpf, which cannot negate.
func machine(t testing.TB, program []bpf.RawInstruction) func([]byte) bool {
	t.Helper()
	code, _ := bpf.Disassemble(program)
	for i, ins := range code {
		if _, ok := ins.(bpf.NegateA); ok {
			code[i] = bpf.ALUOpConstant{Op: bpf.ALUOpMul, Val: 0xffffffff}
		}
	}
	vm, err := bpf.NewVM(code)
	if err != nil {
		t.Fatalf("%v\n%v", err, code)
	}
	return func(b []byte) bool {
		n, err := vm.Run(b)
		if err != nil {
			t.Fatal(err)
		}
		return n != 0
	}
}

func expressions(t testing.TB) []string {
	b, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return slices.DeleteFunc(lines, func(s string) bool { return strings.HasPrefix(s, "#") })
}

// differs is what is stated in the package comment: what we take on a link type and tcpdump
// does not, and where it takes what only an interface can answer.
func differs(link capture.LinkType, expr string, weRefuse bool) bool {
	if weRefuse {
		return strings.Contains(expr, "bound") && link != 113 && link != 276
	}
	cooked, ppp := link == 113 || link == 276, link == 50 || link == 51
	return cooked && strings.Contains(expr, "vlan") || (cooked || ppp) && strings.Contains(expr, "mpls")
}

// compare compares the verdicts of our program and tcpdump's. Its optimizer drops loads, which
// shows on records that are too short, and folds offsets below 0 to others than its machine
// comes to. So with its optimized program only whole records are compared, where that is asked for.
func compare(t *testing.T, link capture.LinkType, expr string, records []packet, withOptimizer bool) (matched int) {
	t.Helper()
	plain, refused := tcpdumpProgram(t, link, expr, false)
	f, err := Parse(expr)
	var m *Matcher
	if err == nil {
		m, err = f.Matcher(link)
	}
	switch {
	case err != nil && refused != "":
		return 0
	case err != nil && (strings.Contains(err.Error(), "by zero") || strings.Contains(err.Error(), "31 bits")):
		return 0 // tcpdump looks for these before it calculates with numbers, we look after.
	case err != nil && !differs(link, expr, true):
		t.Errorf("%s: %q: tcpdump takes it: %v", linkNames()[link], expr, err)
		return 0
	case strings.Contains(refused, "unknown port") || strings.Contains(refused, "unknown ip proto"):
		return 0 // Its tables of names are the system's, which may be small.
	case refused != "" && !differs(link, expr, false):
		t.Errorf("%s: %q: tcpdump refuses it: %s", linkNames()[link], expr, refused)
		return 0
	case err != nil || refused != "":
		return 0
	}
	ours, theirs := machine(t, m.program), machine(t, plain)
	best := theirs
	if !withOptimizer || strings.Contains(expr, "[-1]") || strings.Contains(expr, "[0xffffffff]") {
		// Its plain program only.
	} else if optimized, refused := tcpdumpProgram(t, link, expr, true); refused == "" {
		best = machine(t, optimized)
	} else if !strings.Contains(refused, "expression rejects all packets") && !strings.Contains(refused, "by zero") {
		t.Errorf("%s: %q: tcpdump's optimizer: %s", linkNames()[link], expr, refused)
	}
	for _, p := range records {
		want := theirs(p.data)
		if got := ours(p.data); got != want || p.whole && got != best(p.data) {
			t.Errorf("%s: %q on %s (%d bytes) %x: ours %v, tcpdump's %v, optimized %v\nours:\n%stcpdump's:\n%s",
				linkNames()[link], expr, p.name, len(p.data), p.data, got, want, best(p.data), listing(m.program), listing(plain))
			return matched
		}
		if got := m.Match(p.data, len(p.data)); got != want {
			t.Errorf("%s: %q on %s %x: Match says %v", linkNames()[link], expr, p.name, p.data, got)
		}
		if got := m.Match(p.data, len(p.data)+17); got != (run(plain, p.data, uint32(len(p.data)+17)) != 0) {
			t.Errorf("%s: %q on %s %x, 17 bytes cut: Match says %v", linkNames()[link], expr, p.name, p.data, got)
		}
		if want {
			matched++
		}
	}
	return matched
}

func listing(program []bpf.RawInstruction) string {
	var b strings.Builder
	code, _ := bpf.Disassemble(program)
	for i, ins := range code {
		fmt.Fprintf(&b, "%4d %v\n", i, ins)
	}
	return b.String()
}

func TestTcpdump(t *testing.T) {
	needTcpdump(t)
	exprs := expressions(t)
	if testing.Short() {
		exprs = slices.DeleteFunc(exprs, func(s string) bool { return len(s)%5 != 0 })
	}
	for link, name := range linkNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			records := packets(link)
			matched := 0
			for i, expr := range exprs {
				// Every expression on Ethernet, a quarter of them on each of the others.
				if link != 1 && i%4 != int(link)%4 {
					continue
				}
				if compare(t, link, expr, records, link == 1) > 0 {
					matched++
				}
				if t.Failed() {
					return
				}
			}
			t.Logf("%d expressions on %d records; %d expressions matched some", len(exprs), len(records), matched)
		})
	}
}

func TestTcpdumpRandom(t *testing.T) {
	needTcpdump(t)
	n := 240
	if testing.Short() {
		n = 40
	}
	for worker := range 2 {
		t.Run(fmt.Sprint(worker), func(t *testing.T) {
			t.Parallel()
			links := []capture.LinkType{1, 1, 1, 101, 113, 276, 108, 9}
			records := map[capture.LinkType][]packet{}
			for _, l := range links {
				records[l] = packets(l)
			}
			g := generator{newRand(uint64(worker))}
			taken := 0
			for range n / 2 {
				link := links[g.IntN(len(links))]
				if compare(t, link, g.expression(3), records[link], false) > 0 {
					taken++
				}
			}
			t.Logf("%d of %d expressions matched some records", taken, n/2)
		})
	}
}

// generator makes expressions by the grammar, most of which have a meaning.
type generator struct{ *rand.Rand }

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

func (g generator) one(of ...string) string { return of[g.IntN(len(of))] }

func (g generator) expression(depth int) string {
	if depth == 0 || g.IntN(4) == 0 {
		return g.test()
	}
	switch g.IntN(8) {
	case 0:
		return g.one("not ", "! ", "!") + g.test()
	case 1:
		return "not (" + g.expression(depth-1) + ")"
	case 2:
		return "(" + g.expression(depth-1) + ")"
	case 3:
		kind := g.one("port", "host", "net", "proto")
		return g.value(kind) + g.one(" or ", " and ") + g.one("", "not ") + g.bare(kind) + g.one(" or ", " and ") + g.expression(depth-1)
	}
	return g.expression(depth-1) + g.one(" and ", " or ", " && ", " || ") + g.expression(depth-1)
}

func (g generator) test() string {
	switch g.IntN(12) {
	case 0, 1:
		return g.one("ip", "ip6", "arp", "tcp", "udp", "icmp", "sctp", "icmp6", "pim")
	case 2:
		return g.value("host")
	case 3:
		return g.value("net")
	case 4, 5, 6:
		return g.one("", "tcp ", "udp ", "sctp ") + g.one("", "src ", "dst ", "src or dst ", "src and dst ") + g.value("port")
	case 7:
		return g.one("", "tcp ", "udp ") + g.one("", "src ", "dst ") + "portrange " + g.one("5060-5069", "80-5060", "0-100", "5061")
	case 8:
		return g.one("", "ip ", "ip6 ") + g.value("proto")
	case 9:
		return g.one("vlan", "vlan 100", "mpls", "mpls 100", "pppoes", "less 70", "greater 70", "ip multicast", "ip6 multicast")
	case 10:
		return g.one("ether src 00:11:22:33:44:55", "ether host 02:00:00:00:00:01", "ether proto 0x0800", "ether multicast", "broadcast")
	}
	return g.sum(2) + g.one(" = ", " != ", " < ", " <= ", " > ", " >= ", " == ") + g.one(g.number(), g.plain(2))
}

func (g generator) value(kind string) string { return kind + " " + g.bare(kind) }

func (g generator) bare(kind string) string {
	switch kind {
	case "port":
		return g.one("5060", "5061", "80", "53", "22", "443")
	case "host":
		return g.one("10.1.2.3", "192.168.1.1", "2001:db8::5", "fe80::1", "224.0.0.5")
	case "net":
		return g.one("10", "10.1", "192.168.1", "10.0.0.0/8", "2001:db8::/33", "fe80::/10", "10.1.2.3")
	}
	return g.one("6", "17", "1", "44", "58", "132", `\tcp`, `\udp`)
}

func (g generator) number() string {
	return g.one("0", "1", "2", "6", "54", "64", "5060", "0x0a010203")
}

// sum has bytes of protocols in its first term only: those of others tcpdump does not test.
func (g generator) sum(depth int) string {
	first := g.one(g.bytes(depth), g.bytes(depth), "len")
	if depth == 0 || g.IntN(2) == 0 {
		return first
	}
	return first + g.sign() + g.plain(depth-1)
}

func (g generator) bytes(depth int) string {
	index := g.one("0", "1", "2", "4", "6", "9", "12", "13", "16", "20", "40", "100")
	if depth > 0 && g.IntN(4) == 0 {
		index = g.plain(depth-1) + " & " + g.one("3", "7", "15")
	}
	return g.one("ip", "ip6", "tcp", "udp", "icmp", "ether", "sctp", "icmp6", "arp") + "[" + index + g.one("", ":1", ":2", ":4") + "]"
}

func (g generator) sign() string {
	return g.one(" + ", " - ", " * ", " / ", " % ", " & ", " | ", " ^ ", " << ", " >> ")
}

// plain has no protocols to test.
func (g generator) plain(depth int) string {
	if depth == 0 || g.IntN(3) == 0 {
		return g.one("1", "2", "3", "7", "20", "len", "ether[12]", "ether[14:2]", "- 3", "(len)")
	}
	s := g.plain(depth-1) + g.sign() + g.plain(depth-1)
	if g.IntN(2) == 0 {
		return "(" + s + ")"
	}
	return s
}

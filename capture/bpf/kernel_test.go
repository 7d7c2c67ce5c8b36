package bpf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/bpf"

	"prescap/capture"
)

// beside is what the kernel keeps beside a frame.
type beside map[bpf.Extension]uint32

// inKernel runs a program as the kernel would, with what it keeps beside the frame.
func inKernel(t testing.TB, program []bpf.RawInstruction, data []byte, aux beside) bool {
	t.Helper()
	code, known := bpf.Disassemble(program)
	if !known {
		t.Fatalf("an instruction is unknown\n%s", listing(program))
	}
	for i, ins := range code {
		if ext, ok := ins.(bpf.LoadExtension); ok && ext.Num != bpf.ExtLen {
			code[i] = bpf.LoadConstant{Dst: bpf.RegA, Val: aux[ext.Num]}
		}
	}
	vm, err := bpf.NewVM(code)
	if err != nil {
		t.Fatal(err)
	}
	n, err := vm.Run(data)
	if err != nil {
		t.Fatal(err)
	}
	return n != 0
}

func kernel(t testing.TB, expr string, s Socket) []bpf.RawInstruction {
	t.Helper()
	f, err := Parse(expr)
	if err != nil {
		t.Fatalf("%q: %v", expr, err)
	}
	program, err := f.Kernel(s, 0)
	if err != nil {
		t.Fatalf("%q: %v", expr, err)
	}
	return program
}

// A frame matches in the kernel as it would in a file, be its tag inside or beside; but for
// filters that look at it without "vlan".
func TestKernelVLAN(t *testing.T) {
	inner := ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(5060, 40000, 2, 0, ""))
	tag := func(id, kind int) []byte { return slices.Concat(be16(id|0x6000), be16(kind)) }
	macs := []byte{0, 0x11, 0x22, 0x33, 0x44, 0x55, 2, 0, 0, 0, 0, 1}
	frames := map[string][]byte{ // From the EtherType on.
		"plain": slices.Concat(be16(0x0800), inner),
		"100":   slices.Concat(be16(0x8100), tag(100, 0x0800), inner),
		"7.100": slices.Concat(be16(0x88a8), tag(7, 0x8100), tag(100, 0x0800), inner),
		"1.2.3": slices.Concat(be16(0x88a8), tag(1, 0x8100), tag(2, 0x8100), tag(3, 0x0800), inner),
		"arp":   slices.Concat(be16(0x8100), tag(100, 0x0806), arpOf(1, "10.1.2.3", "10.1.2.4")),
		"mpls":  slices.Concat(be16(0x8100), tag(100, 0x8847), []byte{0, 0, 0x51, 64}, inner),
	}
	for _, expr := range []string{
		"vlan", "vlan 100", "vlan 7", "vlan and tcp", "vlan 100 and tcp port 5060", "vlan and vlan", "vlan 7 and vlan 100",
		"vlan 7 and vlan 7", "vlan and vlan and vlan 3", "vlan and vlan 100 and host 10.1.2.3", "not vlan", "tcp or (vlan and tcp)",
		"tcp or vlan 7", "vlan and arp", "vlan and arp host 10.1.2.3", "vlan 100 or vlan 2", "vlan 7 or vlan 100", "vlan and ip[8] = 64",
		"vlan and mpls 5 and tcp", "vlan and (port 5060 or port 80)", "vlan 0 or vlan and tcp[2:2] = 40000", "tcp and vlan",
	} {
		m := matcher(t, expr, 1)
		for name, frame := range frames {
			inside := append(slices.Clone(macs), frame...)
			inFile := m.Match(inside, len(inside))
			// What is before "vlan" in the expression sees a frame whose tag is beside without it.
			want := inFile || strings.HasPrefix(expr, "tcp ") && name == "100"
			for _, kind := range []SocketKind{Ethernet, Cooked} {
				program := kernel(t, expr, Socket{Kind: kind})
				data, proto := inside, uint32(frame[0])<<8|uint32(frame[1])
				if kind == Cooked {
					data = frame[2:]
				}
				if got := inKernel(t, program, data, beside{bpf.ExtProto: proto}); got != inFile {
					t.Errorf("%q on %s, socket %d, tag inside: %v", expr, name, kind, got)
				}
				if name == "plain" {
					continue
				}
				data = slices.Concat(macs, frame[4:])
				if kind == Cooked {
					data = frame[6:]
				}
				aux := beside{
					bpf.ExtVLANTagPresent: 1, bpf.ExtVLANTag: uint32(frame[2])<<8 | uint32(frame[3]),
					bpf.ExtProto: uint32(frame[4])<<8 | uint32(frame[5]),
				}
				if got := inKernel(t, program, data, aux); got != want {
					t.Errorf("%q on %s, socket %d, tag beside: %v\n%s", expr, name, kind, got, listing(program))
				}
			}
		}
	}
	for _, ins := range kernel(t, "tcp port 5060", Socket{}) {
		if asksKernel(ins) {
			t.Errorf("without \"vlan\" nothing is asked: %v", ins)
		}
	}
}

// The same filter on the same packet gives the same, in a file and on sockets of every kind.
func TestKernelKinds(t *testing.T) {
	for kind, link := range map[SocketKind]capture.LinkType{Ethernet: 1, RawIP: 101, Cooked: 113} {
		compared := 0
		for _, expr := range expressions(t) {
			// A cooked socket gives no link header, nor its length.
			if kind == Cooked && (strings.Contains(expr, "len") || strings.Contains(expr, "ess ") || strings.Contains(expr, "greater")) {
				continue
			}
			f, err := Parse(expr)
			if err != nil {
				t.Fatal(err)
			}
			m, err := f.Matcher(link)
			program, kerr := f.Kernel(Socket{Kind: kind}, 0)
			if err != nil || kerr != nil {
				if (err == nil) != (kerr == nil) && !strings.Contains(expr, "bound") && !strings.Contains(expr, "ether[") && !strings.Contains(expr, "link[") {
					t.Errorf("%q: %v, in the kernel %v", expr, err, kerr)
				}
				continue
			}
			for i, n := range networks() {
				record := on(link, n, i)
				if record == nil {
					continue
				}
				data := record
				if kind == Cooked {
					data = n.data
				}
				want := m.Match(record, len(record))
				if got := inKernel(t, program, data, beside{bpf.ExtProto: uint32(n.etherType), bpf.ExtType: uint32(i % 5)}); got != want {
					t.Fatalf("%q on %s, socket %d: %v\n%s", expr, n.name, kind, got, listing(program))
				}
			}
			compared++
		}
		t.Logf("socket %d: %d expressions", kind, compared)
	}
}

// On loopback every packet is seen going out and coming in.
func TestKernelLoopback(t *testing.T) {
	data := slices.Concat(make([]byte, 12), be16(0x0800), ip4("10.1.2.3", "192.168.1.1", 6, 0, 0, tcpOf(5060, 40000, 2, 0, "")))
	for _, expr := range []string{"", "tcp", "udp", "4;40,0,0,12;21,0,1,2048;6,0,0,262144;6,0,0,0"} {
		for _, index := range []int{0, 3} {
			program := kernel(t, expr, Socket{Loopback: index})
			for _, aux := range []beside{{bpf.ExtType: 4, bpf.ExtInterfaceIndex: 3}, {bpf.ExtType: 4, bpf.ExtInterfaceIndex: 4}, {bpf.ExtType: 0, bpf.ExtInterfaceIndex: 3}} {
				echo := index == 3 && aux[bpf.ExtType] == 4 && aux[bpf.ExtInterfaceIndex] == 3
				if got, want := inKernel(t, program, data, aux), expr != "udp" && !echo; got != want {
					t.Errorf("%q, interface %d, %v: %v", expr, index, aux, got)
				}
			}
		}
	}
	var none *Filter
	for _, s := range []Socket{{}, {Loopback: 1}, {Kind: Cooked, Loopback: 1}} {
		program, err := none.Kernel(s, 65)
		if err != nil || !inKernel(t, program, nil, nil) || !slices.ContainsFunc(program, func(i bpf.RawInstruction) bool { return i == bpf.RawInstruction{Op: retK, K: 65} }) {
			t.Errorf("no filter, %v: %v %v", s, program, err)
		}
		if inKernel(t, program, nil, beside{bpf.ExtType: 4, bpf.ExtInterfaceIndex: 1}) != (s.Loopback == 0) {
			t.Errorf("no filter, %v: outgoing packets", s)
		}
	}
}

func TestKernelDirection(t *testing.T) {
	for kind := range Cooked + 1 {
		for expr, want := range map[string]string{"inbound": "01", "outbound": "4", "not outbound": "01"} {
			got := ""
			for _, packetType := range []uint32{0, 1, 4} {
				if inKernel(t, kernel(t, expr, Socket{Kind: kind}), make([]byte, 60), beside{bpf.ExtType: packetType}) {
					got += fmt.Sprint(packetType)
				}
			}
			if got != want {
				t.Errorf("%q: packet types %s, want %s", expr, got, want)
			}
		}
	}
	for expr, text := range map[string]string{
		"ether[0] = 1": "the link header is not in what such a socket gives", "ether host 1:2:3:4:5:6": "no Ethernet addresses",
	} {
		f, _ := Parse(expr)
		if _, err := f.Kernel(Socket{Kind: Cooked}, 0); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%q on a cooked socket: %v", expr, err)
		}
	}
}

//go:build amd64 || arm64

package bpf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/net/bpf"
)

// attach gives a socket a program (SO_ATTACH_FILTER of socket(7)).
func attach(fd int, program []bpf.RawInstruction) error {
	fprog := struct {
		size  uint16
		first *bpf.RawInstruction
	}{uint16(len(program)), &program[0]}
	_, _, e := syscall.Syscall6(syscall.SYS_SETSOCKOPT, uintptr(fd), syscall.SOL_SOCKET, syscall.SO_ATTACH_FILTER,
		uintptr(unsafe.Pointer(&fprog)), unsafe.Sizeof(fprog), 0)
	if e != 0 {
		return e
	}
	return nil
}

// The kernel takes every program, and it comes to what our machine comes to. The packets go
// through a pair of local sockets, which hand them to the program as they are.
func TestKernelAttach(t *testing.T) {
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM|syscall.SOCK_NONBLOCK, 0)
	if err != nil {
		t.Skip("no local sockets: ", err)
	}
	defer syscall.Close(pair[0])
	defer syscall.Close(pair[1])
	records := packets(1)
	for i, expr := range expressions(t) {
		program := kernel(t, expr, Socket{})
		if err := attach(pair[1], program); err != nil {
			t.Fatalf("%q: %v\n%s", expr, err, listing(program))
		}
		if strings.Contains(expr, "vlan") || strings.Contains(expr, "bound") {
			continue // The packets here are none of a device.
		}
		for j, p := range records {
			if len(p.data) == 0 || j%7 != i%7 {
				continue
			}
			if _, err := syscall.Write(pair[0], p.data); err != nil {
				t.Skip("local sockets do not work here: ", err)
			}
			n, err := syscall.Read(pair[1], make([]byte, 4096))
			if got, want := err == nil, run(program, p.data, uint32(len(p.data))) != 0; got != want || got && n != len(p.data) {
				t.Fatalf("%q on %s %x: %v (%d bytes, %v)\n%s", expr, p.name, p.data, got, n, err, listing(program))
			}
		}
	}
}

// packetSocket is a packet socket on an interface, that gives what a program accepts.
func packetSocket(t *testing.T, kind SocketKind, index int, program []bpf.RawInstruction) int {
	t.Helper()
	how := syscall.SOCK_RAW
	if kind == Cooked {
		how = syscall.SOCK_DGRAM
	}
	fd, err := syscall.Socket(syscall.AF_PACKET, how|syscall.SOCK_NONBLOCK, 0)
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EAFNOSUPPORT) {
		t.Skip("packet sockets need more rights: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := attach(fd, program); err != nil {
		t.Fatalf("%v\n%s", err, listing(program))
	}
	syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_RCVBUFFORCE, 4<<20)
	all := binary.NativeEndian.Uint16([]byte{0, syscall.ETH_P_ALL})
	if err := syscall.Bind(fd, &syscall.SockaddrLinklayer{Protocol: all, Ifindex: index}); err != nil {
		t.Fatal(err)
	}
	return fd
}

// received counts the packets that came so far and have a mark in them.
func received(fd int, mark string) (n int) {
	for b := make([]byte, 4096); ; {
		size, err := syscall.Read(fd, b)
		if err != nil {
			return n
		}
		if strings.Contains(string(b[:size]), mark) {
			n++
		}
	}
}

func TestKernelLive(t *testing.T) {
	lo, err := net.InterfaceByName("lo")
	if err != nil {
		t.Skip("no loopback interface: ", err)
	}
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Skip("no loopback: ", err)
	}
	defer conn.Close()
	addr := conn.LocalAddr().(*net.UDPAddr)
	const mark = "prescap looks for this"
	type want struct {
		expr  string
		plain int // How many copies of a datagram it gives, of the two that loopback shows.
		tag   int // The same for a frame with a tag, which has it inside going out, and beside coming in.
	}
	var wants []want
	var sockets []int
	for _, kind := range []SocketKind{Ethernet, Cooked} {
		for _, w := range []want{
			{"", 2, 2}, {"udp", 2, 1}, {fmt.Sprintf("udp dst port %d", addr.Port), 2, 1}, {"tcp", 0, 0}, {"host 127.0.0.1 and udp", 2, 1},
			{"inbound and udp", 1, 1}, {"outbound and host 127.0.0.1", 1, 0},
			{"vlan", 0, 2}, {"vlan 100", 0, 2}, {"vlan 101", 0, 0}, {"vlan and udp", 0, 2},
			{fmt.Sprintf("vlan 100 and udp port %d", addr.Port), 0, 2}, {"udp or (vlan and udp)", 2, 2}, {"vlan and vlan", 0, 0},
		} {
			sockets = append(sockets, packetSocket(t, kind, lo.Index, kernel(t, w.expr, Socket{Kind: kind})))
			wants = append(wants, w)
			sockets = append(sockets, packetSocket(t, kind, lo.Index, kernel(t, w.expr, Socket{Kind: kind, Loopback: lo.Index})))
			w.plain, w.tag = w.plain/2, (w.tag+1)/2
			if strings.HasPrefix(w.expr, "inbound") {
				w.plain = 1
			}
			wants = append(wants, w)
		}
	}
	send := func(what string, write func() error, count func(want) int) {
		for _, fd := range sockets { // Others use loopback too.
			received(fd, mark)
		}
		if err := write(); err != nil {
			t.Skipf("a %s cannot be sent here: %v", what, err)
		}
		time.Sleep(50 * time.Millisecond)
		for i, w := range wants {
			if got := received(sockets[i], mark); got != count(w) {
				t.Errorf("%q, socket %d: %d copies of a %s, want %d", w.expr, i, got, what, count(w))
			}
		}
	}
	send("datagram", func() error {
		_, err := conn.WriteTo([]byte(mark), addr)
		return err
	}, func(w want) int { return w.plain })

	// A frame with a tag, as from a network.
	out := packetSocket(t, Ethernet, lo.Index, []bpf.RawInstruction{{Op: retK}})
	frame := slices.Concat(make([]byte, 12), be16(0x8100), be16(100), be16(0x0800),
		ip4("127.0.0.1", "127.0.0.1", 17, 0, 0, udpOf(9, addr.Port, mark)))
	send("tagged frame", func() error {
		_, err := syscall.Write(out, frame)
		return err
	}, func(w want) int { return w.tag })
}

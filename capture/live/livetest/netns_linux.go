package livetest

import (
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// InNamespace gives the calling goroutine a network of its own, with a loopback interface
// that is up. It skips the test where there is none to be had.
func InNamespace(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("no ip command to set up interfaces with")
	}
	runtime.LockOSThread() // Never unlocked: the thread ends with the goroutine.
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Skipf("no network namespaces to be had: %v", err)
	}
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err == nil {
		err = unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_VERSION, unix.TPACKET_V3)
		unix.Close(fd)
	}
	if err != nil {
		t.Skipf("no packet sockets with rings to be had: %v", err)
	}
	if out, err := ip("link set lo up"); err != nil {
		t.Skipf("the loopback interface does not come up: %v: %s", err, out)
	}
}

// IP runs an ip command in the network of the calling goroutine.
func IP(t *testing.T, command string) {
	t.Helper()
	if out, err := ip(command); err != nil {
		t.Fatalf("ip %s: %v: %s", command, err, out)
	}
}

func ip(command string) ([]byte, error) {
	return exec.Command("ip", strings.Fields(command)...).CombinedOutput()
}

// Pair sets up a link whose ends are va and vb, without any traffic of its own. It skips the
// test where there is none to be had.
func Pair(t *testing.T) {
	t.Helper()
	os.WriteFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", []byte("1"), 0) // Where there is IPv6.
	if out, err := ip("link add va type veth peer name vb"); err != nil {
		t.Skipf("no pairs of interfaces to be had: %v: %s", err, out)
	}
	IP(t, "link set va up")
	IP(t, "link set vb up")
}

// Sender sends frames as they are.
type Sender struct {
	fd int
	to unix.SockaddrLinklayer
}

// NewSender returns a sender on an interface. It skips the test where there is none to be had.
func NewSender(t *testing.T, name string) *Sender {
	t.Helper()
	i, err := net.InterfaceByName(name)
	if err != nil {
		t.Fatal(err)
	}
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Skipf("no packet sockets to be had: %v", err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	return &Sender{fd, unix.SockaddrLinklayer{Ifindex: i.Index, Halen: 6}}
}

// Send sends a frame, from its link header on, as soon as there is room for it.
func (s *Sender) Send(t *testing.T, frame []byte) {
	for {
		err := unix.Sendto(s.fd, frame, 0, &s.to)
		if err == unix.ENOBUFS { // Its own queue is full.
			runtime.Gosched()
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		return
	}
}

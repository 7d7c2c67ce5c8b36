package live

import (
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// inNamespace gives the calling goroutine a network of its own, with a loopback interface
// that is up. It skips the test where there is none to be had.
func inNamespace(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("ip"); err != nil {
		t.Skip("no ip command to set up interfaces with")
	}
	runtime.LockOSThread() // Never unlocked: the thread ends with the goroutine.
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		t.Skipf("no network namespaces to be had: %v", err)
	}
	ip(t, "link set lo up")
}

// ip runs an ip command in the network of the calling goroutine.
func ip(t *testing.T, command string) {
	t.Helper()
	if out, err := exec.Command("ip", strings.Fields(command)...).CombinedOutput(); err != nil {
		t.Fatalf("ip %s: %v: %s", command, err, out)
	}
}

// pairOfEnds sets up a link whose ends are va and vb, without any traffic of its own.
func pairOfEnds(t *testing.T) {
	t.Helper()
	os.WriteFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", []byte("1"), 0) // Where there is IPv6.
	ip(t, "link add va type veth peer name vb")
	ip(t, "link set va up")
	ip(t, "link set vb up")
}

// sender sends frames as they are.
type sender struct {
	fd int
	to unix.SockaddrLinklayer
}

func sendingOn(t *testing.T, name string) *sender {
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
	return &sender{fd, unix.SockaddrLinklayer{Ifindex: i.Index, Halen: 6}}
}

func (s *sender) send(t *testing.T, frame []byte) {
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

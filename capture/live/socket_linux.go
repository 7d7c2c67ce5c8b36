package live

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
	"unsafe"

	xbpf "golang.org/x/net/bpf"
	"golang.org/x/sys/unix"

	"prescap/capture"
	"prescap/capture/bpf"
)

// Link types of what sockets give (tcpdump.org).
const (
	linkEthernet capture.LinkType = 1
	linkRaw      capture.LinkType = 101
	linkCooked   capture.LinkType = 276
)

// socket is a packet socket of one interface, with its ring.
type socket struct {
	fd     int
	number int // Among those of the configuration.
	name   string
	index  int // Of the interface; 0 for all.
	kind   bpf.SocketKind
	ring   *ring
	closed bool
	gone   error     // Why nothing more will come; nil as long as it may.
	last   time.Time // Until when what came before is there.

	dropped int // As far as the kernel was asked.
}

// open opens the socket of an interface. Nothing arrives before everything is set up.
func open(cfg *Config, name string) (*socket, error) {
	s := &socket{fd: -1, name: name, kind: bpf.Cooked}
	if err := s.open(cfg); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *socket) open(cfg *Config) (err error) {
	if s.name != Any {
		if err := s.find(); err != nil {
			return err
		}
	}
	loopback, err := loopbackIndex()
	if err != nil {
		return err
	}
	if err := s.typed(); err != nil {
		return err
	}
	if err := s.filter(cfg, loopback); err != nil {
		return err
	}
	if s.ring, err = newRing(s.fd, cfg.Buffer); err != nil {
		return s.failed("the kernel gives no buffer for it", err)
	}
	if err := s.bind(unix.ETH_P_ALL); err != nil {
		return s.failed("it cannot be listened on", err)
	}
	if cfg.Promiscuous && s.kind == bpf.Ethernet {
		m := unix.PacketMreq{Ifindex: int32(s.index), Type: unix.PACKET_MR_PROMISC}
		if err := unix.SetsockoptPacketMreq(s.fd, unix.SOL_PACKET, unix.PACKET_ADD_MEMBERSHIP, &m); err != nil {
			return s.failed("promiscuous mode is refused", err)
		}
	}
	return nil
}

// typed opens the socket in the way that the kind of interface asks for. Only a socket can
// tell that: /sys may be that of another network namespace.
func (s *socket) typed() error {
	if s.index == 0 {
		return s.create(unix.SOCK_DGRAM)
	}
	if err := s.create(unix.SOCK_RAW); err != nil {
		return err
	}
	const nothing = 0
	if err := s.bind(nothing); err != nil {
		return s.failed("it cannot be listened on", err)
	}
	address, err := unix.Getsockname(s.fd)
	if err != nil {
		return s.failed("it does not tell what it is", err)
	}
	switch address.(*unix.SockaddrLinklayer).Hatype {
	case unix.ARPHRD_ETHER, unix.ARPHRD_LOOPBACK:
		s.kind = bpf.Ethernet
	case unix.ARPHRD_NONE, unix.ARPHRD_TUNNEL, unix.ARPHRD_TUNNEL6, unix.ARPHRD_SIT:
		s.kind = bpf.RawIP
	default:
		unix.Close(s.fd)
		return s.create(unix.SOCK_DGRAM)
	}
	return nil
}

func (s *socket) create(kind int) (err error) {
	s.fd, err = unix.Socket(unix.AF_PACKET, kind|unix.SOCK_CLOEXEC, 0)
	switch {
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		return ErrPermission
	case err != nil:
		return s.failed("a packet socket cannot be opened", err)
	}
	return nil
}

// bind has the socket take what goes through its interface, of a protocol.
func (s *socket) bind(protocol uint16) error {
	order := binary.NativeEndian.Uint16(binary.BigEndian.AppendUint16(nil, protocol))
	return unix.Bind(s.fd, &unix.SockaddrLinklayer{Protocol: order, Ifindex: s.index})
}

func (s *socket) failed(what string, err error) error {
	return fmt.Errorf("%s: %s: %w", s.name, what, err)
}

// find finds the interface by its name.
func (s *socket) find() error {
	there, err := net.InterfaceByName(s.name)
	switch {
	case err != nil:
		return fmt.Errorf("there is no interface %q; there are %s", s.name, strings.Join(names(), ", "))
	case there.Flags&net.FlagUp == 0:
		return fmt.Errorf("interface %s is down; bring it up with: ip link set %s up", s.name, s.name)
	}
	s.index = there.Index
	return nil
}

// link is the link type of the records.
func (s *socket) link() capture.LinkType {
	switch s.kind {
	case bpf.Ethernet:
		return linkEthernet
	case bpf.RawIP:
		return linkRaw
	}
	return linkCooked
}

// filter has the kernel pass on what it should. The loopback interface shows everything as
// going out and as coming in.
func (s *socket) filter(cfg *Config, loopback int) error {
	keep := uint32(FullLength)
	if cfg.Snaplen > 0 {
		keep = uint32(min(cfg.Snaplen, FullLength))
	}
	if s.index != 0 && s.index != loopback {
		loopback = 0
	}
	program, err := cfg.Filter.Kernel(bpf.Socket{Kind: s.kind, Loopback: loopback}, keep)
	if err != nil {
		return err
	}
	return attach(s.fd, program)
}

// mute has the kernel pass on nothing more.
func (s *socket) mute() {
	if !s.closed {
		attach(s.fd, []xbpf.RawInstruction{{Op: unix.BPF_RET}})
	}
}

func attach(fd int, program []xbpf.RawInstruction) error {
	raw := make([]unix.SockFilter, len(program))
	for i, in := range program {
		raw[i] = unix.SockFilter{Code: in.Op, Jt: in.Jt, Jf: in.Jf, K: in.K}
	}
	return unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER,
		&unix.SockFprog{Len: uint16(len(raw)), Filter: unsafe.SliceData(raw)})
}

// ask asks the kernel what it dropped since it was asked last.
func (s *socket) ask() {
	if s.closed {
		return
	}
	if stats, err := unix.GetsockoptTpacketStatsV3(s.fd, unix.SOL_PACKET, unix.PACKET_STATISTICS); err == nil {
		s.dropped += int(stats.Drops)
	}
}

// broken says why nothing more will come from the interface, if that is so. One that is
// down may come up again.
func (s *socket) broken() error {
	code, err := unix.GetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil || code == 0 || s.index == 0 {
		return nil
	}
	if _, err := net.InterfaceByIndex(s.index); err != nil {
		return fmt.Errorf("%w: interface %s is gone", capture.ErrCutShort, s.name)
	}
	return nil
}

func (s *socket) close() {
	if s.closed || s.fd < 0 {
		return
	}
	s.ask()
	s.closed = true
	if s.ring != nil {
		s.ring.close()
	}
	unix.Close(s.fd)
}

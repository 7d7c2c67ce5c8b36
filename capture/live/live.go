package live

import (
	"errors"
	"net/netip"
	"strings"

	"prescap/capture/bpf"
)

// Any is the name that stands for all interfaces together.
const Any = "any"

// DefaultBuffer is how much room the kernel is given, for each interface, in bytes.
const DefaultBuffer = 64 << 20

// FullLength is the snaplen that cuts nothing.
const FullLength = 256 << 10

// Config says where to capture, and how.
type Config struct {
	Interfaces  []string    // Their names, or Any. At least one.
	Filter      *bpf.Filter // Nil lets everything through.
	Snaplen     int         // Bytes of a packet that are kept; 0 for all.
	Promiscuous bool        // Take what is meant for others, too.
	Buffer      int         // Bytes, as DefaultBuffer; 0 for that.
}

// Name names all interfaces together: "eth0, eth1".
func (c *Config) Name() string { return strings.Join(c.Interfaces, ", ") }

// Interface is what there is to capture from.
type Interface struct {
	Name      string
	Up        bool
	Loopback  bool
	Addresses []netip.Prefix
}

// The errors that callers can do something about. Others say what is wrong with an
// interface, or what the kernel refused.
var (
	// ErrUnsupported says that this system is none that can be listened on.
	ErrUnsupported = errors.New("live capture needs Linux")
	// ErrPermission says that the process lacks the right to capture.
	ErrPermission = errors.New("no permission to capture")
	// ErrKept says that the process still has all the rights it had.
	ErrKept = errors.New("capabilities are kept: this build uses cgo, which cannot give them up on all threads")
)

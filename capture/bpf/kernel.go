package bpf

import (
	"fmt"

	"golang.org/x/net/bpf"
)

// SocketKind is what a packet socket gives at the beginning of a packet (packet(7)).
type SocketKind uint8

const (
	// Ethernet is a raw socket (SOCK_RAW) of an interface with Ethernet headers; loopback
	// has them too.
	Ethernet SocketKind = iota
	// RawIP is a raw socket of an interface without link headers, such as a tunnel.
	RawIP
	// Cooked is a datagram socket (SOCK_DGRAM): what it gives begins with the network
	// header, and "len" counts from there.
	Cooked
)

// Socket says on what a program is to run in the kernel.
type Socket struct {
	Kind SocketKind
	// Loopback is the index of the interface whose outgoing packets are dropped, since each
	// comes in again; 0 for none.
	Loopback int
}

// packetOutgoing is the type of packets that the host sent (linux/if_packet.h).
const packetOutgoing = 4

// Kernel compiles the filter for a packet socket. accept is how many bytes of a packet the
// kernel keeps; 0 is all of them. A program that the user gave has its own say in that. A nil
// filter is the empty one. The error is an [*Error].
//
// The kernel takes the outermost VLAN tag off a frame, most often, and keeps it beside. So a
// filter with "vlan" is compiled twice: for a frame whose tag is beside, in which it does not
// move what follows, and for a frame that has its tag.
func (f *Filter) Kernel(s Socket, accept uint32) ([]bpf.RawInstruction, error) {
	if f == nil {
		f = &Filter{}
	}
	if accept == 0 {
		accept = 0xffffffff
	}
	program := f.program
	if program == nil {
		c, err := f.kernelCond(s.Kind)
		if err != nil {
			return nil, err
		}
		if program, err = assemble(c, accept); err != nil {
			return nil, err
		}
	}
	if s.Loopback != 0 {
		echo, err := bpf.Assemble([]bpf.Instruction{
			bpf.LoadExtension{Num: bpf.ExtType},
			bpf.JumpIf{Cond: bpf.JumpEqual, Val: packetOutgoing, SkipFalse: 3},
			bpf.LoadExtension{Num: bpf.ExtInterfaceIndex},
			bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(s.Loopback), SkipFalse: 1},
			bpf.RetConstant{Val: 0},
		})
		if err != nil {
			return nil, err
		}
		program = append(echo, program...)
	}
	if len(program) > longest {
		return nil, &Error{Pos: -1, Text: fmt.Sprintf("it is too long: %d instructions, of which the kernel takes %d", len(program), longest)}
	}
	return program, nil
}

// kernelCond is the condition of the filter on a socket.
func (f *Filter) kernelCond(kind SocketKind) (cond, error) {
	l := socketLayout(kind)
	inFrame, err := f.lower(l)
	if err != nil || !l.tagged {
		return inFrame, err
	}
	l = socketLayout(kind)
	l.tag = tagBeside
	beside, err := f.lower(l)
	if err != nil {
		return nil, err
	}
	present := []bpf.Instruction{bpf.LoadExtension{Num: bpf.ExtVLANTagPresent}}
	none := check{code: present, test: bpf.JumpEqual, value: 0}
	return choice{none, inFrame, beside}, nil
}

// choice is one condition where a check holds, and another where not.
type choice struct {
	check
	then, otherwise cond
}

func (c choice) emit(a *assembler, yes, no label) {
	then, otherwise := a.label(), a.label()
	c.check.emit(a, then, otherwise)
	a.place(then)
	c.then.emit(a, yes, no)
	a.place(otherwise)
	c.otherwise.emit(a, yes, no)
}

func socketLayout(kind SocketKind) *layout {
	outbound := check{code: []bpf.Instruction{bpf.LoadExtension{Num: bpf.ExtType}}, test: bpf.JumpEqual, value: packetOutgoing}
	switch kind {
	case RawIP:
		return &layout{name: "raw IP", family: byVersion, outbound: outbound}
	case Cooked:
		protocol := []bpf.Instruction{bpf.LoadExtension{Num: bpf.ExtProto}}
		return &layout{name: "Linux cooked", link: -1, protocol: protocol, outbound: outbound}
	}
	return &layout{name: "Ethernet", stations: true, protocol: load(12, 2), network: 14, outbound: outbound}
}

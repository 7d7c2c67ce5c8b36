package bpf

import (
	"encoding/binary"

	"golang.org/x/net/bpf"
)

// Matcher runs a filter on captured records. It may be used from several goroutines.
//
// The machine is ours because that of golang.org/x/net/bpf takes the length of the data for
// that of the packet, and cannot negate; a test compares the two.
type Matcher struct {
	program []bpf.RawInstruction
}

// Match reports whether a record matches. data is what was captured, from the link header
// on; wire is its length on the wire, which "len", "less" and "greater" mean also where data
// was cut.
func (m *Matcher) Match(data []byte, wire int) bool {
	return run(m.program, data, uint32(max(wire, 0))) != 0
}

// Codes of instructions (Linux, Documentation/networking/filter.rst; McCanne and Jacobson, The
// BSD Packet Filter, 1993, 3.3). k is the number in the instruction, a and x are registers.
const (
	ldImm, ldMem, ldLen         = 0x00, 0x60, 0x80 // Load a with k, a scratch word, the length.
	ldWord, ldHalf, ldByte      = 0x20, 0x28, 0x30 // Load a from offset k.
	ldWordX, ldHalfX, ldByteX   = 0x40, 0x48, 0x50 // Load a from offset x+k.
	ldxImm, ldxMem, ldxLen      = 0x01, 0x61, 0x81 // Load x.
	ldxHeader                   = 0xb1             // Load x with the size of the IPv4 header at k.
	st, stx                     = 0x02, 0x03       // Store a or x in a scratch word.
	add, sub, mul, div, or, and = 0x04, 0x14, 0x24, 0x34, 0x44, 0x54
	lsh, rsh, neg, mod, xor     = 0x64, 0x74, 0x84, 0x94, 0xa4
	ja, jeq, jgt, jge, jset     = 0x05, 0x15, 0x25, 0x35, 0x45
	retK, retA                  = 0x06, 0x16
	tax, txa                    = 0x07, 0x87

	withX    = 0x08 // Of arithmetic and jumps: the operand is x, not k.
	indirect = 0x40 // Of loads: from offset x+k.
)

// run runs a valid program. A load from behind the data, and a division by zero, end it with 0.
func run(program []bpf.RawInstruction, data []byte, wire uint32) uint32 {
	var a, x uint32
	var scratch [scratchWords]uint32
	size := uint64(len(data))
	for pc := 0; pc < len(program); pc++ {
		ins := &program[pc]
		switch ins.Op {
		case ldWord, ldHalf, ldByte, ldWordX, ldHalfX, ldByteX:
			at := uint64(ins.K)
			if ins.Op&indirect != 0 {
				at += uint64(x)
			}
			switch ins.Op &^ (indirect | ldWord) {
			case ldHalf &^ ldWord:
				if at+2 > size {
					return 0
				}
				a = uint32(binary.BigEndian.Uint16(data[at:]))
			case ldByte &^ ldWord:
				if at+1 > size {
					return 0
				}
				a = uint32(data[at])
			default:
				if at+4 > size {
					return 0
				}
				a = binary.BigEndian.Uint32(data[at:])
			}
		case ldImm:
			a = ins.K
		case ldMem:
			a = scratch[ins.K]
		case ldLen:
			a = wire
		case ldxImm:
			x = ins.K
		case ldxMem:
			x = scratch[ins.K]
		case ldxLen:
			x = wire
		case ldxHeader:
			if uint64(ins.K) >= size {
				return 0
			}
			x = 4 * uint32(data[ins.K]&0xf)
		case st:
			scratch[ins.K] = a
		case stx:
			scratch[ins.K] = x
		case tax:
			x = a
		case txa:
			a = x
		case ja:
			pc += int(ins.K)
		case retK:
			return ins.K
		case retA:
			return a
		default: // Arithmetic, or a conditional jump.
			y := ins.K
			if ins.Op&withX != 0 {
				y = x
			}
			var jump bool
			switch ins.Op &^ withX {
			case jeq:
				jump = a == y
			case jgt:
				jump = a > y
			case jge:
				jump = a >= y
			case jset:
				jump = a&y != 0
			default:
				if y == 0 && (ins.Op&^withX == div || ins.Op&^withX == mod) {
					return 0
				}
				a = calculate(ins.Op&^withX, a, y)
				continue
			}
			if jump {
				pc += int(ins.Jt)
			} else {
				pc += int(ins.Jf)
			}
		}
	}
	return 0
}

func calculate(op uint16, a, y uint32) uint32 {
	switch op {
	case add:
		return a + y
	case sub:
		return a - y
	case mul:
		return a * y
	case div:
		return a / y
	case mod:
		return a % y
	case or:
		return a | y
	case and:
		return a & y
	case xor:
		return a ^ y
	case lsh:
		return a << y
	case rsh:
		return a >> y
	}
	return -a
}

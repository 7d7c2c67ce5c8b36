package bpf

import "golang.org/x/net/bpf"

// cond is what must hold of a record: [all], [anyOf], [not] or [check].
type cond interface {
	// emit appends what jumps to yes where the condition holds, else to no.
	emit(a *assembler, yes, no label)
}

type (
	all   []cond // All hold, tested in this order. Empty, it always holds.
	anyOf []cond // One holds, tested in this order. Empty, it never holds.
	not   struct{ cond }
)

// check loads something into register A and compares it with a number, or with register X.
type check struct {
	code  []bpf.Instruction
	test  bpf.JumpTest // JumpEqual, JumpGreaterThan, JumpGreaterOrEqual or JumpBitsSet.
	value uint32
	withX bool
}

// equal says that so many bytes at an offset are a number.
func equal(offset, size int, value uint32) cond {
	return check{code: load(offset, size), test: bpf.JumpEqual, value: value}
}

// masked says that so many bytes at an offset are a number, of the bits in mask.
func masked(offset, size int, mask, value uint32) cond {
	if mask == 0xffffffff {
		return equal(offset, size, value)
	}
	code := append(load(offset, size), bpf.ALUOpConstant{Op: bpf.ALUOpAnd, Val: mask})
	return check{code: code, test: bpf.JumpEqual, value: value}
}

func load(offset, size int) []bpf.Instruction {
	return []bpf.Instruction{bpf.LoadAbsolute{Off: uint32(offset), Size: size}}
}

func (c all) emit(a *assembler, yes, no label) {
	for i, part := range c {
		if i == len(c)-1 {
			part.emit(a, yes, no)
			return
		}
		next := a.label()
		part.emit(a, next, no)
		a.place(next)
	}
	a.jump(yes)
}

func (c anyOf) emit(a *assembler, yes, no label) {
	for i, part := range c {
		if i == len(c)-1 {
			part.emit(a, yes, no)
			return
		}
		next := a.label()
		part.emit(a, yes, next)
		a.place(next)
	}
	a.jump(no)
}

func (c not) emit(a *assembler, yes, no label) { c.cond.emit(a, no, yes) }

func (c check) emit(a *assembler, yes, no label) {
	a.add(c.code...)
	a.branch(c, yes, no)
}

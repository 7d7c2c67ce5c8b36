package bpf

import "golang.org/x/net/bpf"

// longest is how many instructions the kernel takes (BPF_MAXINSNS).
const longest = 4096

// nearest is how far a conditional jump reaches: it has 8 bits for it.
const nearest = 255

// label is a place to jump to. Jumps only go forward.
type label int

// item is an instruction that is yet to be given its place: a plain one, a conditional jump,
// or a jump, which has only yes.
type item struct {
	plain       bpf.Instruction
	conditional bool
	check
	yes, no       label
	farYes, farNo bool // The jump is too far for 8 bits: it goes to a long jump that follows.
}

// assembler collects instructions and gives jumps their distances.
type assembler struct {
	items  []item
	labels []int // The item that each label stands before.
}

func (a *assembler) label() label {
	a.labels = append(a.labels, -1)
	return label(len(a.labels) - 1)
}

// place says that a label stands here.
func (a *assembler) place(l label) { a.labels[l] = len(a.items) }

func (a *assembler) add(code ...bpf.Instruction) {
	for _, ins := range code {
		a.items = append(a.items, item{plain: ins})
	}
}

func (a *assembler) branch(c check, yes, no label) {
	a.items = append(a.items, item{conditional: true, check: c, yes: yes, no: no})
}

func (a *assembler) jump(l label) {
	a.items = append(a.items, item{yes: l})
}

// program lays the items out. Where a conditional jump is found too far, it gets a long one,
// which moves all behind it: so again, until nothing moves.
func (a *assembler) program() []bpf.Instruction {
	at := a.layOut()
	for a.lengthen(at) {
		at = a.layOut()
	}
	code := make([]bpf.Instruction, 0, at[len(a.items)])
	for _, it := range a.items {
		if it.plain != nil {
			code = append(code, it.plain)
			continue
		}
		// After n instructions from here, how many to pass over.
		skip := func(l label, n int) uint32 { return uint32(at[a.labels[l]] - len(code) - n) }
		if !it.conditional {
			if at[a.labels[it.yes]] > len(code) {
				code = append(code, bpf.Jump{Skip: skip(it.yes, 1)})
			}
			continue
		}
		var long []bpf.Instruction
		near := func(l label, far bool) uint8 {
			if !far {
				return uint8(skip(l, 1))
			}
			long = append(long, bpf.Jump{Skip: skip(l, len(long)+2)})
			return uint8(len(long) - 1)
		}
		yes := near(it.yes, it.farYes)
		no := near(it.no, it.farNo)
		if it.withX {
			code = append(code, bpf.JumpIfX{Cond: it.test, SkipTrue: yes, SkipFalse: no})
		} else {
			code = append(code, bpf.JumpIf{Cond: it.test, Val: it.value, SkipTrue: yes, SkipFalse: no})
		}
		code = append(code, long...)
	}
	return code
}

// layOut says where each item begins, and where the last one ends.
func (a *assembler) layOut() []int {
	at := make([]int, len(a.items)+1)
	for i, it := range a.items {
		at[i+1] = at[i] + 1
		if it.plain == nil && !it.conditional && a.labels[it.yes] == i+1 { // It would jump to the next.
			at[i+1]--
		}
		if it.farYes {
			at[i+1]++
		}
		if it.farNo {
			at[i+1]++
		}
	}
	return at
}

// lengthen marks the conditional jumps that are too far, and reports whether there are new ones.
func (a *assembler) lengthen(at []int) (changed bool) {
	for i := range a.items {
		it := &a.items[i]
		if !it.conditional {
			continue
		}
		far := func(l label) bool { return at[a.labels[l]]-at[i]-1 > nearest }
		if !it.farYes && far(it.yes) {
			it.farYes, changed = true, true
		}
		if !it.farNo && far(it.no) {
			it.farNo, changed = true, true
		}
	}
	return changed
}

// assemble makes a program of a condition, that returns accept where it holds and else 0.
func assemble(c cond, accept uint32) ([]bpf.RawInstruction, error) {
	a := &assembler{}
	yes, no := a.label(), a.label()
	c.emit(a, yes, no)
	a.place(yes)
	a.add(bpf.RetConstant{Val: accept})
	a.place(no)
	a.add(bpf.RetConstant{Val: 0})
	return bpf.Assemble(a.program())
}

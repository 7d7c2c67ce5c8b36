package bpf

import "golang.org/x/net/bpf"

// expr is a sum: a number, the length, bytes of the packet, or an operation on two of these.
// All are of 32 bits without sign.
type expr interface {
	// guard says which protocols the packet must be of for the sum to have a value.
	guard(l *layout) (all, error)
	// code leaves the value in register A. It may use register X, and the scratch words
	// from number free on.
	code(l *layout, free int) ([]bpf.Instruction, error)
	// words is how many scratch words the code uses.
	words() int
}

type (
	numberExpr uint32
	lengthExpr struct{}
	bytesExpr  struct {
		place
		of    protocol
		index expr
		size  int
	}
	operationExpr struct {
		place
		sign        string
		left, right expr
		uses        int // Scratch words.
	}
)

// scratchWords is how many a program has (BPF_MEMWORDS).
const scratchWords = 16

// farOff is where no record has bytes. Offsets behind it would be below zero for the kernel.
const farOff = 0x7fff0000

func (numberExpr) guard(*layout) (all, error) { return nil, nil }
func (lengthExpr) guard(*layout) (all, error) { return nil, nil }

func (numberExpr) words() int      { return 0 }
func (lengthExpr) words() int      { return 0 }
func (b bytesExpr) words() int     { return b.index.words() }
func (o operationExpr) words() int { return o.uses }

// wordsOfTwo is how many two uses.
func wordsOfTwo(a, x expr) int {
	if a.words() == x.words() {
		return a.words() + 1
	}
	return max(a.words(), x.words())
}

func (n numberExpr) code(*layout, int) ([]bpf.Instruction, error) {
	return []bpf.Instruction{bpf.LoadConstant{Dst: bpf.RegA, Val: uint32(n)}}, nil
}

func (lengthExpr) code(*layout, int) ([]bpf.Instruction, error) {
	return []bpf.Instruction{bpf.LoadExtension{Num: bpf.ExtLen}}, nil
}

func (b bytesExpr) guard(l *layout) (all, error) {
	guard, err := b.index.guard(l)
	if err != nil || b.of.isLink() {
		return guard, err
	}
	add := func(c cond, err error) error {
		guard = append(guard, c)
		return err
	}
	switch {
	case b.of.ether != 0:
		err = add(l.is(b.of.ether))
	case b.of.v4:
		if err = add(l.is(etherIPv4)); err == nil {
			guard = append(guard, l.protocol4(b.of.ip), l.first())
		}
	default:
		if err = add(l.is(etherIPv6)); err == nil {
			guard = append(guard, l.next6(b.of.ip))
		}
	}
	if err != nil {
		return nil, b.at(err)
	}
	return guard, nil
}

func (b bytesExpr) code(l *layout, free int) ([]bpf.Instruction, error) {
	base := l.network
	switch {
	case b.of.isLink() && l.link < 0:
		return nil, b.fail("the link header is not in what such a socket gives")
	case b.of.isLink():
		base = l.link
	case b.of.ip != 0 && !b.of.v4:
		base += 40
	}
	behindIPv4 := b.of.ip != 0 && b.of.v4
	if n, ok := b.index.(numberExpr); ok && (!behindIPv4 || n < farOff) {
		offset := int(min(n, farOff))
		if behindIPv4 {
			return l.behindIPv4(offset, b.size), nil
		}
		return load(base+offset, b.size), nil
	}
	code, err := b.index.code(l, free)
	if err != nil {
		return nil, err
	}
	if behindIPv4 {
		code = append(code, bpf.LoadMemShift{Off: uint32(l.network)}, bpf.ALUOpX{Op: bpf.ALUOpAdd})
	}
	return append(code, bpf.TAX{}, bpf.LoadIndirect{Off: uint32(base), Size: b.size}), nil
}

func (o operationExpr) guard(l *layout) (all, error) {
	left, err := o.left.guard(l)
	if err != nil {
		return nil, err
	}
	right, err := o.right.guard(l)
	return append(left, right...), err
}

func (o operationExpr) code(l *layout, free int) ([]bpf.Instruction, error) {
	op := o.operation()
	if n, ok := o.right.(numberExpr); ok {
		code, err := o.left.code(l, free)
		return append(code, bpf.ALUOpConstant{Op: op, Val: uint32(n)}), err
	}
	code, err := two(o.place, l, free, o.left, o.right)
	if err != nil {
		return nil, err
	}
	if op == bpf.ALUOpShiftLeft || op == bpf.ALUOpShiftRight {
		return append(code, shift(op, free)...), nil
	}
	return append(code, bpf.ALUOpX{Op: op}), nil
}

// two leaves one value in register A and another one in X. What needs more scratch words is
// calculated first: then all of them are free.
func two(at place, l *layout, free int, a, x expr) ([]bpf.Instruction, error) {
	if free+wordsOfTwo(a, x) > scratchWords {
		return nil, at.fail("this sum needs more than the %d words that a program has", scratchWords)
	}
	first, second := x, a
	last := []bpf.Instruction{bpf.LoadScratch{Dst: bpf.RegX, N: free}}
	if a.words() > x.words() {
		first, second = a, x
		last = []bpf.Instruction{bpf.TAX{}, bpf.LoadScratch{Dst: bpf.RegA, N: free}}
	}
	code, err := first.code(l, free)
	if err != nil {
		return nil, err
	}
	code = append(code, bpf.StoreScratch{Src: bpf.RegA, N: free})
	more, err := second.code(l, free+1)
	return append(append(code, more...), last...), err
}

// shift shifts A by X. More than 31 bits leave 0; the kernel would look at five bits of X
// only. The scratch word is free.
func shift(op bpf.ALUOp, free int) []bpf.Instruction {
	return []bpf.Instruction{
		bpf.StoreScratch{Src: bpf.RegA, N: free},
		bpf.TXA{},
		bpf.JumpIf{Cond: bpf.JumpGreaterThan, Val: 31, SkipTrue: 3},
		bpf.LoadScratch{Dst: bpf.RegA, N: free},
		bpf.ALUOpX{Op: op},
		bpf.Jump{Skip: 1},
		bpf.LoadConstant{Dst: bpf.RegA, Val: 0},
	}
}

func (o operationExpr) operation() bpf.ALUOp {
	switch o.sign {
	case "+":
		return bpf.ALUOpAdd
	case "-":
		return bpf.ALUOpSub
	case "*":
		return bpf.ALUOpMul
	case "/":
		return bpf.ALUOpDiv
	case "%":
		return bpf.ALUOpMod
	case "&":
		return bpf.ALUOpAnd
	case "|":
		return bpf.ALUOpOr
	case "^":
		return bpf.ALUOpXor
	case "<<":
		return bpf.ALUOpShiftLeft
	}
	return bpf.ALUOpShiftRight
}

// operation makes one; of two numbers it makes a number.
func operation(at place, sign string, left, right expr) (expr, error) {
	o := operationExpr{at, sign, left, right, left.words()}
	y, constant := right.(numberExpr)
	switch {
	case !constant:
		o.uses = wordsOfTwo(left, right)
		return o, nil
	case y == 0 && (sign == "/" || sign == "%"):
		return nil, at.fail("division by zero")
	case y > 31 && (sign == "<<" || sign == ">>"):
		return nil, at.fail("a shift by more than 31 bits leaves nothing")
	}
	x, constant := left.(numberExpr)
	if !constant {
		return o, nil
	}
	switch sign {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		return x / y, nil
	case "%":
		return x % y, nil
	case "&":
		return x & y, nil
	case "|":
		return x | y, nil
	case "^":
		return x ^ y, nil
	case "<<":
		return x << y, nil
	}
	return x >> y, nil
}

// relationNode compares two sums.
type relationNode struct {
	place
	sign        string
	left, right expr
}

func (n relationNode) lower(l *layout) (cond, error) {
	guards, err := operationExpr{left: n.left, right: n.right}.guard(l)
	if err != nil {
		return nil, err
	}
	var c check
	if value, ok := n.right.(numberExpr); ok {
		c.value = uint32(value)
		c.code, err = n.left.code(l, 0)
	} else {
		c.withX = true
		c.code, err = two(n.place, l, 0, n.left, n.right)
	}
	if err != nil {
		return nil, err
	}
	negated := false
	switch n.sign {
	case "=":
		c.test = bpf.JumpEqual
	case "!=":
		c.test, negated = bpf.JumpEqual, true
	case ">":
		c.test = bpf.JumpGreaterThan
	case "<=":
		c.test, negated = bpf.JumpGreaterThan, true
	case ">=":
		c.test = bpf.JumpGreaterOrEqual
	case "<":
		c.test, negated = bpf.JumpGreaterOrEqual, true
	}
	// Not "not guards": a packet that has not what is compared does not match.
	if negated {
		return append(guards, not{c}), nil
	}
	return append(guards, c), nil
}

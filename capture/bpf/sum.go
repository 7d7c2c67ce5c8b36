package bpf

// The part of the parser that reads sums and what compares them.

func isRelation(t token) bool { return t.is("=", "!=", "<", "<=", ">", ">=") }

func isOperation(t token) bool { return t.is("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>") }

// atSum reports whether a comparison of sums begins here, and not another test.
func (p *parser) atSum(i int) bool {
	t := p.ahead(i)
	after := p.ahead(i + 1)
	switch {
	case t.is("-", "len"):
		return true
	case t.kind == number:
		return isRelation(after) || isOperation(after)
	case t.is("("):
		return p.sumInside(i)
	}
	_, ok := protocolNamed(t.text)
	return ok && t.kind == keyword && after.is("[")
}

// sumInside reports whether the parentheses that open here are part of a sum: nothing is
// compared in them, but they are.
func (p *parser) sumInside(i int) bool {
	for depth := 0; ; i++ {
		t := p.ahead(i)
		switch {
		case t.is("("):
			depth++
		case t.is(")"):
			depth--
		case t.kind == end || t.is("and", "or", "not") || isRelation(t):
			return false
		}
		if depth == 0 {
			after := p.ahead(i + 1)
			return isRelation(after) || isOperation(after)
		}
	}
}

// relation reads two sums and what is between them.
func (p *parser) relation() (node, error) {
	first := p.peek()
	left, err := p.sum(0)
	if err != nil {
		return nil, err
	}
	sign := p.peek()
	if !isRelation(sign) {
		return nil, sign.fail("a comparison is missing here, such as = or >")
	}
	p.take()
	right, err := p.sum(0)
	if err != nil {
		return nil, err
	}
	if again := p.peek(); isRelation(again) {
		return nil, again.fail("only two values can be compared")
	}
	return relationNode{first.place, sign.text, left, right}, nil
}

// binding says how tightly a sign binds. "%" and "^" are taken whatever is before them,
// and take whatever is behind: in the grammar of tcpdump they have no rank.
func binding(sign string) (rank int, greedy bool) {
	switch sign {
	case "|":
		return 1, false
	case "&":
		return 2, false
	case "<<", ">>":
		return 3, false
	case "+", "-":
		return 4, false
	case "*", "/":
		return 5, false
	}
	return 0, true
}

// minus binds tighter than the signs between values.
const minus = 6

// sum reads values with signs between them that bind at least as tightly as least says.
func (p *parser) sum(least int) (expr, error) {
	leave, err := p.deeper()
	if err != nil {
		return nil, err
	}
	defer leave()
	left, err := p.operand()
	for err == nil && isOperation(p.peek()) {
		rank, greedy := binding(p.peek().text)
		if rank < least && !greedy {
			break
		}
		sign := p.take()
		above := rank + 1
		if greedy {
			above = 0
		}
		var right expr
		if right, err = p.sum(above); err == nil {
			left, err = operation(sign.place, sign.text, left, right)
		}
	}
	return left, err
}

// operand reads one value of a sum.
func (p *parser) operand() (expr, error) {
	t := p.take()
	switch {
	case t.kind == number:
		return numberExpr(t.number), nil
	case t.is("len"):
		return lengthExpr{}, nil
	case t.is("("):
		e, err := p.sum(0)
		if err == nil {
			err = p.expect(")")
		}
		return e, err
	case t.is("-"): // As a product, since not every machine for these programs can negate.
		e, err := p.sum(minus)
		if err != nil {
			return nil, err
		}
		return operation(t.place, "*", e, numberExpr(0xffffffff))
	}
	if of, ok := protocolNamed(t.text); ok && t.kind == keyword {
		return p.bytes(t, of)
	}
	if t.kind == end {
		return nil, t.fail("a number is missing")
	}
	return nil, t.fail("this is no number")
}

// bytes reads what follows the protocol in "tcp[12:2]".
func (p *parser) bytes(t token, of protocol) (expr, error) {
	if !p.peek().is("[") {
		return nil, p.peek().fail("bytes of %s have the form %s[offset] or %s[offset:size]", of.word, of.word, of.word)
	}
	if of.word == "ah" || of.word == "esp" {
		return nil, t.fail("bytes of %s cannot be compared", of.word)
	}
	p.take()
	index, err := p.sum(0)
	if err != nil {
		return nil, err
	}
	size := 1
	if p.accept(":") {
		n := p.take()
		if n.kind != number || n.number != 1 && n.number != 2 && n.number != 4 {
			return nil, n.fail("only 1, 2 or 4 bytes can be compared")
		}
		size = int(n.number)
	}
	return bytesExpr{t.place, of, index, size}, p.expect("]")
}

package bpf

// parser reads tokens by the grammar of pcap-filter(7). What it does not say of values
// without words before them is found by asking tcpdump: such a value takes the words of the
// test before it.
type parser struct {
	tokens []token
	next   int
	depth  int
}

// deepest bounds parentheses, and the chains of "not" and "-", within one another.
const deepest = 200

// qualifiers are the words before a value, that say what it is.
type qualifiers struct {
	known    bool // There are such words, here or before.
	protocol protocol
	dir      direction
	kind     string // host, net, port, portrange, proto; or nothing, which is host.
}

func (p *parser) peek() token { return p.tokens[p.next] }

// ahead is the token at an index; behind the last one there are only ends.
func (p *parser) ahead(i int) token { return p.tokens[min(i, len(p.tokens)-1)] }

func (p *parser) take() token {
	t := p.peek()
	p.next = min(p.next+1, len(p.tokens)-1)
	return t
}

// accept takes the next token if it is one of these.
func (p *parser) accept(texts ...string) bool {
	if p.peek().is(texts...) {
		p.take()
		return true
	}
	return false
}

func (p *parser) expect(text string) error {
	if !p.accept(text) {
		return p.peek().fail("%q is missing here", text)
	}
	return nil
}

// deeper counts one level of nesting until the function that it gives is called.
func (p *parser) deeper() (func(), error) {
	if p.depth++; p.depth > deepest {
		return nil, p.peek().fail("this is nested too deeply")
	}
	return func() { p.depth-- }, nil
}

// whole reads an expression up to the end.
func (p *parser) whole() (node, error) {
	n, _, err := p.expression(qualifiers{})
	if err != nil {
		return nil, err
	}
	switch t := p.peek(); {
	case t.is(")"):
		return nil, t.fail("there is no parenthesis that it closes")
	case t.kind == name:
		return nil, t.noWord("no word of the filter language, and the test before it is complete")
	case t.kind != end:
		return nil, t.fail("the test before this is complete; \"and\" or \"or\" is missing")
	}
	return n, nil
}

// expression reads tests with "and" and "or" between them, which bind alike, from left to
// right. What it returns besides is the words that a value behind it would take.
func (p *parser) expression(before qualifiers) (node, qualifiers, error) {
	n, q, err := p.term(before, false)
	for err == nil && p.peek().is("and", "or") {
		sign := p.take().text
		var right node
		right, q, err = p.term(q, true)
		n = join(sign, n, right)
	}
	return n, q, err
}

func join(sign string, left, right node) node {
	if sign == "and" {
		return bothNode{left, right}
	}
	return eitherNode{left, right}
}

// term reads one test; values without words only where carry says that a test is before.
func (p *parser) term(before qualifiers, carry bool) (node, qualifiers, error) {
	leave, err := p.deeper()
	if err != nil {
		return nil, before, err
	}
	defer leave()
	t := p.peek()
	switch {
	case p.atSum(p.next):
		n, err := p.relation()
		return n, qualifiers{}, err
	case t.is("not"):
		p.take()
		n, q, err := p.term(before, carry)
		return notNode{n}, q, err
	case carry && p.atValues(p.next):
		n, err := p.values(before)
		return n, before, err
	case t.is("("):
		p.take()
		n, _, err := p.expression(before)
		if err == nil {
			err = p.expect(")")
		}
		return n, before, err
	}
	return p.test()
}

// atValues reports whether here is a value without words, or a list of such in parentheses.
func (p *parser) atValues(i int) bool {
	open := 0
	for ; p.ahead(i).is("(", "not"); i++ {
		if p.ahead(i).is("(") {
			open++
		}
	}
	switch p.ahead(i).kind {
	case number: // Or it begins a sum, perhaps in the parentheses just opened.
		for i++; open > 0 && p.ahead(i).is(")"); i++ {
			open--
		}
		return !isRelation(p.ahead(i)) && !isOperation(p.ahead(i))
	case address4, address6, station:
		return true
	case name: // A misspelt word, with its value behind it, is told as such and not as a name.
		after := p.ahead(i + 1)
		return after.kind == end || after.is("and", "or", ")")
	}
	return false
}

// values reads a value, or some with "and" and "or" between them in parentheses, or not these.
func (p *parser) values(q qualifiers) (node, error) {
	leave, err := p.deeper()
	if err != nil {
		return nil, err
	}
	defer leave()
	switch {
	case p.accept("not"):
		n, err := p.values(q)
		return notNode{n}, err
	case p.accept("("):
		n, err := p.values(q)
		for err == nil && p.peek().is("and", "or") {
			sign := p.take().text
			var right node
			right, err = p.values(q)
			n = join(sign, n, right)
		}
		if err == nil {
			err = p.expect(")")
		}
		return n, err
	}
	return p.value(q)
}

// test reads a test that begins with a word.
func (p *parser) test() (node, qualifiers, error) {
	none := qualifiers{}
	switch t := p.peek(); {
	case t.kind == end:
		return nil, none, t.fail("a test is missing, such as \"tcp port 5061\"")
	case t.kind == name:
		return nil, none, t.noWord("no word of the filter language; a value has a word before it, such as host or port")
	case t.kind == keyword && isForeign(t.text):
		return nil, none, t.fail("this is not supported")
	case t.kind == symbol:
		return nil, none, t.fail("a test is missing before this")
	case t.kind != keyword:
		return nil, none, t.fail("a value has a word before it that says what it is, such as host or port")
	case t.is("less", "greater", "vlan", "mpls", "pppoes", "inbound", "outbound"):
		n, err := p.plain(p.take())
		return n, none, err
	}
	return p.qualified()
}

// plain reads what follows a word that no others go before.
func (p *parser) plain(t token) (node, error) {
	switch t.text {
	case "vlan":
		id, err := p.optional("VLAN", 0xfff)
		return vlanNode{t.place, id}, err
	case "mpls":
		label, err := p.optional("MPLS label", 0xfffff)
		return mplsNode{t.place, label}, err
	case "pppoes":
		session, err := p.optional("PPPoE session", 0xffff)
		return pppoeNode{t.place, session}, err
	case "inbound":
		return notNode{outboundNode{t.place}}, nil
	case "outbound":
		return outboundNode{t.place}, nil
	}
	return p.lengthTest(t)
}

// qualified reads words and the value that they are for, or words that stand alone: a
// protocol, broadcast, multicast.
func (p *parser) qualified() (node, qualifiers, error) {
	q := qualifiers{known: true}
	none := qualifiers{}
	first := p.peek()
	if of, ok := protocolNamed(first.text); ok {
		p.take()
		q.protocol = of
	}
	t := p.peek()
	switch {
	case t.is("broadcast", "multicast"):
		p.take()
		n, err := cast(t, q.protocol)
		return n, none, err
	case t.is("src", "dst"):
		p.take()
		var err error
		if q.dir, err = p.direction(t.text); err != nil {
			return nil, none, err
		}
		if k := p.peek(); k.is("host", "net", "port", "portrange") {
			q.kind = p.take().text
		}
	case t.is("host", "net", "port", "portrange", "proto"):
		q.kind = p.take().text
	case t.kind == keyword && isForeign(t.text):
		return nil, none, t.fail("this is not supported")
	case q.protocol.word == "":
		return nil, none, t.fail("a test cannot begin with this")
	case q.protocol.isLink():
		return nil, none, first.fail("this says nothing alone; it goes before host, src, dst, proto, broadcast, multicast or [")
	default:
		return protocolNode{first.place, q.protocol}, none, nil
	}
	switch t := p.peek(); {
	case q.kind == "proto" && t.kind == keyword && !t.is("not"): // Elsewhere it would need a backslash.
		p.take()
		t.kind = name
		n, err := q.number(t)
		return n, q, err
	case t.kind == end:
		return nil, none, t.fail("a value is missing")
	case (t.kind == keyword || t.kind == symbol) && !t.is("not", "("):
		return nil, none, t.fail("a value is missing before this")
	}
	n, err := p.values(q)
	return n, q, err
}

// direction reads what may follow the first src or dst.
func (p *parser) direction(first string) (direction, error) {
	other := map[string]string{"src": "dst", "dst": "src"}[first]
	if sign := p.peek(); sign.is("and", "or") && p.ahead(p.next+1).is(other) {
		p.take()
		p.take()
		if sign.is("and") {
			return srcAndDst, nil
		}
		return srcOrDst, nil
	}
	if first == "src" {
		return srcOnly, nil
	}
	return dstOnly, nil
}

func cast(t token, over protocol) (node, error) {
	broadcast := t.text == "broadcast"
	switch {
	case over.word == "" || over.isLink() || over.word == "ip6" && !broadcast || over.word == "ip" && !broadcast:
		return castNode{t.place, over, broadcast}, nil
	case over.word == "ip":
		return nil, t.fail("not supported for ip: the netmask is not known; use host with the address")
	}
	return nil, t.fail("%s has no %s", over.word, t.text)
}

// lengthTest reads what follows "less" and "greater".
func (p *parser) lengthTest(t token) (node, error) {
	n := p.take()
	if n.kind != number {
		return nil, n.fail("%s needs a number of bytes", t.text)
	}
	sign := "<="
	if t.text == "greater" {
		sign = ">="
	}
	return relationNode{t.place, sign, lengthExpr{}, numberExpr(n.number)}, nil
}

// optional reads a number that may be left out, perhaps in parentheses.
func (p *parser) optional(what string, highest uint32) (optional, error) {
	i := p.next
	for p.ahead(i).is("(") {
		i++
	}
	t := p.ahead(i)
	if t.kind != number {
		return optional{}, nil
	}
	parentheses := i - p.next
	p.next = i + 1
	for range parentheses {
		if err := p.expect(")"); err != nil {
			return optional{}, err
		}
	}
	if t.number > highest {
		return optional{}, t.fail("the highest %s is %d", what, highest)
	}
	return optional{true, t.number}, nil
}

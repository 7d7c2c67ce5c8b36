package rule

import "prescap/analyze/fact"

// Hooks is what a rule hooks in its Watch.
type Hooks struct {
	limits Limits
	hooks  [fact.Kinds][]func(*Pass, fact.Fact)
	tables []keeper
}

// keeper is a Table or Await of any type.
type keeper interface {
	clock(p *Pass)
	Evicted() int
}

// On has f called with every fact of the kind F, in the order in which they are
// told. The facts that a message gives rise to follow each other: first what the
// message is, then what it means, then what it changes.
func On[F fact.Fact](h *Hooks, f func(*Pass, F)) {
	var kind F
	k := kind.Kind() // Of a nil pointer: kinds go by type.
	h.hooks[k] = append(h.hooks[k], func(p *Pass, x fact.Fact) { f(p, x.(F)) })
}

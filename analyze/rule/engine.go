package rule

import (
	"runtime/debug"
	"slices"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// Limits bounds what rules keep.
type Limits struct {
	Table    int           // Entries of one table of one rule.
	Findings int           // Findings kept in a run, the gravest; more are counted only.
	Idle     time.Duration // Of capture time, after which an untouched entry of a table is forgotten.
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{Table: 1 << 14, Findings: 10000, Idle: 12 * time.Hour}
}

// Engine runs rules over the facts of one run, in one goroutine.
type Engine struct {
	limits   Limits
	passes   []*Pass
	hooks    [fact.Kinds][]hook // By kind of fact, in the order of the rules.
	since    func(*fact.About) fact.Knowledge
	now      time.Time
	later    []later // What is to be judged behind the facts of the item at hand.
	findings []*Finding
	least    int // Gravity that no kept finding is below, once there are too many.
	dropped  int
}

// hook is one hook of one rule.
type hook struct {
	pass *Pass
	call func(*Pass, fact.Fact)
}

// later is a connection for which something that waited is to be judged; see Await.
type later struct {
	pass *Pass
	of   interface {
		settle(*Pass, capture.ConnID)
	}
	conn capture.ConnID
}

// NewEngine returns an engine for one run of the rules. settings has the options
// that differ from their defaults, as "PUB002.within"; names and types were checked
// (see Settings). since answers what the capture may not show of a fact's subject
// from the fact to now.
func NewEngine(rules []*Rule, settings map[string]any, l Limits, since func(*fact.About) fact.Knowledge) *Engine {
	e := &Engine{limits: l, since: since, least: -1}
	for _, r := range rules {
		p := &Pass{engine: e, rule: r, options: map[string]any{}, spoken: map[identity]*Finding{}}
		p.hooks.limits = l
		p.coverage.Rule = r
		for _, o := range r.Options {
			p.options[o.Name] = o.Default
			if v, ok := settings[r.ID+"."+o.Name]; ok {
				p.options[o.Name] = v
			}
		}
		r.Watch(&p.hooks)
		for kind, calls := range p.hooks.hooks {
			for _, call := range calls {
				e.hooks[kind] = append(e.hooks[kind], hook{p, call})
			}
		}
		e.passes = append(e.passes, p)
	}
	return e
}

// Take has the rules judge a fact.
func (e *Engine) Take(f fact.Fact) {
	hooks := e.hooks[f.Kind()]
	for i := 0; i < len(hooks); {
		i = e.run(hooks, i, f)
	}
}

// run calls the hooks from the i-th on, and returns at which to go on: behind the
// last, or behind one that panicked.
func (e *Engine) run(hooks []hook, i int, f fact.Fact) (next int) {
	defer func() {
		if v := recover(); v != nil {
			var frame capture.Frame
			if frames := f.Common().Frames; len(frames) > 0 {
				frame = frames[0]
			}
			hooks[i].pass.bug = &Bug{hooks[i].pass.rule, frame, v, debug.Stack()}
			next = i + 1
		}
	}()
	for ; i < len(hooks); i++ {
		if hooks[i].pass.bug == nil {
			hooks[i].call(hooks[i].pass, f)
		}
	}
	return i
}

// Told says that everything that an item means was told: what waited for that is
// judged.
func (e *Engine) Told() {
	for _, l := range e.later {
		if l.pass.bug == nil {
			l.pass.try(func() { l.of.settle(l.pass, l.conn) })
		}
	}
	e.later = e.later[:0]
}

// Clock moves the capture clock, and has the rules look at what is due.
func (e *Engine) Clock(now time.Time) {
	if !now.After(e.now) {
		return
	}
	e.now = now
	for _, p := range e.passes {
		if len(p.hooks.tables) > 0 && p.bug == nil {
			p.try(p.tick)
		}
	}
}

// try puts the rule out of the run when f panics.
func (p *Pass) try(f func()) {
	defer func() {
		if v := recover(); v != nil {
			p.bug = &Bug{Rule: p.rule, Value: v, Stack: debug.Stack()}
		}
	}()
	f()
}

func (p *Pass) tick() {
	for _, t := range p.hooks.tables {
		t.clock(p)
	}
}

// keep keeps a finding. Where there are too many it takes the place of the last of the
// least grave ones, if it is graver than that; else it is not kept.
func (e *Engine) keep(p *Pass, f *Finding) {
	if len(e.findings) >= e.limits.Findings {
		e.dropped++
		if f.gravity() <= e.least {
			return
		}
		at := -1
		e.least = f.gravity()
		for i, k := range e.findings {
			if g := k.gravity(); g < e.least || g == e.least && at >= 0 {
				e.least, at = g, i
			}
		}
		if at < 0 {
			return
		}
		out := e.findings[at]
		e.findings = slices.Delete(e.findings, at, at+1)
		for _, p := range e.passes {
			if p.rule == out.Rule {
				delete(p.spoken, identityOf(out.Subject, out.Evidence))
			}
		}
	}
	e.findings = append(e.findings, f)
	p.spoken[identityOf(f.Subject, f.Evidence)] = f
}

// Findings returns copies of what was found so far, in the order in which it was
// found, and how many were not kept for lack of room. None of those is graver than any
// that was kept.
func (e *Engine) Findings() (found []Finding, dropped int) {
	for _, f := range e.findings {
		c := *f
		c.Evidence = slices.Clone(f.Evidence)
		found = append(found, c)
	}
	return found, e.dropped
}

// Coverage returns how much each rule had to look at, in the order of the rules.
func (e *Engine) Coverage() []Coverage {
	all := make([]Coverage, len(e.passes))
	for i, p := range e.passes {
		all[i] = p.coverage
		for _, t := range p.hooks.tables {
			all[i].Evicted += t.Evicted()
		}
		for _, f := range e.findings {
			switch {
			case f.Rule != p.rule:
			case f.Certainty == Certain:
				all[i].Certain++
			default:
				all[i].Possible++
			}
		}
	}
	return all
}

// Bugs returns the rules that panicked.
func (e *Engine) Bugs() []Bug {
	var all []Bug
	for _, p := range e.passes {
		if p.bug != nil {
			all = append(all, *p.bug)
		}
	}
	return all
}

package rule

import (
	"fmt"
	"math/bits"
	"slices"
	"time"

	"prescap/analyze/fact"
)

// Pass is a rule at work: what it may ask and how it reports. It is valid during
// the call that it is given to.
type Pass struct {
	engine   *Engine
	rule     *Rule
	hooks    Hooks
	coverage Coverage
	options  map[string]any
	spoken   map[identity]*Finding
	unsure   bool // Whatever it reports now is only possible; see Await.
	bug      *Bug // It panicked, and is out of the run.
}

// Now returns the capture clock. It never goes back.
func (p *Pass) Now() time.Time { return p.engine.now }

// Checked says that the rule is about to judge by what the fact told, however long
// ago. It counts the case and reports whether the rule may speak: false when the
// capture may not show something that the rule needs, of the fact's subject, from
// then up to now.
func (p *Pass) Checked(a *fact.About) bool {
	p.coverage.Checked++
	missing := p.known(a) & p.rule.Needs
	if missing == 0 {
		return true
	}
	p.coverage.Checked--
	for i := range p.coverage.Skipped {
		if missing&(1<<i) != 0 {
			p.coverage.Skipped[i]++
			break
		}
	}
	return false
}

// CheckedAlone is Checked for a rule that judges by one message and nothing else. All
// that it needs is that the message is whole: the case of one that is not counts as
// skipped for missing bytes.
func (p *Pass) CheckedAlone(whole bool) bool {
	if !whole {
		p.coverage.Skipped[bits.TrailingZeros8(uint8(NoLoss))]++
		return false
	}
	p.coverage.Checked++
	return true
}

// Since returns what the capture may not show of a fact's subject between the fact
// and now.
func (p *Pass) Since(a *fact.About) fact.Knowledge { return p.engine.since(a) }

// known returns what is not known of a fact's subject, up to now.
func (p *Pass) known(a *fact.About) fact.Knowledge { return a.Knowledge | p.engine.since(a) }

// Report tells a violation of the fact's subject, as "possible" where something is
// missing that the rule wants. The first evidence is the primary one; further ones
// without frames are left out. What was reported before with the same subject and primary
// evidence is counted there, and is certain if it was so once.
func (p *Pass) Report(a *fact.About, message string, evidence ...Evidence) *Finding {
	certainty := Certain
	if p.unsure || p.known(a)&p.rule.Wants != 0 {
		certainty = Possible
	}
	return p.report(a, certainty, message, evidence)
}

// Suspect is Report of what only may be a violation.
func (p *Pass) Suspect(a *fact.About, message string, evidence ...Evidence) *Finding {
	return p.report(a, Possible, message, evidence)
}

func (p *Pass) report(a *fact.About, certainty Certainty, message string, evidence []Evidence) *Finding {
	if len(evidence) == 0 || len(evidence[0].Frames) == 0 {
		panic(fmt.Sprintf("%s reports without evidence: %s", p.rule.ID, message))
	}
	if f := p.spoken[identityOf(a.Subject, evidence)]; f != nil {
		f.Again(a)
		f.Certainty = min(f.Certainty, certainty)
		return f
	}
	f := &Finding{
		Rule: p.rule, Severity: p.rule.Severity, Certainty: certainty, Time: a.Time, Last: a.Time, Count: 1,
		Subject: a.Subject, Message: message,
		Evidence: slices.DeleteFunc(evidence, func(e Evidence) bool { return len(e.Frames) == 0 }),
	}
	p.engine.keep(p, f)
	return f
}

// Duration returns the value of an option of the rule that is a time.
func (p *Pass) Duration(name string) time.Duration { return p.options[name].(time.Duration) }

// Int returns the value of an option of the rule that is a number.
func (p *Pass) Int(name string) int { return p.options[name].(int) }

package analyze

import (
	"time"

	"prescap/analyze/dialog"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/state"
	"prescap/analyze/timeline"
)

// Limits bounds what an analysis keeps.
type Limits struct {
	Dialog   dialog.Limits
	State    state.Limits
	Rule     rule.Limits
	Timeline timeline.Limits
}

// DefaultLimits returns the limits every command starts from.
func DefaultLimits() Limits {
	return Limits{dialog.DefaultLimits(), state.DefaultLimits(), rule.DefaultLimits(), timeline.DefaultLimits()}
}

// Config says how an analysis is done.
type Config struct {
	Rules    []*rule.Rule
	Settings map[string]any // Options of rules that differ from their defaults; see rule.ParseSetting.
	Limits   Limits
}

// Analyzer turns the items of a run into timelines and findings. It belongs to one
// goroutine.
type Analyzer struct {
	dialog *dialog.Tracker
	state  *state.Model
	rules  *rule.Engine
	log    *timeline.Log
	counts counter
	now    time.Time
}

// New returns an Analyzer for one run.
func New(cfg Config) *Analyzer {
	a := &Analyzer{log: timeline.NewLog(cfg.Limits.Timeline), counts: newCounter()}
	a.dialog = dialog.New(cfg.Limits.Dialog, a.take)
	a.state = state.New(cfg.Limits.State, a.take, a.dialog.Since)
	a.rules = rule.NewEngine(cfg.Rules, cfg.Settings, cfg.Limits.Rule, a.dialog.Since)
	return a
}

// Take takes the next item. It is a sink of pipeline.Run, whose Config must ask for
// decoding and the clock.
func (a *Analyzer) Take(it *pipeline.Item) error {
	a.dialog.Take(it)
	a.rules.Told()
	if it.Clock != nil && it.Clock.End {
		a.state.Close()
	}
	if it.Clock != nil && it.Clock.Now.After(a.now) {
		a.now = it.Clock.Now
		a.state.Clock(a.now)
		a.rules.Clock(a.now)
	}
	return nil
}

// take hands a fact around. What the state makes of it comes behind it.
func (a *Analyzer) take(f fact.Fact) {
	a.counts.take(f)
	a.rules.Take(f)
	a.log.Take(f)
	a.state.Take(f)
}

// View returns what is known now.
func (a *Analyzer) View() View {
	found, dropped := a.rules.Findings()
	v := View{Time: a.now, Presentities: a.log.All(), Findings: found, Counts: a.counts.counts()}
	v.Counts.Forgotten = a.dialog.Forgotten() + a.state.Forgotten()
	v.Counts.Findings, v.Counts.Presentities = dropped, a.log.Missed()
	return v
}

// Report returns the result of the run, whose account is acc.
func (a *Analyzer) Report(acc pipeline.Account) Report {
	return Report{View: a.View(), Account: acc, Coverage: a.rules.Coverage(), Bugs: a.rules.Bugs()}
}

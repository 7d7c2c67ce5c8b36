package analyze

import (
	"time"

	"prescap/analyze/dialog"
	"prescap/analyze/fact"
	"prescap/analyze/pipeline"
	"prescap/analyze/rule"
	"prescap/analyze/state"
	"prescap/analyze/store"
	"prescap/analyze/timeline"
	"prescap/capture"
)

// Limits bounds what an analysis keeps.
type Limits struct {
	Dialog   dialog.Limits
	State    state.Limits
	Rule     rule.Limits
	Timeline timeline.Limits

	// Connections is how many connections have their account in a View; further ones are
	// counted only. 0 keeps none.
	Connections int

	// Store bounds the messages that a View lists. Without room for any, none is kept.
	Store store.Limits
}

// DefaultLimits returns the limits of commands that tell what became of whom. They
// keep neither connections nor messages.
func DefaultLimits() Limits {
	return Limits{Dialog: dialog.DefaultLimits(), State: state.DefaultLimits(), Rule: rule.DefaultLimits(), Timeline: timeline.DefaultLimits()}
}

// Config says how an analysis is done.
type Config struct {
	Rules    []*rule.Rule
	Settings map[string]any // Options of rules that differ from their defaults; see rule.ParseSetting.
	Limits   Limits
	Seen     *SeenBy // Whose views a View has; nil for nobody's.
}

// SeenBy says whose view of whom is wanted; an empty name stands for all.
type SeenBy struct{ Watcher, Presentity string }

// Analyzer turns the items of a run into timelines and findings. It belongs to one
// goroutine.
type Analyzer struct {
	dialog *dialog.Tracker
	state  *state.Model
	rules  *rule.Engine
	log    *timeline.Log
	counts counter
	conns  connections
	store  *store.Store // Nil unless messages are kept.
	seen   *SeenBy
	now    time.Time
}

// New returns an Analyzer for one run.
func New(cfg Config) *Analyzer {
	a := &Analyzer{seen: cfg.Seen, log: timeline.NewLog(cfg.Limits.Timeline), counts: newCounter()}
	a.conns = connections{most: cfg.Limits.Connections, all: map[capture.ConnID]*Connection{}}
	if cfg.Limits.Store.Messages > 0 {
		a.store = store.New(cfg.Limits.Store)
	}
	a.dialog = dialog.New(cfg.Limits.Dialog, a.take)
	a.state = state.New(cfg.Limits.State, a.take, a.dialog.Since)
	a.rules = rule.NewEngine(cfg.Rules, cfg.Settings, cfg.Limits.Rule, a.dialog.Since)
	return a
}

// Take takes the next item. It is a sink of pipeline.Run, whose Config must ask for
// decoding and the clock.
func (a *Analyzer) Take(it *pipeline.Item) error {
	a.conns.take(it)
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
	if a.store != nil {
		a.store.Take(f)
	}
	a.state.Take(f)
}

// View returns what is known now.
func (a *Analyzer) View() View {
	found, dropped := a.rules.Findings()
	v := View{
		Time: a.now, Presentities: a.log.All(), Findings: found, Counts: a.counts.counts(),
		Connections: a.conns.list(), Coverage: a.rules.Coverage(), Bugs: a.rules.Bugs(),
	}
	if a.store != nil {
		v.Messages = a.store.List()
	}
	if a.seen != nil {
		v.Seen = a.state.Seen(a.seen.Watcher, a.seen.Presentity)
	}
	v.Counts.Forgotten = a.dialog.Forgotten() + a.state.Forgotten() + a.log.Unwatched()
	v.Counts.Findings, v.Counts.Presentities, v.Counts.Connections = dropped, a.log.Missed(), a.conns.missed
	return v
}

// Report returns the result of the run, whose account is acc.
func (a *Analyzer) Report(acc pipeline.Account) Report { return Report{a.View(), acc} }

// Close gives back what messages are kept in. The bytes of messages that views list can
// not be read any more.
func (a *Analyzer) Close() error {
	if a.store == nil {
		return nil
	}
	return a.store.Close()
}

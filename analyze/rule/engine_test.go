package rule

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

var epoch = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// made returns a rule that is complete but for what it watches.
func made(id string, watch func(*Hooks)) *Rule {
	return &Rule{
		ID: id, Name: "made-" + strings.ToLower(id), Title: "Made for a test", Area: SIP, Severity: Warning, Since: "0.1",
		Basis: []Citation{{Doc: "RFC 3261", Section: "8.1", Tier: 1, Row: "TRN-00"}},
		Doc:   Doc{"symptom", "bad", "good", "fix", "harmless"}, Watch: watch,
	}
}

// seen is a fact about somebody.
func seen(who string, frame int, k fact.Knowledge) *fact.KeepAlive {
	return &fact.KeepAlive{About: fact.About{
		Time: epoch.Add(time.Duration(frame) * time.Second), Moment: uint64(frame), Subject: fact.Subject{Presentity: who},
		Knowledge: k, Frames: []capture.Frame{{Num: frame}},
	}}
}

func nothingMissing(*fact.About) fact.Knowledge { return fact.Whole }

// told is a rule that reports every fact.
func told(needs, wants Needs) *Rule {
	r := made("SIP901", func(h *Hooks) {
		On(h, func(p *Pass, f *fact.KeepAlive) {
			if p.Checked(&f.About) {
				p.Report(&f.About, "told", Evidence{Role: "it", Frames: f.Frames})
			}
		})
	})
	r.Needs, r.Wants = needs, wants
	return r
}

func TestNeedsAreCounted(t *testing.T) {
	missing := fact.Whole
	e := NewEngine([]*Rule{told(NoLoss|BothDirections, FromStart)}, nil, DefaultLimits(), func(*fact.About) fact.Knowledge { return missing })
	e.Take(seen("a", 1, fact.Whole))
	e.Take(seen("a", 2, fact.JoinedLate))
	e.Take(seen("a", 3, fact.Lossy|fact.OneSided))
	e.Take(seen("a", 4, fact.OneSided|fact.Undecrypted))
	missing = fact.Lossy // Since the fact.
	e.Take(seen("a", 5, fact.Whole))
	c := e.Coverage()[0]
	if c.Checked != 2 || c.Skipped != [fact.Reasons]int{0, 2, 1, 0, 0, 0} || c.Silent() != 3 || c.Certain != 1 || c.Possible != 1 {
		t.Errorf("%+v", c)
	}
}

func TestTheSameIsCountedNotToldAgain(t *testing.T) {
	e := NewEngine([]*Rule{told(0, 0)}, nil, DefaultLimits(), nothingMissing)
	e.Take(seen("a", 1, 0))
	e.Take(seen("a", 1, 0))
	e.Take(seen("b", 1, 0))
	e.Take(seen("a", 2, 0))
	found, _ := e.Findings()
	if len(found) != 3 || found[0].Count != 2 || found[1].Count != 1 {
		t.Errorf("%+v", found)
	}
}

func TestFindingsAreBounded(t *testing.T) {
	l := DefaultLimits()
	l.Findings = 2
	e := NewEngine([]*Rule{told(0, 0)}, nil, l, nothingMissing)
	for i := 1; i <= 5; i++ {
		e.Take(seen("a", i, 0))
	}
	if found, dropped := e.Findings(); len(found) != 2 || dropped != 3 {
		t.Errorf("%d found, %d dropped", len(found), dropped)
	}
}

// Many small findings do not hide a grave one, whenever it comes.
func TestTheGravestFindingsAreKept(t *testing.T) {
	l := DefaultLimits()
	l.Findings = 2
	grave := made("SIP908", func(h *Hooks) {
		On(h, func(p *Pass, f *fact.KeepAlive) {
			if f.Subject.Presentity == "grave" {
				p.Report(&f.About, "grave", Evidence{Role: "it", Frames: f.Frames})
			}
		})
	})
	grave.Severity = Error
	e := NewEngine([]*Rule{told(0, NoLoss), grave}, nil, l, nothingMissing)
	for i := 1; i <= 5; i++ {
		e.Take(seen("a", i, fact.Lossy))
	}
	e.Take(seen("grave", 6, fact.Whole))
	e.Take(seen("grave", 6, fact.Whole))
	e.Take(seen("a", 7, fact.Lossy))
	found, dropped := e.Findings()
	if len(found) != 2 || dropped != 6 || found[0].Message != "told" || found[0].Certainty != Certain || found[1].Message != "grave" || found[1].Count != 2 {
		t.Errorf("%+v, %d dropped", found, dropped)
	}
}

func TestARuleThatPanicsIsOut(t *testing.T) {
	calls := 0
	bad := made("SIP902", func(h *Hooks) {
		On(h, func(p *Pass, f *fact.KeepAlive) {
			calls++
			panic("bug")
		})
	})
	late := made("SIP903", func(h *Hooks) {
		table := NewTable[string, int](h)
		On(h, func(p *Pass, f *fact.KeepAlive) {
			table.Put("k", 1)
			table.At("k", p.Now().Add(time.Second))
		})
		table.OnDue(func(*Pass, string, *int) { panic("late bug") })
	})
	e := NewEngine([]*Rule{bad, late, told(0, 0)}, nil, DefaultLimits(), nothingMissing)
	e.Clock(epoch)
	e.Take(seen("a", 7, 0))
	e.Take(seen("a", 8, 0))
	e.Clock(epoch.Add(time.Minute))
	bugs := e.Bugs()
	if len(bugs) != 2 || bugs[0].Rule != bad || bugs[0].Frame.Num != 7 || bugs[1].Rule != late || calls != 1 {
		t.Errorf("%+v, %d calls", bugs, calls)
	}
	if found, _ := e.Findings(); len(found) != 2 {
		t.Errorf("%d findings of the rule that is in order", len(found))
	}
}

func TestEntriesAreDueByTheCaptureClock(t *testing.T) {
	var due []string
	r := made("SIP904", func(h *Hooks) {
		waiting := NewTable[string, *fact.KeepAlive](h)
		On(h, func(p *Pass, f *fact.KeepAlive) {
			waiting.Put(f.Subject.Presentity, f)
			waiting.At(f.Subject.Presentity, f.Time.Add(p.Duration("within")))
		})
		waiting.OnDue(func(p *Pass, who string, f **fact.KeepAlive) {
			due = append(due, fmt.Sprintf("%s at %v", who, p.Now().Sub(epoch)))
			p.Suspect(&(*f).About, "waited", Evidence{Role: "it", Frames: (*f).Frames})
		})
	})
	r.Options = []Option{{Name: "within", Default: 10 * time.Second, Doc: "how long"}}
	e := NewEngine([]*Rule{r}, map[string]any{"SIP904.within": 5 * time.Second}, DefaultLimits(), nothingMissing)
	e.Clock(epoch)
	e.Take(seen("a", 2, 0))
	e.Take(seen("b", 1, 0))
	e.Clock(epoch.Add(6 * time.Second))
	e.Clock(epoch.Add(4 * time.Second)) // It never goes back.
	e.Clock(epoch.Add(8 * time.Second))
	if got := strings.Join(due, ", "); got != "b at 6s, a at 8s" {
		t.Error(got)
	}
	if found, _ := e.Findings(); len(found) != 2 || found[0].Certainty != Possible {
		t.Errorf("%+v", found)
	}
}

func TestAgainKeepsTheFirstProofs(t *testing.T) {
	f := &Finding{Count: 1, Severity: Warning, Evidence: []Evidence{{Role: "first"}}}
	for i := range 10 {
		f.Again(&fact.About{Time: epoch.Add(time.Duration(i))}, Evidence{Role: "again"})
	}
	if f.Count != 11 || len(f.Evidence) != moreEvidence || !f.Last.Equal(epoch.Add(9)) {
		t.Errorf("%+v", f)
	}
	f.Lower(Error, "never up")
	f.Lower(Info, "a known client does this")
	if f.Severity != Info || f.Lowered != "a known client does this" {
		t.Errorf("%+v", f)
	}
}

func TestReportingWithoutEvidenceIsABug(t *testing.T) {
	r := made("SIP905", func(h *Hooks) {
		On(h, func(p *Pass, f *fact.KeepAlive) { p.Report(&f.About, "nothing to show") })
	})
	e := NewEngine([]*Rule{r}, nil, DefaultLimits(), nothingMissing)
	e.Take(seen("a", 1, 0))
	if len(e.Bugs()) != 1 {
		t.Error("no bug")
	}
}

// A fact costs a hook each, and no allocation.
func TestDispatchAllocatesNothing(t *testing.T) {
	var rules []*Rule
	n := 0
	for i := range 10 {
		rules = append(rules, made(fmt.Sprintf("SIP9%02d", i), func(h *Hooks) {
			On(h, func(*Pass, *fact.KeepAlive) { n++ })
		}))
	}
	e := NewEngine(rules, nil, DefaultLimits(), nothingMissing)
	f := seen("a", 1, 0)
	if allocs := testing.AllocsPerRun(100, func() { e.Take(f) }); allocs > 0 || n < 1000 {
		t.Errorf("%v allocations, %d calls", allocs, n)
	}
}

func BenchmarkDispatch(b *testing.B) {
	var rules []*Rule
	for i := range 20 {
		rules = append(rules, made(fmt.Sprintf("SIP9%02d", i), func(h *Hooks) {
			On(h, func(*Pass, *fact.KeepAlive) {})
		}))
	}
	e := NewEngine(rules, nil, DefaultLimits(), nothingMissing)
	f := seen("a", 1, 0)
	b.ReportAllocs()
	for b.Loop() {
		e.Take(f)
	}
}

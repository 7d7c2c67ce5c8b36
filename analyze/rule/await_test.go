package rule

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/analyze/fact"
	"prescap/capture"
)

// waiter is an engine with one rule, which waits as it is told to, and says what it
// judges.
type waiter struct {
	*Engine
	await  *Await[string]
	judged []string
	onSeen func(p *Pass, f *fact.MessageSeen)
}

func newWaiter(l Limits) *waiter {
	w := &waiter{}
	w.Engine = NewEngine([]*Rule{made("SIP906", func(h *Hooks) {
		w.await = NewAwait(h, func(_ *Pass, the string, went Went) {
			for d, a := range went {
				if a != nil {
					the += fmt.Sprintf(" %d:%d", d, a.Moment)
				}
			}
			w.judged = append(w.judged, the)
		})
		On(h, func(p *Pass, f *fact.MessageSeen) {
			if w.onSeen != nil {
				w.onSeen(p, f)
			}
		})
	})}, nil, l, nothingMissing)
	return w
}

// on is a keep-alive on a stream, that many seconds behind the epoch.
func (w *waiter) on(conn capture.ConnID, dir capture.Dir, second int) {
	f := seen("a", second, fact.Whole)
	f.Conn, f.Dir = conn, dir
	w.Take(f)
	w.Told()
}

// got compares what was judged since the last call.
func (w *waiter) got(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(w.judged, ", "); got != want {
		t.Errorf("judged %q, want %q", got, want)
	}
	w.judged = nil
}

func at(second int) time.Time { return epoch.Add(time.Duration(second) * time.Second) }

func TestAwaitsOneStreamOrBoth(t *testing.T) {
	w := newWaiter(DefaultLimits())
	there, back := capture.StreamID{Conn: 1, Dir: capture.Forward}, capture.StreamID{Conn: 1, Dir: capture.Reverse}
	w.await.Put("one", Until{Stream: back, After: at(5)})
	w.await.Put("both", Until{Stream: there, Both: true, After: at(7)})
	w.on(1, capture.Reverse, 5) // Not behind it.
	w.on(1, capture.Forward, 6) // Not that stream, and too soon for both.
	w.on(2, capture.Reverse, 9) // Another connection.
	w.got(t, "")
	w.on(1, capture.Reverse, 10)
	w.got(t, "one 1:10")
	w.on(1, capture.Reverse, 11)
	w.got(t, "")
	w.on(1, capture.Forward, 12)
	w.got(t, "both 0:12 1:10")
	w.on(1, capture.Forward, 13)
	w.got(t, "")
}

// Silence that was acknowledged is as good as a word, but where a word is asked for.
func TestAwaitsAWord(t *testing.T) {
	w := newWaiter(DefaultLimits())
	w.await.Put("any", Until{Stream: capture.StreamID{Conn: 1}, After: at(5)})
	w.await.Put("word", Until{Stream: capture.StreamID{Conn: 1}, Aloud: true, After: at(5)})
	quiet := &fact.Quiet{About: seen("a", 6, fact.Whole).About}
	quiet.Conn = 1
	w.Take(quiet)
	w.Told()
	w.got(t, "any 0:6")
	w.on(1, capture.Forward, 7)
	w.got(t, "word 0:7")
}

func TestAwaitsAnew(t *testing.T) {
	w := newWaiter(DefaultLimits())
	s := capture.StreamID{Conn: 1}
	w.await.Put("it", Until{Stream: s, After: at(5)})
	w.await.Put("it", Until{Stream: s, After: at(20)})
	w.on(1, capture.Forward, 10)
	w.got(t, "")
	w.on(1, capture.Forward, 21)
	w.got(t, "it 0:21")
}

// What the message itself means is known to the rule before it judges.
func TestAwaitsTheFactsOfTheMessageToo(t *testing.T) {
	w := newWaiter(DefaultLimits())
	s := capture.StreamID{Conn: 1}
	w.onSeen = func(*Pass, *fact.MessageSeen) { w.await.Put("it", Until{Stream: s, After: at(20)}) }
	w.await.Put("it", Until{Stream: s, After: at(5)})
	f := &fact.MessageSeen{About: seen("a", 10, fact.Whole).About}
	f.Conn = 1
	w.Take(f)
	w.got(t, "")
	w.Told()
	w.got(t, "")
	w.on(1, capture.Forward, 21)
	w.got(t, "it 0:21")
}

func TestAwaitsNothingBehindTheEndOfAConnection(t *testing.T) {
	w := newWaiter(DefaultLimits())
	w.await.Put("it", Until{Stream: capture.StreamID{Conn: 1}, After: at(5)})
	w.Take(&fact.ConnectionEnded{About: fact.About{Conn: 1}})
	w.on(1, capture.Forward, 10)
	w.got(t, "")
}

func TestAwaitIsBounded(t *testing.T) {
	l := DefaultLimits()
	l.Table = 2
	w := newWaiter(l)
	for n := range maxAwaited + 3 {
		w.await.Put(fmt.Sprint(n), Until{Stream: capture.StreamID{Conn: 1}, After: at(5)})
	}
	w.on(1, capture.Forward, 10)
	if len(w.judged) != maxAwaited || w.Coverage()[0].Evicted != 3 {
		t.Errorf("%d judged, %d evicted", len(w.judged), w.Coverage()[0].Evicted)
	}
	for conn := range capture.ConnID(3) {
		w.await.Put("it", Until{Stream: capture.StreamID{Conn: conn}, After: at(5)})
	}
	if n := w.Coverage()[0].Evicted; n != 4 {
		t.Errorf("%d evicted", n)
	}
}

func TestARuleThatPanicsAsItJudgesIsOut(t *testing.T) {
	var waiting *Await[int]
	r := made("SIP907", func(h *Hooks) {
		waiting = NewAwait(h, func(*Pass, int, Went) { panic("bug") })
	})
	e := NewEngine([]*Rule{r, told(0, 0)}, nil, DefaultLimits(), nothingMissing)
	waiting.Put(1, Until{})
	waiting.Put(2, Until{Stream: capture.StreamID{Conn: 1}})
	e.Take(seen("a", 7, 0))
	e.Told()
	e.Take(seen("a", 8, 0))
	e.Told()
	if found, _ := e.Findings(); len(e.Bugs()) != 1 || len(found) != 2 {
		t.Errorf("%+v, %d findings", e.Bugs(), len(found))
	}
}

// A case whose time has passed is judged when the connection ends, and what it reports
// then is only possible; one whose time has not is forgotten.
func TestAwaitIsUnsureAtTheEnd(t *testing.T) {
	w := newWaiter(DefaultLimits())
	w.await.judge = func(p *Pass, the string, went Went) {
		w.judged = append(w.judged, the)
		p.Report(went[capture.Forward], "ended", Evidence{Role: "it", Frames: []capture.Frame{{Num: len(w.judged)}}}, Evidence{Role: "the end", Frames: went[capture.Reverse].Frames})
	}
	w.Clock(at(0))
	stream := capture.StreamID{Conn: 1}
	w.await.Put("past", Until{Stream: stream, Both: true, After: at(5)})
	w.await.Put("to come", Until{Stream: stream, After: at(50)})
	w.await.Put("elsewhere", Until{Stream: capture.StreamID{Conn: 2}, After: at(5)})
	end := &fact.ConnectionEnded{About: fact.About{Time: at(10), Conn: 1}}
	w.Take(end)
	w.Told()
	w.got(t, "past")
	found, _ := w.Findings()
	if len(found) != 1 || found[0].Certainty != Possible || len(found[0].Evidence) != 1 {
		t.Errorf("%+v", found)
	}
	w.Take(end)
	w.got(t, "")
}

// What was certain once stays so, and what was possible may become it.
func TestCertaintyIsTheBestThereWas(t *testing.T) {
	r := told(0, NoLoss)
	e := NewEngine([]*Rule{r}, nil, DefaultLimits(), nothingMissing)
	for _, k := range []fact.Knowledge{fact.Lossy, fact.Whole, fact.Lossy} {
		e.Take(seen("a", 1, k))
	}
	if found, _ := e.Findings(); len(found) != 1 || found[0].Count != 3 || found[0].Certainty != Certain {
		t.Errorf("%+v", found)
	}
}

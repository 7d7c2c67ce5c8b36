package ntf

import (
	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
)

// awaited holds suspicions until a stream goes on: bytes that went missing in front of
// that are known by then, and so is a message that was captured in the wrong order.
type awaited struct {
	*rule.Table[capture.StreamID, []suspicion]
}

// suspicion is something that is to be judged later.
type suspicion struct {
	dialog fact.DialogID
	judge  func(*rule.Pass)
}

// maxAwaited bounds the suspicions of one stream.
const maxAwaited = 64

func newAwaited(h *rule.Hooks) awaited {
	a := awaited{rule.NewTable[capture.StreamID, []suspicion](h)}
	rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) { a.heard(p, &f.About, f.Message.Method == "SUBSCRIBE") })
	rule.On(h, func(p *rule.Pass, f *fact.HopSeen) { a.heard(p, &f.About, false) })
	rule.On(h, func(p *rule.Pass, f *fact.KeepAlive) { a.heard(p, &f.About, false) })
	return a
}

// wait has judge called when the stream goes on, unless it does so with a SUBSCRIBE of
// the dialog.
func (a awaited) wait(s capture.StreamID, dialog fact.DialogID, judge func(*rule.Pass)) {
	all := a.Get(s)
	if all == nil {
		all = a.Put(s, nil)
	}
	if len(*all) < maxAwaited {
		*all = append(*all, suspicion{dialog, judge})
	}
}

// heard judges what waited for a stream.
func (a awaited) heard(p *rule.Pass, f *fact.About, subscribes bool) {
	if a.Len() == 0 {
		return
	}
	s := capture.StreamID{Conn: f.Conn, Dir: f.Dir}
	all := a.Get(s)
	if all == nil {
		return
	}
	for _, x := range *all {
		if d := f.Subject.Dialog; !subscribes || d.CallID != x.dialog.CallID || d.LocalTag != x.dialog.LocalTag {
			x.judge(p)
		}
	}
	a.Delete(s)
}

package ntf

import (
	"fmt"
	"strconv"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/presence"
	"prescap/decode/sip"
)

// order is where a notifier's requests stand in order: a dialog on a stream. On
// another connection they may be sent again, or be copies.
type order struct {
	dialog fact.DialogID
	stream capture.StreamID
}

// notice is what the notifier said last.
type notice struct {
	cseq        uint32
	frames      []capture.Frame
	piggybacked bool // In the answer to a SUBSCRIBE.
	open        bool // A NOTIFY that was not answered with success, so that it may be sent again.
}

// list is the last list of resources of a batch (RLMI).
type list struct {
	moment  uint64 // Of the message that brought it.
	version uint32
	rises   bool // Above that of the one before.
}

func notifyCSeqBackwards() *rule.Rule {
	return &rule.Rule{
		ID: "NTF002", Name: "notify-cseq-backwards", Area: rule.NTF, Severity: rule.Warning,
		Title: "A notification does not count on from the one before in its dialog",
		Basis: []rule.Citation{
			{Doc: "MS-SIP", Section: "3.3.5.1", Tier: 1, Row: "NTF-04"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `A contact's presence sticks at an old value, or changes back to it: the watcher takes
the notification for an old one and drops it, or takes an old one for the newest.`,
			Bad: `BENOTIFY  CSeq: 5 BENOTIFY
BENOTIFY  CSeq: 4 BENOTIFY`,
			Good: `BENOTIFY  CSeq: 5 BENOTIFY
BENOTIFY  CSeq: 6 BENOTIFY`,
			Fix: `The notifier is to keep one counter for each dialog; a notification within the answer
to a SUBSCRIBE uses up a number, which ms-piggyback-cseq tells. Look for a server that
lost the dialog's counter, for two servers that serve one dialog, and for proxies that
send in another order than they receive.`,
			Harmless: `In a batch, clients are told to go by the version of the resource list: where that
rises, this is information only. That a piggybacked notification uses up a number is
read from published examples, so it is information where only that number is repeated.
A NOTIFY that is sent again before it was answered, or after a challenge, keeps its
number and is not reported.`,
		},
		Watch: func(h *rule.Hooks) {
			said := rule.NewTable[order, notice](h)
			lists := rule.NewTable[fact.DialogID, list](h)
			rule.On(h, func(_ *rule.Pass, f *fact.MessageSeen) {
				for _, e := range f.Events {
					if r, ok := e.(*presence.ResourceList); ok && r.HasVersion {
						before := lists.Get(f.Subject.Dialog)
						lists.Put(f.Subject.Dialog, list{f.Moment, r.Version, before != nil && r.Version > before.version})
						return
					}
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.SubscribeAnswered) {
				n, err := strconv.ParseUint(f.Answer.Header.Get("ms-piggyback-cseq"), 10, 32)
				k := order{f.Subject.Dialog, capture.StreamID{Conn: f.Conn, Dir: f.Dir}}
				if before := said.Get(k); err == nil && f.Answer.Status < 300 && (before == nil || uint32(n) > before.cseq) {
					said.Put(k, notice{cseq: uint32(n), frames: f.Frames, piggybacked: true})
				}
			})
			rule.On(h, func(_ *rule.Pass, f *fact.ResponseSeen) {
				if f.Answer.Method != "NOTIFY" || f.Answer.Status < 200 || f.Answer.Status >= 300 || f.Request == nil {
					return
				}
				k := order{f.Subject.Dialog, capture.StreamID{Conn: f.Request.Conn, Dir: f.Request.Dir}}
				cseq, _ := f.Answer.Header.CSeq()
				if n := said.Get(k); n != nil && n.cseq == cseq.Number && n.frames[0] == f.Request.Frames[0] {
					n.open = false
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.NotificationSeen) {
				k := order{f.Subject.Dialog, capture.StreamID{Conn: f.Conn, Dir: f.Dir}}
				cseq, _ := f.Message.Header.CSeq()
				if before := said.Get(k); before != nil {
					follow(p, f, cseq.Number, before, lists.Get(f.Subject.Dialog))
				}
				if f.Message.Lost != 0 {
					return
				}
				said.Put(k, notice{cseq: cseq.Number, frames: f.Frames, open: f.Carrier == fact.ByNotify})
			})
		},
	}
}

// follow looks at a notification and the one before.
func follow(p *rule.Pass, f *fact.NotificationSeen, cseq uint32, before *notice, l *list) {
	if cseq == before.cseq && before.open || !p.CheckedAlone(f.Message.Lost == 0) || cseq > before.cseq {
		return
	}
	what, path := fmt.Sprintf("one with %d", before.cseq), sip.HeaderCSeq
	if before.piggybacked {
		what, path = fmt.Sprintf("the one in the answer to SUBSCRIBE, which used %d", before.cseq), "ms-piggyback-cseq"
	}
	evidence := []rule.Evidence{
		{Role: "the notification", Frames: f.Frames, Path: sip.HeaderCSeq, Quote: fmt.Sprintf("%d %s", cseq, f.Message.Method)},
		{Role: "the one before", Frames: before.frames, Path: path, Quote: fmt.Sprint(before.cseq)},
	}
	message := fmt.Sprintf("%s is sent %s %d behind %s", f.Subject.Watcher, f.Message.Method, cseq, what)
	tell := p.Report
	if f.Message.Flow.Transport == capture.UDP { // It may have been overtaken.
		tell = p.Suspect
	}
	finding := tell(&f.About, message, evidence...)
	switch {
	case before.piggybacked:
		finding.Lower(rule.Info, "that a piggybacked notification uses up a number is read from examples only")
	case l != nil && l.moment == f.Moment && l.rises:
		finding.Lower(rule.Info, fmt.Sprintf("the resource list's version still rises, to %d, and clients are to go by that", l.version))
	}
}

package sub

import (
	"fmt"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/sip"
)

// order is where a subscriber's requests stand in order: a dialog on a stream. On
// another connection they may be sent again, or be copies.
type order struct {
	dialog fact.DialogID
	stream capture.StreamID
}

// request is a SUBSCRIBE.
type request struct {
	cseq     uint32
	frames   []capture.Frame
	status   int // Of its answer; 0 while there is none. A challenge (401, 407) is none.
	answered fact.About
}

func subscribeCSeqNotIncreasing() *rule.Rule {
	return &rule.Rule{
		ID: "SUB001", Name: "subscribe-cseq-not-increasing", Area: rule.SUB, Severity: rule.Error,
		Title: "A SUBSCRIBE does not count on from the one before in its dialog",
		Basis: []rule.Citation{
			{Doc: "RFC 3261", Section: "12.2", Tier: 1, Row: "SUB-09"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Presence of contacts freezes after a while, or after the contact list was changed:
the server takes the request for an old one, and the subscription runs out.`,
			Bad: `SUBSCRIBE  To: <sip:bob@contoso.com>;tag=5F01  CSeq: 3 SUBSCRIBE
SUBSCRIBE  To: <sip:bob@contoso.com>;tag=5F01  CSeq: 2 SUBSCRIBE`,
			Good: `SUBSCRIBE  To: <sip:bob@contoso.com>;tag=5F01  CSeq: 3 SUBSCRIBE
SUBSCRIBE  To: <sip:bob@contoso.com>;tag=5F01  CSeq: 4 SUBSCRIBE`,
			Fix: `The client is to keep one counter for each dialog and to raise it with every request
in it. Look for a client that counts for each connection or each user instead, or that
took up a dialog of an earlier run.`,
			Harmless: `A request that is sent again after a challenge (401, 407), or before it was answered,
keeps its number; so does one that is sent again on a new connection. None of these is
reported.`,
		},
		Watch: func(h *rule.Hooks) {
			sent := rule.NewTable[order, request](h)
			rule.On(h, func(p *rule.Pass, f *fact.Subscribed) {
				stream := capture.StreamID{Conn: f.Conn, Dir: f.Dir}
				k := order{f.Subject.Dialog, stream}
				cseq, _ := f.Message.Header.CSeq()
				before := sent.Get(k)
				if before == nil { // The first one in the dialog counts on from the one that began it.
					began := k
					began.dialog.RemoteTag = ""
					before = sent.Get(began)
				}
				if f.Refresh && before != nil {
					compare(p, f, cseq.Number, before)
				}
				if f.Message.Lost != 0 {
					return
				}
				sent.Put(k, request{cseq: cseq.Number, frames: f.Frames})
			})
			rule.On(h, func(_ *rule.Pass, f *fact.SubscribeAnswered) {
				if f.Request == nil {
					return
				}
				k := order{f.Subject.Dialog, capture.StreamID{Conn: f.Request.Conn, Dir: f.Request.Dir}}
				if to, ok := f.Request.Header.To(); ok {
					k.dialog.RemoteTag = to.Tag()
				}
				cseq, _ := f.Answer.Header.CSeq()
				if r := sent.Get(k); r != nil && r.cseq == cseq.Number && r.frames[0] == f.Request.Frames[0] {
					r.status, r.answered = f.Answer.Status, f.About
				}
			})
		},
	}
}

// compare looks at a SUBSCRIBE and the one before.
func compare(p *rule.Pass, f *fact.Subscribed, cseq uint32, before *request) {
	if cseq == before.cseq && !again(f, before) || !p.CheckedAlone(f.Message.Lost == 0) || cseq > before.cseq {
		return
	}
	message := fmt.Sprintf("%s sends SUBSCRIBE %d behind SUBSCRIBE %d of the same dialog", f.Subject.Watcher, cseq, before.cseq)
	evidence := []rule.Evidence{
		{Role: "the SUBSCRIBE", Frames: f.Frames, Path: sip.HeaderCSeq, Quote: fmt.Sprintf("%d SUBSCRIBE", cseq)},
		{Role: "the one before", Frames: before.frames, Path: sip.HeaderCSeq, Quote: fmt.Sprintf("%d SUBSCRIBE", before.cseq)},
	}
	if cseq == before.cseq {
		message = fmt.Sprintf("%s sends SUBSCRIBE %d although that number was used, and answered with %d", f.Subject.Watcher, cseq, before.status)
		evidence = append(evidence, rule.Evidence{Role: "its answer", Frames: before.answered.Frames})
	}
	if f.Message.Flow.Transport == capture.UDP { // It may have been overtaken.
		p.Suspect(&f.About, message, evidence...)
		return
	}
	p.Report(&f.About, message, evidence...)
}

// again reports whether a number is used again: not for the same request, which may be
// sent again until it is answered, and once more after a challenge.
func again(f *fact.Subscribed, before *request) bool {
	if before.status == 0 || f.Message.Flow.Transport == capture.UDP {
		return false
	}
	answered := before.answered.Frames
	return f.Moment > before.answered.Moment && f.Frames[0].Time.After(answered[len(answered)-1].Time)
}

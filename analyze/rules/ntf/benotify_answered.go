package ntf

import (
	"fmt"
	"slices"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/sip"
)

// unanswerable is a BENOTIFY.
type unanswerable struct {
	cseq   uint32
	frames []capture.Frame
}

// maxUnanswerable is how many BENOTIFYs of a dialog are remembered, the last ones.
const maxUnanswerable = 8

func benotifyAnswered() *rule.Rule {
	return &rule.Rule{
		ID: "NTF001", Name: "benotify-answered", Area: rule.NTF, Severity: rule.Error,
		Title: "A client answers a BENOTIFY",
		Basis: []rule.Citation{
			{Doc: "MS-SIP", Section: "3.5.5.3", Tier: 1, Row: "NTF-01"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `None that users see. Each answer is traffic that the server throws away, for every
notification of every contact; some servers and proxies log an error for each.`,
			Bad: `BENOTIFY  CSeq: 7 BENOTIFY
200 OK    CSeq: 7 BENOTIFY`,
			Good: `BENOTIFY  CSeq: 7 BENOTIFY`,
			Fix: `BENOTIFY ("best effort") is NOTIFY without an answer. A client that asks for it, with
ms-benotify in Supported, is not to run it through its transaction layer; one that
cannot do without is not to ask, and gets NOTIFY.`,
			Harmless: `The server ignores such answers. It matters where they are many, or where something
between client and server does not expect them.`,
		},
		Watch: func(h *rule.Hooks) {
			sent := rule.NewTable[fact.DialogID, []unanswerable](h)
			told := rule.NewTold[fact.DialogID](h)
			rule.On(h, func(p *rule.Pass, f *fact.MessageSeen) {
				m := f.Message
				if m.Method != "BENOTIFY" {
					return
				}
				cseq, _ := m.Header.CSeq()
				if !p.CheckedAlone(m.Lost == 0) {
					return
				}
				before := sent.Have(f.Subject.Dialog)
				if m.IsRequest() {
					if len(*before) >= maxUnanswerable {
						*before = slices.Delete(*before, 0, 1)
					}
					*before = append(*before, unanswerable{cseq.Number, f.Frames})
					return
				}
				evidence := []rule.Evidence{{Role: "the answer", Frames: f.Frames, Path: sip.HeaderCSeq, Quote: fmt.Sprintf("%d BENOTIFY", cseq.Number)}}
				if i := slices.IndexFunc(*before, func(u unanswerable) bool { return u.cseq == cseq.Number }); i >= 0 {
					evidence = append(evidence, rule.Evidence{Role: "the BENOTIFY", Frames: (*before)[i].frames})
				}
				if told.Again(f.Subject.Dialog, &f.About, evidence...) {
					return
				}
				message := fmt.Sprintf("%s answers BENOTIFY %d with %d", f.Subject.Watcher, cseq.Number, m.Status)
				told.Put(p.Report(&f.About, message, evidence...), &f.About, f.Subject.Dialog)
			})
		},
	}
}

package sip

import (
	"fmt"
	"strings"
	"time"

	"prescap/analyze/fact"
	"prescap/analyze/rule"
	"prescap/capture"
	"prescap/decode/sip"
)

// asker is who sends requests of one sort.
type asker struct {
	conn           capture.ConnID
	user, endpoint string
	what           string
}

func requestUnanswered() *rule.Rule {
	return &rule.Rule{
		ID: "SIP001", Name: "request-unanswered", Area: rule.SIP, Severity: rule.Warning,
		Title: "A request about presence was never answered",
		Basis: []rule.Citation{
			{Doc: "RFC 3261, timer F", Tier: 1, Row: "TRN-09"},
		},
		Since: "0.1",
		Doc: rule.Doc{
			Symptom: `Presence hangs: a sign-in that does not come to an end, a state that is shown at
home and nowhere else, contacts without presence.`,
			Bad: `09:00:00 SERVICE  (CSeq 7)
09:00:40 BENOTIFY ... and still no answer to CSeq 7`,
			Good: `09:00:00 SERVICE  (CSeq 7)
09:00:01 200      (CSeq 7)`,
			Fix: `Every request is to be answered within 32 seconds, if only by 503 or 504. Look at the
load of the server and of what stands behind it, for the user's home pool, and at
what the server logged at that time.`,
			Harmless: `When the client sent it again and that was answered. Requests of a sign-out, whose
answers clients do not wait for, are not reported.`,
		},
		Needs: rule.BothDirections,
		Wants: rule.NoLoss | rule.InOrder,
		Watch: func(h *rule.Hooks) {
			told := rule.NewTable[asker, *rule.Finding](h)
			rule.On(h, func(p *rule.Pass, f *fact.ResponseSeen) {
				if f.Request != nil && judged(f.Request) && f.Answer.Status >= 200 {
					p.Checked(&f.About) // Answered in time.
				}
			})
			rule.On(h, func(p *rule.Pass, f *fact.RequestUnanswered) {
				if judged(f.Request) && p.Checked(&f.About) {
					unanswered(p, told, f)
				}
			})
		},
	}
}

// judged reports whether a request is to be answered while its sender listens: one
// about presence, and none of a sign-out.
func judged(m *sip.Message) bool {
	if m.Lost != 0 {
		return false // Of what is missing may be that it signs out.
	}
	switch m.Method {
	case "REGISTER":
		return !expires(m)
	case "SUBSCRIBE":
		return !expires(m) || initial(m) // A single query.
	case "SERVICE":
		return true
	}
	return false
}

// expires reports whether a request ends something (RFC 3261 10.2.2, RFC 6665).
func expires(m *sip.Message) bool {
	if d, ok := m.Header.Expires(); ok && d == 0 {
		return true
	}
	for _, c := range m.Header.Contacts() {
		if v, ok := c.Params.Get("expires"); ok && v == "0" {
			return true
		}
	}
	return false
}

// initial reports whether a request begins a dialog.
func initial(m *sip.Message) bool {
	to, ok := m.Header.To()
	return ok && to.Tag() == ""
}

// unanswered reports a request without an answer, or counts it where such requests of
// the same endpoint were reported.
func unanswered(p *rule.Pass, told *rule.Table[asker, *rule.Finding], f *fact.RequestUnanswered) {
	m := f.Request
	proof := []rule.Evidence{{Role: "the request", Frames: m.Frames, Path: "CSeq", Quote: m.Header.Get(sip.HeaderCSeq)}}
	after := f.After
	if f.Proved {
		proof = append(proof, rule.Evidence{Role: "what came instead of the answer", Frames: f.Proof})
		after = f.Proof[len(f.Proof)-1].Time.Sub(m.Time)
	}
	user := f.Subject.Presentity
	if user == "" {
		user = f.Subject.Watcher
	}
	k := asker{f.Conn, user, f.Subject.Endpoint, purpose(m)}
	if before := told.Touch(k); before != nil && ((*before).Certainty == rule.Certain || !f.Proved) {
		(*before).Again(&f.About, proof...)
		return
	}
	message := fmt.Sprintf("%s (%s) of %s has no answer after %v", m.Method, k.what, user, after.Truncate(time.Second))
	if f.Proved {
		at := f.About
		at.Knowledge &^= fact.Lossy // What is proved does not depend on what was missing before.
		told.Put(k, p.Report(&at, message, proof...))
		return
	}
	told.Put(k, p.Suspect(&f.About, message, proof...))
}

// purpose says what a request is for, in the terms of presence.
func purpose(m *sip.Message) string {
	switch m.Method {
	case "REGISTER":
		return "registration"
	case "SUBSCRIBE":
		return subscription(m)
	}
	switch t := m.Header.ContentType().Name; t {
	case "application/msrtc-category-publish+xml":
		return "publication"
	case "application/msrtc-setcontainermembers+xml":
		return "change of container members"
	case "application/msrtc-presence-setsubscriber+xml":
		return "acknowledgement of a subscriber"
	case "":
		return "without a body"
	default:
		return "of type " + t
	}
}

// subscription says what a SUBSCRIBE is for.
func subscription(m *sip.Message) string {
	what := "subscription to "
	if !initial(m) {
		what = "renewed subscription to "
	}
	switch event := strings.ToLower(m.Header.Event().Name); event {
	case "":
		return what + "an event that it does not name"
	case "presence":
		return what + "the presence of others"
	case "vnd-microsoft-roaming-self":
		return what + "one's own data"
	default:
		return what + event
	}
}

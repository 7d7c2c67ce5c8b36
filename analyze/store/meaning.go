package store

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"prescap/analyze/fact"
	"prescap/decode/presence"
	"prescap/decode/printable"
)

// meaning is what a message means, while facts of it are told.
type meaning struct {
	parts []string
	more  []string // Said at the end, whatever comes before.
	users []string // Who is mentioned.
}

// maxMeaning bounds what is said of a message, in bytes.
const maxMeaning = 400

// String says it in one line, harmless to terminals.
func (m *meaning) String() string {
	s := printable.Text(strings.Join(append(m.parts, m.more...), "; "))
	if len(s) <= maxMeaning {
		return s
	}
	cut := maxMeaning
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

func (m *meaning) say(format string, args ...any) {
	m.parts = append(m.parts, fmt.Sprintf(format, args...))
}

// take takes a fact of the message.
func (m *meaning) take(f fact.Fact) {
	switch f := f.(type) {
	case *fact.MessageSeen:
		m.seen(f)
	case *fact.HopSeen:
		m.say("copy of the message in #%d, %s", f.First[0].Num, later(f.After))
	case *fact.Subscribed:
		m.subscribes(f)
	case *fact.SubscribeAnswered:
		switch {
		case f.Answer.Status >= 300:
			m.say("refuses the subscription with %d", f.Answer.Status)
		case f.Granted > 0:
			m.parts = append([]string{"grants the subscription for " + span(f.Granted)}, m.parts...)
		default:
			m.parts = append([]string{"agrees to the subscription"}, m.parts...)
		}
	case *fact.PublishAnswered:
		m.answers(f)
	case *fact.ContainersAnswered:
		if f.Answer.Status < 300 {
			m.say("accepts the change of containers")
		} else {
			m.say("refuses the change of containers with %d", f.Answer.Status)
		}
	case *fact.Registered:
		if e := f.Register; e.Expires > 0 {
			m.say("%s is registered for %s", e.User, span(e.Expires))
		} else {
			m.say("%s is registered", e.User)
		}
	case *fact.Deregistered:
		if !f.ByServer {
			m.say("%s is signed out", f.Subject.Presentity)
		}
	case *fact.DialogEnded:
		if f.Subscription.Ended.End == fact.Terminated {
			m.more = append(m.more, "ends the subscription")
		}
	case *fact.ResponseSeen:
		m.responds(f)
	}
}

// later says how much later something is.
func later(d time.Duration) string {
	if d < 0 {
		return fmt.Sprintf("%.1f ms before it", float64(-d)/1e6)
	}
	return fmt.Sprintf("%.1f ms later", float64(d)/1e6)
}

// span is a time in words: "8h20m".
func span(d time.Duration) string {
	s := d.Round(time.Second).String()
	s = strings.TrimSuffix(s, "m0s") + map[bool]string{true: "m"}[strings.HasSuffix(s, "m0s")]
	return strings.TrimSuffix(s, "h0m") + map[bool]string{true: "h"}[strings.HasSuffix(s, "h0m")]
}

// seen says what a message says by itself. What its answer says of a request is told by
// other facts.
func (m *meaning) seen(f *fact.MessageSeen) {
	who := f.Subject.Watcher
	if who == "" {
		who = f.Subject.Presentity
	}
	for _, e := range f.Events {
		switch e := e.(type) {
		case *presence.Publish:
			m.publishes(e)
		case *presence.Notify:
			m.users = append(m.users, e.Presentity)
			m.say("tells %s: %s %s", who, e.Presentity, words(e.Instances, values))
		case *presence.SelfData:
			if f.Message.IsRequest() || f.Message.Method == "SUBSCRIBE" {
				m.owns(who, e)
			}
		case *presence.ResourceList:
			m.resources(who, e)
		case *presence.ContainerEdit:
			m.say("%s", edits(e))
		case *presence.SubscriberEdit:
			for _, s := range e.Subscribers {
				m.say("acknowledges the subscriber %s", s.User)
			}
		case *presence.Register:
			if f.Message.IsRequest() {
				m.registers(e)
			}
		case *presence.Deregistered:
			m.say("tells %s: signed out by the server%s", who, behind(" (", e.Reason, ")"))
		case *presence.Diagnostics:
			m.more = append(m.more, fmt.Sprintf("%s %d%s", strings.ToLower(e.Header), e.ID, behind(" “", e.Reason, "”")))
		case *presence.Document:
			m.documents(who, f.Message.IsRequest(), e)
		case *presence.EventStatePublish:
			if f.Message.IsRequest() {
				m.say("%s publishes %s", e.Presentity, e.Event)
			}
		case *presence.Authentication:
			if e.Step == presence.Handshake { // A challenge is told with its answer.
				m.more = append(m.more, step(e))
			}
		case *presence.Undecoded:
			m.say("%s, not decoded", behind("", e.MediaType, fmt.Sprintf(", %d bytes", e.Length)))
		}
	}
}

func (m *meaning) registers(e *presence.Register) {
	verb := "registers"
	if e.Expires == 0 {
		verb = "signs out"
	}
	m.say("%s %s%s", e.User, verb, behind(" endpoint ", e.EPID, ""))
}

// behind is a text with something before and behind it, or nothing where there is none.
func behind(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}

// responds says what a response says that belongs to no particular request.
func (m *meaning) responds(f *fact.ResponseSeen) {
	switch {
	case f.Answer.Status == 401, f.Answer.Status == 407:
		m.say("asks for credentials")
	case f.Answer.Status >= 200 && (f.Answer.Method == "NOTIFY" || f.Answer.Method == "BENOTIFY"):
		if f.Answer.Status < 300 {
			m.say("acknowledges the notification")
		} else {
			m.say("refuses the notification with %d", f.Answer.Status)
		}
	case f.Answer.Status >= 300 && f.Answer.Method == "REGISTER":
		m.say("refuses the registration with %d", f.Answer.Status)
	}
}

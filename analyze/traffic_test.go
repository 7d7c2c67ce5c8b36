package analyze_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"prescap/capture"
	"prescap/capture/captext"
)

// session is a conversation of one user with a front end: sign-in, self and batch
// subscription, so many rounds of a publication with its answer and notifications,
// sign-out. Users with different numbers have nothing in common.
func session(user, rounds int, begin time.Time) string {
	s := &talk{user: user}
	fmt.Fprintf(&s.b, "time %s\npeer c 10.%d.%d.%d:%d\npeer fe 10.200.0.11:5060\nopen c > fe\n", begin.Format("2006-01-02T15:04:05.000000Z"),
		1+user>>16&0x7f, user>>8&0xff, user&0xff, 20000+user%30000)
	s.ask("REGISTER", "sip:contoso.com", "reg", 1, "Event: registration", "", "")
	s.answer("REGISTER", "reg", 1, "Expires: 7200\npresence-state: register-action=\"added\"", "", "")
	const self = "application/vnd-microsoft-roaming-self+xml"
	s.ask("SUBSCRIBE", s.uri(), "self", 1, "Event: vnd-microsoft-roaming-self", self,
		`<roamingList xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><roaming type="categories"/><roaming type="containers"/></roamingList>`)
	s.answer("SUBSCRIBE", "self", 1, "Event: vnd-microsoft-roaming-self\nExpires: 30000\nsubscription-state: active;expires=30000\nms-piggyback-cseq: 1", self, s.data(0, true))
	s.ask("SUBSCRIBE", s.uri(), "batch", 1, "Event: presence", "application/msrtc-adrl-categorylist+xml", s.batch())
	s.answer("SUBSCRIBE", "batch", 1, "Event: presence\nExpires: 27000\nsubscription-state: active;expires=27000\nms-piggyback-cseq: 1",
		"application/msrtc-event-categories+xml", s.told(0))
	for n := 1; n <= rounds; n++ {
		call := fmt.Sprintf("pub%d", n)
		s.b.WriteString("+2.0 ")
		s.ask("SERVICE", s.uri(), call, 1, "", "application/msrtc-category-publish+xml", s.publish(n))
		s.answer("SERVICE", call, 1, "", self, s.data(n, false))
		s.notify("self", 1+n, "vnd-microsoft-roaming-self", self, s.data(n, false))
		s.notify("batch", 1+n, "presence", "application/msrtc-event-categories+xml", s.told(n))
	}
	s.ask("REGISTER", "sip:contoso.com", "reg", 2, "Event: registration\nExpires: 0", "", "")
	s.answer("REGISTER", "reg", 2, "Expires: 0", "", "")
	s.b.WriteString("close c > fe\n")
	return s.b.String()
}

// talk is a conversation being written.
type talk struct {
	b    strings.Builder
	user int
}

func (s *talk) aor() string { return fmt.Sprintf("user%d@contoso.com", s.user) }
func (s *talk) uri() string { return "sip:" + s.aor() }

func (s *talk) ask(method, uri, call string, cseq int, more, kind, body string) {
	s.b.WriteString("c > fe\n")
	s.message(fmt.Sprintf("%s %s SIP/2.0", method, uri), call, cseq, method, "c", more, kind, body)
}

func (s *talk) answer(method, call string, cseq int, more, kind, body string) {
	s.b.WriteString("fe > c\n")
	s.message("SIP/2.0 200 OK", call, cseq, method, "c", more, kind, body)
}

func (s *talk) notify(call string, cseq int, event, kind, body string) {
	s.b.WriteString("fe > c\n")
	s.message("BENOTIFY sip:10.0.0.1:5060 SIP/2.0", call, cseq, "BENOTIFY", "fe", "Event: "+event+"\nsubscription-state: active;expires=30000", kind, body)
}

func (s *talk) message(start, call string, cseq int, method, from, more, kind, body string) {
	client := fmt.Sprintf("<%s>;tag=c%s;epid=%010x", s.uri(), call, s.user)
	server := fmt.Sprintf("<%s>;tag=s%s", s.uri(), call)
	if from == "fe" {
		client, server = server, client
	}
	if from == "c" && !strings.HasPrefix(start, "SIP/2.0") && cseq == 1 {
		server = "<" + s.uri() + ">"
	}
	lines := []string{start, "Via: SIP/2.0/TCP 10.0.0.1:5060", "Max-Forwards: 70", "From: " + client, "To: " + server,
		fmt.Sprintf("Call-ID: %s-%d", call, s.user), fmt.Sprintf("CSeq: %d %s", cseq, method),
		"User-Agent: UCCAPI/15.0.4420.1017 OC/15.0.4420.1017 (Microsoft Lync)"}
	if more != "" {
		lines = append(lines, strings.Split(more, "\n")...)
	}
	if kind != "" {
		lines = append(lines, "Content-Type: "+kind)
	}
	lines = append(lines, "Content-Length: auto", "")
	for _, l := range lines {
		s.b.WriteString(strings.TrimRight("| "+l, " ") + "\n")
	}
	if body != "" {
		s.b.WriteString("\\ " + body + "\n")
	}
}

// value is a state document of the n-th round.
func value(kind string, n int) string {
	return fmt.Sprintf(`<state xmlns="http://schemas.microsoft.com/2006/09/sip/state" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="%s"><availability>%d</availability></state>`,
		kind, 3500+3000*(n%2))
}

func (s *talk) publish(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<publish xmlns="http://schemas.microsoft.com/2006/09/sip/rich-presence"><publications uri="%s">`, s.uri())
	for _, container := range []int{2, 3} {
		fmt.Fprintf(&b, `<publication categoryName="state" instance="536870912" container="%d" version="%d" expireType="static">%s</publication>`, container, n, value("userState", n))
	}
	b.WriteString(`</publications></publish>`)
	return b.String()
}

func (s *talk) data(n int, all bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<roamingData xmlns="http://schemas.microsoft.com/2006/09/sip/roaming-self"><categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="%s">`, s.uri())
	for _, container := range []int{2, 3} {
		fmt.Fprintf(&b, `<category name="state" instance="536870912" publishTime="2026-03-02T08:00:00.000" container="%d" version="%d" expireType="static">%s</category>`, container, n+1, value("userState", n))
		fmt.Fprintf(&b, `<category name="state" instance="1" publishTime="2026-03-02T08:00:00.000" container="%d" version="%d" expireType="user">%s</category>`, container, n+1, value("aggregateState", n))
	}
	if all {
		for _, container := range []int{100, 200, 300, 400} {
			fmt.Fprintf(&b, `<category name="contactCard" instance="0" publishTime="2026-02-27T16:15:11.407" container="%d" version="1" expireType="static"><contactCard xmlns="http://schemas.microsoft.com/2006/09/sip/contactcard"><identity><name><displayName>User %d</displayName></name><email>%s</email></identity></contactCard></category>`, container, s.user, s.aor())
			fmt.Fprintf(&b, `<category name="note" instance="0" publishTime="2026-02-27T16:15:11.407" container="%d" version="3" expireType="static"><note xmlns="http://schemas.microsoft.com/2006/09/sip/note"><body type="personal">Budget week</body></note></category>`, container)
		}
	}
	b.WriteString(`</categories></roamingData>`)
	return b.String()
}

func (s *talk) batch() string {
	return fmt.Sprintf(`<batchSub xmlns="http://schemas.microsoft.com/2006/01/sip/batch-subscribe" uri="%s" name=""><action name="subscribe" id="63792024"><adhocList><resource uri="sip:peer%d@contoso.com"/></adhocList><categoryList xmlns="http://schemas.microsoft.com/2006/09/sip/categorylist"><category name="state"/><category name="note"/></categoryList></action></batchSub>`, s.uri(), s.user)
}

func (s *talk) told(n int) string {
	return fmt.Sprintf(`<categories xmlns="http://schemas.microsoft.com/2006/09/sip/categories" uri="sip:peer%d@contoso.com"><category name="state" instance="1" publishTime="2026-03-02T08:00:00.000">%s</category></categories>`,
		s.user, value("aggregateState", n))
}

// epoch is when traffic begins.
var epoch = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// users is a source in which one user after the other has a session, so many of them,
// a second of capture time apart.
type users struct {
	tb              testing.TB
	users, rounds   int
	next, at, frame int
	packets         []captext.Packet
}

func (u *users) Next(ctx context.Context, r *capture.Record) (capture.Status, error) {
	if ctx.Err() != nil {
		return capture.End, context.Cause(ctx)
	}
	if u.at == len(u.packets) {
		if u.next == u.users {
			return capture.End, nil
		}
		packets, err := captext.Packets([]byte(session(u.next, u.rounds, epoch.Add(time.Duration(u.next)*10*time.Second))))
		if err != nil {
			u.tb.Fatal(err)
		}
		u.packets, u.at = packets, 0
		u.next++
	}
	p := u.packets[u.at]
	u.at++
	u.frame++
	*r = capture.Record{Frame: capture.Frame{Num: u.frame, Time: p.Time}, Link: 1, Data: p.Data, Length: len(p.Data)}
	return capture.Ready, nil
}

func (u *users) Inputs() []capture.Input { return []capture.Input{{Name: "users", Packets: u.frame}} }
func (u *users) Close() error            { return nil }

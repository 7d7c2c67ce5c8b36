package sip

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	oracle "github.com/emiago/sipgo/sip"

	"prescap/capture"
)

// valid writes a message that RFC 3261 allows, by seed.
func valid(r *rand.Rand) string {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	var b strings.Builder
	method := pick("SERVICE", "NOTIFY", "BENOTIFY", "SUBSCRIBE", "NEGOTIATE", "REGISTER", "INVITE", "XYZ")
	if r.IntN(2) == 0 {
		fmt.Fprintf(&b, "%s %s SIP/2.0\r\n", method, pick("sip:alice@contoso.com", "sip:bob@contoso.com:5061;transport=tls;ms-fe=a.contoso.com", "sips:x"))
	} else {
		fmt.Fprintf(&b, "SIP/2.0 %d %s\r\n", 100+r.IntN(600), pick("OK", "Not Found", "Call Leg/Transaction Does Not Exist"))
	}
	lines := []string{
		pick("Via", "v", "VIA") + ": SIP/2.0/TLS 10.0.0.1:50000;branch=z9hG4bK" + fmt.Sprint(r.Uint32()),
		pick("From", "f", "FROM") + ": " + pick(`"Smith, Alice" <sip:alice@contoso.com>;tag=1`, "<sip:alice@contoso.com>;tag=2;epid=3", "sip:alice@contoso.com;tag=4"),
		pick("To", "t", "to") + ": <sip:bob@contoso.com>",
		pick("Call-ID", "i", "CALL-ID") + ": " + fmt.Sprint(r.Uint64()) + "@10.0.0.1",
		fmt.Sprintf("%s: %d %s", pick("CSeq", "CSEQ"), r.Uint32N(1<<31), method),
		"Max-Forwards: 70",
	}
	for range r.IntN(12) {
		lines = append(lines, pick("ms-diagnostics", "X-a", "User-Agent", "Supported", "k", "Event", "o")+": "+pick("1;reason=\"a, b\"", "x", "", "presence", "a b  c"))
	}
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	body := strings.Repeat(pick("<a/>", "\x00\xff", "line\r\n"), r.IntN(300))
	for _, l := range lines {
		b.WriteString(l + "\r\n")
	}
	if body != "" {
		b.WriteString(pick("Content-Type", "c") + ": application/x\r\n")
	}
	fmt.Fprintf(&b, "%s: %d\r\n\r\n%s", pick("Content-Length", "l"), len(body), body)
	return b.String()
}

// TestOracle compares with sipgo what both understand.
func TestOracle(t *testing.T) {
	refused := 0
	parser := oracle.NewParser()
	for seed := range uint64(2000) {
		data := valid(rand.New(rand.NewPCG(seed, 2)))
		got := frameCuts(t, DefaultLimits(), capture.Joined, []byte(data))
		if len(got.messages) != 1 || got.junk != 0 {
			t.Fatalf("seed %d: %d messages, %d bytes of junk in\n%s", seed, len(got.messages), got.junk, data)
		}
		m := got.messages[0]
		if len(m.Defects) != 0 {
			t.Errorf("seed %d: %v", seed, m.Defects)
		}
		theirs, err := parser.ParseSIP([]byte(data))
		if err != nil {
			refused++
			continue
		}
		var cseq *oracle.CSeqHeader
		var callID *oracle.CallIDHeader
		switch o := theirs.(type) {
		case *oracle.Request:
			cseq, callID = o.CSeq(), o.CallID()
			if string(o.Method) != string(m.Method) || !strings.EqualFold(o.Recipient.String(), m.RequestURI) || !m.IsRequest() {
				t.Errorf("seed %d: %s %s, sipgo %s %s", seed, m.Method, m.RequestURI, o.Method, o.Recipient.String())
			}
		case *oracle.Response:
			cseq, callID = o.CSeq(), o.CallID()
			if o.StatusCode != m.Status || o.Reason != m.Reason {
				t.Errorf("seed %d: %d %s, sipgo %d %s", seed, m.Status, m.Reason, o.StatusCode, o.Reason)
			}
		}
		if c, ok := m.Header.CSeq(); !ok || c.Number != cseq.SeqNo || string(c.Method) != string(cseq.MethodName) {
			t.Errorf("seed %d: CSeq %v, sipgo %v", seed, c, cseq)
		}
		if callID.Value() != m.Header.CallID() {
			t.Errorf("seed %d: Call-ID %q, sipgo %q", seed, m.Header.CallID(), callID.Value())
		}
		if string(theirs.Body()) != string(m.Body) {
			t.Errorf("seed %d: another body than sipgo", seed)
		}
		for _, name := range []string{"Via", "From", "To", "Max-Forwards", "ms-diagnostics", "X-a", "User-Agent", "Content-Type"} {
			if ours, n := m.Header.Values(name), len(theirs.GetHeaders(name)); len(ours) != n {
				t.Errorf("seed %d: %d fields of %s, sipgo %d", seed, len(ours), name, n)
			}
		}
		if a, ok := m.Header.From(); ok {
			if from := theirs.From(); from.DisplayName != a.Display || from.Address.String() != a.URI || len(a.Params) != from.Params.Length() {
				t.Errorf("seed %d: From %+v, sipgo %v", seed, a, from)
			}
		}
	}
	if refused > 400 {
		t.Errorf("sipgo refused %d of 2000", refused)
	}
	t.Logf("sipgo refused %d of 2000", refused)
}

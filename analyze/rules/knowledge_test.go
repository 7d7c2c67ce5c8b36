package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"prescap/analyze"
	"prescap/analyze/rule"
	"prescap/analyze/ruletest"
	"prescap/capture/captext"
)

// impairment is something that a capture may lack.
type impairment struct {
	name   string
	needs  rule.Needs
	impair func(t *testing.T, r *rule.Rule, text string) analyze.Report
}

func impairments() []impairment {
	return []impairment{
		{"joined", rule.FromStart, joined},
		{"unreadable", rule.Readable, unreadable},
		{"lossy", rule.NoLoss, lossy},
		{"one-sided", rule.BothDirections, oneSided},
		{"disordered", rule.InOrder, disordered},
	}
}

// What a capture lacks silences or softens the rules that need or want it, and no
// others: each bad conversation again, with something missing.
func TestKnowledgeConcernsTheRulesThatNeedIt(t *testing.T) {
	for _, r := range All() {
		text, err := os.ReadFile(filepath.Join(strings.ToLower(string(r.Area)), "testdata", r.ID, "bad.txt"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, im := range impairments() {
			report := im.impair(t, r, string(text))
			c := report.Coverage[0]
			concerned := (r.Needs|r.Wants)&im.needs != 0
			switch {
			case concerned && c.Certain > 0:
				t.Errorf("%s, %s: still certain", r.ID, im.name)
			case !concerned && c.Certain == 0:
				t.Errorf("%s, %s: it neither needs nor wants that, and is silent: %+v", r.ID, im.name, c)
			}
		}
	}
}

// joined has no connection's beginning.
func joined(t *testing.T, r *rule.Rule, text string) analyze.Report {
	packets := compiled(t, text)
	const flags = 14 + 20 + 13
	left := keep(packets, func(_ int, p captext.Packet) bool { return len(p.Data) <= flags || p.Data[flags]&2 == 0 })
	return ruletest.Packets(t, left, []*rule.Rule{r})
}

// unreadable has a TLS connection between the same hosts, on a port of SIP.
func unreadable(t *testing.T, r *rule.Rule, text string) analyze.Report {
	hosts := regexp.MustCompile(`(?m)^peer\s+\S+\s+([\d.]+):`).FindAllStringSubmatch(text, -1)
	hello := "open tlsc > tlss\ntlsc > tlss\n= 16 03 01 00 05 01 00 00 01 00\ntlss > tlsc\n= 16 03 03 00 05 02 00 00 01 00\ntlsc > tlss\n= 17 03 03 00 04 01 02 03 04\ntlss > tlsc\n= 17 03 03 00 04 01 02 03 04\n"
	begin := regexp.MustCompile(`(?m)^time .*\n`).FindString(text)
	first := begin + "peer tlsc " + hosts[0][1] + ":6001\npeer tlss " + hosts[len(hosts)-1][1] + ":5061\n" + hello
	return ruletest.Packets(t, compiled(t, first+text), []*rule.Rule{r})
}

// lossy misses a segment, each way, in front of the last message that is marked.
func lossy(t *testing.T, r *rule.Rule, text string) analyze.Report {
	return before(t, r, text, func(src, dst string) string {
		return dst + " > " + src + " lose=1\n= 0d 0a 0d 0a\n" + dst + " > " + src + "\n= 0d 0a 0d 0a\n" + src + " > " + dst + " lose=1\n= 0d 0a 0d 0a\n" + src + " > " + dst + "\n= 0d 0a 0d 0a\n"
	})
}

// disordered has an answer in front of its request, there.
func disordered(t *testing.T, r *rule.Rule, text string) analyze.Report {
	const header = "| From: <sip:monitor@contoso.com>;tag=m\n| To: <sip:monitor@contoso.com>\n| Call-ID: probe\n| CSeq: 1 OPTIONS\n| Content-Length: auto\n|\n"
	return before(t, r, text, func(src, dst string) string {
		return dst + " > " + src + "\n| SIP/2.0 200 OK\n" + header + "+0.001 " + src + " > " + dst + "\n| OPTIONS sip:contoso.com SIP/2.0\n" + header
	})
}

// before has something more in front of the last message that is marked, between the same
// peers.
func before(t *testing.T, r *rule.Rule, text string, more func(src, dst string) string) analyze.Report {
	lines := strings.SplitAfter(text, "\n")
	at := -1
	for i, l := range lines {
		if strings.HasPrefix(l, "# want") || strings.HasPrefix(l, "# also") {
			at = i
		}
	}
	var src, dst string
	for _, l := range lines[at:] {
		if m := regexp.MustCompile(`^(?:\+\S+ )?(\w+) > (\w+)`).FindStringSubmatch(l); m != nil {
			src, dst = m[1], m[2]
			break
		}
	}
	return ruletest.Packets(t, compiled(t, strings.Join(lines[:at], "")+more(src, dst)+strings.Join(lines[at:], "")), []*rule.Rule{r})
}

// oneSided has only the direction of the first message of the evidence.
func oneSided(t *testing.T, r *rule.Rule, text string) analyze.Report {
	packets := compiled(t, text)
	findings := ruletest.Packets(t, packets, []*rule.Rule{r}).Findings
	if len(findings) == 0 {
		t.Fatalf("%s: the bad conversation is not", r.ID)
	}
	want := toServer(packets[findings[0].Evidence[0].Frames[0].Num-1])
	return ruletest.Packets(t, keep(packets, func(_ int, p captext.Packet) bool { return toServer(p) == want }), []*rule.Rule{r})
}

func compiled(t *testing.T, text string) []captext.Packet {
	t.Helper()
	packets, err := captext.Packets([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return packets
}

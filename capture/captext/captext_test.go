package captext

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"prescap/capture"
)

const peers = `
time 2026-03-02T08:00:00Z
peer alice 10.20.1.57:49152
peer bob   10.20.1.58:49200
peer fe    10.20.0.11:5060
peer a6    [2001:db8::1:57]:49152
peer fe6   [2001:db8::11]:5060
`

const message = `
| SERVICE sip:alice@contoso.com SIP/2.0
| Content-Length: auto
|
\ <publish><a>abcdefghijklmnopqrstuvwxyz</a></publish>
`

// conversations are texts that between them use every word of the language.
func conversations() map[string]string {
	return map[string]string{
		"empty":            "",
		"plain":            "open alice > fe\n+0.25 alice > fe" + message + "fe > alice" + message + "close alice > fe",
		"fast open":        "open alice > fe isn=1 peerisn=2 vlan=7" + message + "fe > alice" + message,
		"half close":       "open alice > fe\nfin alice > fe\nfe > alice" + message + "ack alice > fe\nfin fe > alice noack",
		"fin with data":    "open alice > fe\nfin alice > fe" + message,
		"reset":            "open alice > fe\nalice > fe noack" + message + "reset fe > alice\nreset alice > fe flags=R seq=3",
		"cut":              "open alice > fe\nalice > fe cut=7,30 mss=40" + message + "alice > fe mss=20" + message + "alice > fe cut=1" + message,
		"lose":             "open alice > fe\nalice > fe mss=20 lose=2,3" + message + "alice > fe mss=20 lose=1" + message + "fe > alice" + message,
		"lose the tail":    "open alice > fe\nalice > fe mss=20 lose=3,4,5" + message + "fin alice > fe",
		"lose all":         "open alice > fe\nalice > fe lose=1" + message + "alice > fe" + message,
		"order":            "open alice > fe\nalice > fe cut=20,20,20 order=2,1,4,3" + message,
		"again":            "open alice > fe\nalice > fe cut=20,20 again=2,1" + message + "alice > fe" + message,
		"again and lose":   "open alice > fe\nalice > fe cut=20,20 lose=2 again=2" + message,
		"twice":            "open alice > fe\nalice > fe cut=20,20 twice=1" + message + "alice > fe twice=all copyvlan=3" + message,
		"everything":       "open alice > fe\nalice > fe mss=20 order=3,2,1,5,4,6 lose=6 again=1 twice=2,3" + message,
		"span":             "span\nopen alice > fe\nalice > fe cut=20" + message + "span vlan=20\nalice > fe" + message + "span off\nclose alice > fe",
		"copy":             "open alice > fe\nalice > fe noack" + message + "copy\ncopy vlan=9\n-0.001 copy ttl=1\nack fe > alice",
		"vlan":             "open alice > fe vlan=100\nalice > fe" + message + "fe > alice vlan=101" + message + "close alice > fe ttl=3",
		"IPv6":             "open a6 > fe6\na6 > fe6 mss=20 lose=2 twice=1" + message + "udp a6 > fe6" + message + "close a6 > fe6",
		"UDP":              "udp alice > fe" + message + "udp fe > alice id=3 ttl=7 vlan=2\n= 00ff\nudp alice > fe",
		"joined":           "open alice > fe\nalice > fe" + message + "begin\nalice > fe cut=30 lose=1" + message + "fe > alice" + message,
		"joined after all": "open alice > fe\nalice > fe" + message + "begin",
		"ends":             "open alice > fe\nend\nalice > fe" + message,
		"one-sided":        "hide fe > alice\nopen alice > fe\nalice > fe" + message + "fe > alice" + message + "alice > fe" + message + "show fe > alice\nfe > alice" + message,
		"interleaved":      "open alice > fe\nopen bob > fe\nalice > fe" + message + "bob > fe noack" + message + "fe > alice" + message + "ack fe > bob",
		"wrap":             "open alice > fe isn=4294967000 peerisn=4294967295\nalice > fe cut=200 again=1" + strings.Repeat("\n| 0123456789012345678901234567890123456789", 12) + "\nalice > fe" + message + "fe > alice" + message,
		"wrap, joined":     "alice > fe isn=4294967000 peerisn=4294967290" + strings.Repeat("\n| 0123456789012345678901234567890123456789", 12) + "\nalice > fe" + message + "fe > alice" + message,
		"reuse":            "open alice > fe\nalice > fe" + message + "reset fe > alice\n+1 open alice > fe\nalice > fe" + message + "close alice > fe\nopen alice > fe\nfe > alice" + message,
		"lost SYN":         "synack fe > alice isn=7 peerisn=9\nack alice > fe\nalice > fe" + message,
		"SYN again":        "syn alice > fe\n+1 syn alice > fe isn=5\nsynack fe > alice\nsynack fe > alice\nack alice > fe",
		"binary":           "open alice > fe\nalice > fe\n= 160301 00ff\nfe > alice\n= 00010203040506070809000102030405060708090a0b0c0d0e0f0a41420a000102030405060708090001020304050607",
		"mixed":            "alice > fe\n| héllo – wörld\n/ only LF\n= 00010d0a\n\\ \ttab and no end",
		"odd lines":        "alice > fe\n/\n|\n= 0d0d0a\n|  two spaces \n= 436f6e74656e742d4c656e6774683a206175746f0d0a\n| Content-Type: text/plain",
		"backwards":        "open alice > fe\n-0.001 alice > fe" + message + "+0.000000001 fe > alice" + message + "time 2025-12-31T23:59:59.123456789Z\nfe > alice" + message,
		"odd flags":        "syn alice > fe flags=SFUEC\nack alice > fe flags=none\nalice > fe flags=PUA\n\\ x\nreset fe > alice\n\\ why\nsynack fe > alice flags=SAR\n\\ x",
		"keep-alive":       "open alice > fe\nalice > fe\n|\n|\nalice > fe seq=3 noack\n= 0a\nack fe > alice ack=-1",
		"big segment":      "open alice > fe\nalice > fe cut=3000\n| " + strings.Repeat("x", 5000),
	}
}

func TestLaws(t *testing.T) {
	for name, text := range conversations() {
		t.Run(name, func(t *testing.T) { checkLaws(t, []byte(peers+text)) })
	}
}

// checkLaws checks the laws of the package for a text that compiles.
func checkLaws(t *testing.T, text []byte) {
	t.Helper()
	canonical, err := Format(text)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := Compile(canonical)
	if err != nil {
		t.Fatalf("canonical text does not compile: %v\n%s", err, canonical)
	}
	direct, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(direct, compiled) {
		t.Errorf("the canonical text tells other packets:\n%s", canonical)
	}
	back, err := Decompile(compiled)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(canonical), string(back)); diff != "" {
		t.Errorf("Decompile(Compile(c)) is not c (-c +got):\n%s", diff)
	}
	again, err := Format(canonical)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(canonical), string(again)); diff != "" {
		t.Errorf("Format is not idempotent (-first +second):\n%s", diff)
	}
}

func TestFormat(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"conversation", `
			open alice > fe
			+0.25 alice > fe  # she says
			| REGISTER sip:contoso.com SIP/2.0
			| Content-Length: auto
			|
			\ 12345`, `
			time 2026-03-02T08:00:00Z
			open 10.20.1.57:49152 > 10.20.0.11:5060
			+0.250 10.20.1.57:49152 > 10.20.0.11:5060
			| REGISTER sip:contoso.com SIP/2.0
			| Content-Length: 5
			|
			\ 12345`},
		{"lost segment", `
			open alice > fe
			alice > fe mss=4 lose=2
			\ 0123456789`, `
			time 2026-03-02T08:00:00Z
			open 10.20.1.57:49152 > 10.20.0.11:5060
			10.20.1.57:49152 > 10.20.0.11:5060 noack
			\ 0123
			+0.0001 10.20.1.57:49152 > 10.20.0.11:5060 seq=8 id=ID+4
			\ 89`},
		{"joined", `
			open alice > fe
			alice > fe
			\ 0123456789
			begin
			fe > alice
			\ ab`, `
			time 2026-03-02T08:00:00.02015Z
			10.20.0.11:5060 > 10.20.1.57:49152 ack=10 id=PEERID+2 noack
			\ ab
			+0.00005 ack 10.20.1.57:49152 > 10.20.0.11:5060 id=ID+3`},
		{"span", `
			span
			udp alice > fe
			\ 0123456789`, `
			time 2026-03-02T08:00:00Z
			udp 10.20.1.57:49152 > 10.20.0.11:5060
			\ 0123456789
			+0.00005 copy`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Format([]byte(peers + dedent(test.text)))
			if err != nil {
				t.Fatal(err)
			}
			want := dedent(test.want) + "\n"
			want = strings.NewReplacer(
				"PEERID+2", idAfter("10.20.0.11:5060", "10.20.1.57:49152", 2),
				"ID+3", idAfter("10.20.1.57:49152", "10.20.0.11:5060", 3),
				"ID+4", idAfter("10.20.1.57:49152", "10.20.0.11:5060", 4)).Replace(want)
			if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// idAfter returns the IP id of the stream's packet after n others.
func idAfter(src, dst string, n int) string {
	from, _ := parseAddr(src)
	to, _ := parseAddr(dst)
	id := newModel(time.Time{}).stream(capture.Flow{Src: from, Dst: to}).id
	for range n {
		id = nextID(id)
	}
	return fmt.Sprint(id)
}

func dedent(text string) string { return strings.ReplaceAll(text, "\n\t\t\t", "\n") }

func TestErrorsNameLineAndRemedy(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"fly alice > fe", `captext: line 1: "fly" is no statement; packets are told as "NAME > NAME"`},
		{"\n\n| x", `captext: line 3: payload before any statement`},
		{"peer a 10.0.0.1", `captext: line 1: "10.0.0.1" is no ADDRESS:PORT`},
		{"a > 10.0.0.1:5060\n| x", `captext: line 1: "a" is neither a peer told above nor ADDRESS:PORT`},
		{"10.0.0.2:1 > 10.0.0.1:2", `captext: line 1: data without payload; add payload lines, or write "ack"`},
		{"10.0.0.2:1 > 10.0.0.1:2\n|x", `captext: line 2: put a space after '|'`},
		{"10.0.0.2:1 > 10.0.0.1:2\n= 0", `captext: line 2: "0" is not hex, two digits for each byte`},
		{"10.0.0.2:1 > 10.0.0.1:2\n| l: auto", `captext: line 1: a length is auto, but no empty line ends the header`},
		{"10.0.0.2:1 > 10.0.0.1:2 lose=2\n| x", `captext: line 1: there is no segment 2; the statement has 1`},
		{"10.0.0.2:1 > 10.0.0.1:2 cut=9\n| x", `captext: line 1: cut: segment 1 should have 9 bytes, but 3 are left`},
		{"10.0.0.2:1 > 10.0.0.1:2 cut=1,1 order=1,2\n| x", `captext: line 1: order must name each of the 3 segments once`},
		{"ack 10.0.0.2:1 > 10.0.0.1:2 ttl=256", `captext: line 1: option ttl=256: give a number from 0 to 255`},
		{"ack 10.0.0.2:1 > 10.0.0.1:2 lose=1", `captext: line 1: "lose" is no option of "ack"; it has: seq ack isn peerisn flags id ttl vlan`},
		{"ack 10.0.0.2:1 > [::1]:2", `captext: line 1: 10.0.0.2:1 and [::1]:2 are of different IP versions`},
		{"time yesterday", `captext: line 1: "yesterday" is no time; write it as 2026-03-02T08:00:00Z`},
		{"+x ack 10.0.0.2:1 > 10.0.0.1:2", `captext: line 1: "+x" is no time in seconds; write it as +0.250`},
		{"time 2026-01-01T00:00:00Z\n-8000000000 udp 10.0.0.2:1 > 10.0.0.1:2", `captext: line 2: the time would be 1772-06-28T09:46:40Z, outside the years 1970 to 2199`},
		{"copy", `captext: line 1: no packet before the copy`},
		{"begin\nbegin", `captext: line 2: a capture begins once, before it ends`},
	} {
		_, err := Compile([]byte(test.text))
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestDecompileRefusesWhatIsNoCapture(t *testing.T) {
	for _, text := range []string{"", "hello, this is not a capture at all", "\x1f\x8b\x08\x00", "\x0a\x0d\x0d\x0a\xff\xff\xff\xff\x4d\x3c\x2b\x1a"} {
		if _, err := Decompile([]byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

// TestForeignCapture decompiles a capture that captext did not write.
func TestForeignCapture(t *testing.T) {
	const name = "/work/shared/captures/sipe-tcp-auth-multi.pcap"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Skipf("SKIPPED: no foreign capture: %v", err)
	}
	text, err := Decompile(data)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(payloads(t, data), payloads(t, compiled)); diff != "" {
		t.Errorf("streams differ (-foreign +compiled):\n%s", diff)
	}
	checkLaws(t, text)
}

// payloads returns per flow what its packets carry, with sequence numbers.
func payloads(t *testing.T, file []byte) map[string][]string {
	t.Helper()
	packets, _, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, p := range packets {
		if len(p.payload) > 0 {
			key := fmt.Sprint(p.flow)
			all[key] = append(all[key], fmt.Sprintf("%d %x", p.seq, p.payload))
		}
	}
	return all
}

func TestLeftOutIsCounted(t *testing.T) {
	packets, err := Packets([]byte(peers + conversations()["UDP"]))
	if err != nil {
		t.Fatal(err)
	}
	arp := bytes.Clone(packets[0].Data)
	arp[12], arp[13] = 0x08, 0x06
	packets = append(packets, Packet{Time: packets[0].Time, Data: arp})
	file, err := Write(packets)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Decompile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# left out: 1 packets that are not whole TCP or UDP over IP\n"; !strings.HasSuffix(string(text), want) {
		t.Errorf("text does not end with %q:\n%s", want, text)
	}
}

// TestRewritten checks that the text survives other programs' rewriting of the
// capture.
func TestRewritten(t *testing.T) {
	for _, tool := range [][]string{
		{"tshark", "-r", "IN", "-w", "OUT"},
		{"editcap", "IN", "OUT"},
		{"editcap", "-F", "pcap", "IN", "OUT"},
		{"editcap", "-F", "nsecpcap", "IN", "OUT"},
		{"tcpdump", "-r", "IN", "-w", "OUT"},
	} {
		t.Run(strings.Join(tool[:len(tool)-2], " "), func(t *testing.T) {
			if _, err := exec.LookPath(tool[0]); err != nil {
				t.Skipf("SKIPPED: %s is not installed", tool[0])
			}
			text := []byte(peers)
			for _, name := range slices.Sorted(maps.Keys(conversations())) {
				told := conversations()[name]
				// "backwards" has times that microseconds cannot hold.
				if name != "backwards" && !strings.Contains(told, "begin") && !strings.Contains(told, "end\n") {
					text = append(text, "\nspan off\n"+told...)
				}
			}
			want, err := Format(text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), rewrite(t, tool, text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// rewrite compiles a text, has a tool rewrite the capture and decompiles that.
func rewrite(t *testing.T, tool []string, text []byte) string {
	t.Helper()
	dir := t.TempDir()
	compiled, err := Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, compiled, 0o644); err != nil {
		t.Fatal(err)
	}
	line := strings.NewReplacer("IN", in, "OUT", out).Replace(strings.Join(tool, "\n"))
	args := strings.Split(line, "\n")
	if output, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", args, err, output)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	text, err = Decompile(data)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

package identity

import (
	"strings"
	"testing"
)

// vectors are those of the references: wire reference 5.2 and 16.1, enhanced
// presence appendix C. What a page does not give is empty.
func vectors() []struct{ epid, uuid, token string } {
	return []struct{ epid, uuid, token string }{
		{"01010101", "4b1682a8-f968-5701-83fc-7c6741dc6697", ""},
		{"a0ae9e6cb0", "c1589240-e660-594f-a8b3-4b55f358cbc1", ""},
		{"451e9252b6", "e0de506b-a705-59cc-9bfa-d37593141231", "a1De4AWnzFmb-tN1kxQSMQAA"},
		{"c8ca638a15", "34d859db-6585-5f91-a3b4-de853c15347d", "21nYNIVlkV-jtN6FPBU0fQAA"},
		{"3102EB8BD1", "7af002fa-d372-5a55-b2f8-093c4c99f564", ""},
		{"6C801B691B", "5ec90580-40af-5081-a25b-29f17708144b", "gAXJXq9AgVCiWynxdwgUSwAA"},
		{"5f1c2a9b07", "83d75d40-6c34-5606-97e2-8d20dc26ec35", "QF3XgzRsBlaX4o0g3CbsNQAA"},
		{"f715b936a511", "4026083a-371c-5a10-873b-c2cd20f6326b", ""},
		{"", "458d2a22-9ec7-5d55-b011-f8e31cfe459e", "IiqNRceeVV2wEfjjHP5FngAA"},
	}
}

func TestVectors(t *testing.T) {
	for _, v := range vectors() {
		e, ok := ParseID(v.uuid)
		if !ok || e.String() != v.uuid {
			t.Fatalf("%s is %s, %v", v.uuid, e, ok)
		}
		if got := FromEPID(v.epid); v.epid != "" && got != e {
			t.Errorf("epid %s gives %s, want %s", v.epid, got, v.uuid)
		}
		if v.token == "" {
			continue
		}
		if got := e.Token(); got != v.token {
			t.Errorf("%s gives token %s, want %s", v.uuid, got, v.token)
		}
		gruu := "sip:alice@contoso.com;opaque=user:epid:" + v.token + ";gruu"
		if got := e.GRUU("alice@contoso.com"); got != gruu {
			t.Errorf("%s gives %s, want %s", v.uuid, got, gruu)
		}
		if got, ok := ParseGRUU(gruu); !ok || got != e {
			t.Errorf("%s gives %s, %v, want %s", gruu, got, ok, v.uuid)
		}
	}
}

// The letter case of an epid matters (wire reference 5.2), and none names none.
func TestEPID(t *testing.T) {
	if FromEPID("6C801B691B") == FromEPID("6c801b691b") {
		t.Error("the letter case of an epid does not matter")
	}
	if e := FromEPID(""); e != (Endpoint{}) {
		t.Errorf("no epid is %s", e)
	}
	if n := testing.AllocsPerRun(100, func() { FromEPID("5f1c2a9b07"); ParseInstance("urn:uuid:83d75d40-6c34-5606-97e2-8d20dc26ec35") }); n > 1 {
		t.Errorf("%v allocations", n)
	}
}

const (
	uuid  = "83d75d40-6c34-5606-97e2-8d20dc26ec35"
	token = "QF3XgzRsBlaX4o0g3CbsNQAA"
)

func TestForms(t *testing.T) {
	for _, c := range []struct {
		form  string
		parse func(string) (Endpoint, bool)
		good  []string
		bad   []string
	}{
		{"endpointId", ParseID,
			[]string{uuid, strings.ToUpper(uuid), "{" + uuid + "}", " \r\n{" + strings.ToUpper(uuid) + "}\t"},
			[]string{"", "{}", "{", "}", "{" + uuid, uuid + "}", "{{" + uuid + "}}", uuid[1:], uuid + "0",
				strings.ReplaceAll(uuid, "-", ""), strings.Replace(uuid, "8", "g", 1), strings.ReplaceAll(uuid, "-", "+"),
				"83d75d4-06c34-5606-97e2-8d20dc26ec35", "urn:uuid:" + uuid, uuid[:35] + "é"}},
		{"instance id", ParseInstance,
			[]string{"urn:uuid:" + uuid, "URN:UUID:" + strings.ToUpper(uuid), "<urn:uuid:" + uuid + ">", " < urn:uuid:" + uuid + " > "},
			[]string{"", "<>", "<", "urn:", "urn:uuid:", "urn:uuid:" + uuid[1:], "urn:guid:" + uuid, uuid, "<urn:uuid:" + uuid,
				"urn:uuid:" + uuid + ">", "urn:uuid:{" + uuid + "}", `"urn:uuid:` + uuid + `"`, "urn:uuid: " + uuid}},
		{"GRUU", ParseGRUU,
			[]string{
				"sip:alice@contoso.com;opaque=user:epid:" + token + ";gruu",
				"sip:alice@contoso.com;gruu;opaque=user:epid:" + token,
				"SIP:Alice@contoso.com;Opaque=USER:epid:" + token + ";GRUU",
				"sip:alice@contoso.com:5061;transport=tls;opaque=user:epid:" + token + ";gruu;grid=1",
				"sip:alice;x=1@contoso.com;opaque=user:epid:" + token + ";gruu?Subject=x",
				"sip:alice@contoso.com;opaque=user:epid:" + token + ";opaque=srvr:x;gruu",
			},
			[]string{
				"", ";", "@", "sip:alice@contoso.com", "sip:alice@contoso.com;gruu",
				"sip:alice@contoso.com;opaque=user:epid:" + token, // Names no instance without gruu.
				"sip:alice@contoso.com?opaque=user:epid:" + token + ";gruu",
				"sip:alice;opaque=user:epid:" + token + ";gruu@contoso.com",
				"sip:alice@contoso.com;ms-opaque=user:epid:" + token + ";gruu",
				"sip:alice@contoso.com;opaque=user:epid:;gruu",
				"sip:alice@contoso.com;opaque=user:epid;gruu",
				"sip:alice@contoso.com;opaque=;gruu",
				"sip:alice@contoso.com;opaque=app:voicemail;gruu",
				"sip:fe01.contoso.com@contoso.com;gruu;opaque=srvr:HomeServer:" + token,
			}},
		{"token", ParseToken,
			[]string{token},
			[]string{"", token[1:], token + "A", token[:23], token[:23] + "B", token[:22] + "BA", token[:22] + "==", // Last octets not zero, or not there.
				strings.Replace(token, "X", "+", 1), strings.Replace(token, "X", "/", 1), strings.Replace(token, "X", " ", 1), strings.Replace(token, "X", "\n", 1), token + "\n"}},
	} {
		want := FromEPID("5f1c2a9b07")
		for _, s := range c.good {
			if e, ok := c.parse(s); !ok || e != want {
				t.Errorf("%s %q is %s, %v", c.form, s, e, ok)
			}
		}
		for _, s := range c.bad {
			if e, ok := c.parse(s); ok || e != (Endpoint{}) {
				t.Errorf("%s %q is %s, %v", c.form, s, e, ok)
			}
		}
	}
}

// What SIPE sent (enhanced presence appendix C).
func TestSIPE(t *testing.T) {
	for _, c := range []struct {
		epid, category string
		instance       uint32
		want           bool
	}{
		{"f715b936a511", "device", 4145396022, true},
		{"f715b936a511", "state", 1064393619, true},
		{"f715b936a511", "state", 0x4f715b93, true}, // Calendar,
		{"f715b936a511", "state", 0x5f715b93, true}, // automatic replies,
		{"f715b936a511", "state", 0x8f715b93, true}, // phone.
		{"f715b936a511", "state", 0x7f715b93, false},
		{"f715b936a511", "state", 0x24000000, false},
		{"f715b936a511", "device", 1064393619, false},
		{"f715b936a511", "note", 0x4f715b93, false},
		{"738AAF78", "device", 1938468728, true},
		{"738aaf780000", "state", 926460663, true},
		{"738aaf7", "device", 0x738aaf7, false},
		{"+38aaf780000", "device", 0x38aaf78, false},
		{"not hex here", "device", 0, false},
		{"", "device", 0, false},
		{"6C801B691B", "state", 945175315, false}, // Of a Microsoft client.
	} {
		if got := FromSIPE(c.epid, c.category, c.instance); got != c.want {
			t.Errorf("%s, %s/%#x: %v", c.epid, c.category, c.instance, got)
		}
	}
	for _, c := range []struct {
		device, machine uint32
		want            bool
	}{
		{1938468728, 926460663, true},
		{4145396022, 1064393619, true},
		{362747835, 899618747, true}, // Wire reference 16.2.
		{362747836, 899618747, false},
		{362747835, 899618747 + 1<<28, false},
		{4145396022, 945175315, false},
	} {
		if got := OneEndpoint(c.device, c.machine); got != c.want {
			t.Errorf("%#x and %#x: %v", c.device, c.machine, got)
		}
	}
}

// FuzzEndpoint reads anything as any name. What is understood means the same in
// every form that follows from it.
func FuzzEndpoint(f *testing.F) {
	for _, v := range vectors() {
		for _, s := range []string{v.epid, v.uuid, "{" + v.uuid + "}", "<urn:uuid:" + v.uuid + ">", v.token,
			"sip:alice@contoso.com;opaque=user:epid:" + v.token + ";gruu"} {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		all := []Endpoint{FromEPID(s)}
		for _, parse := range []func(string) (Endpoint, bool){ParseID, ParseInstance, ParseGRUU, ParseToken} {
			if e, ok := parse(s); ok {
				all = append(all, e)
			} else if e != (Endpoint{}) {
				t.Errorf("%q is no name, and names %s", s, e)
			}
		}
		if e, ok := ParseToken(s); ok && e.Token() != s {
			t.Errorf("token %q comes back as %q", s, e.Token())
		}
		if e, ok := ParseID(s); ok && !strings.EqualFold(strings.Trim(strings.TrimSpace(s), "{}"), e.String()) {
			t.Errorf("id %q comes back as %s", s, e)
		}
		for _, e := range all {
			id, ok1 := ParseID(e.String())
			instance, ok2 := ParseInstance(e.Instance())
			gruu, ok3 := ParseGRUU(e.GRUU("alice@contoso.com"))
			token, ok4 := ParseToken(e.Token())
			if !ok1 || !ok2 || !ok3 || !ok4 || id != e || instance != e || gruu != e || token != e {
				t.Errorf("%s comes back as %s %v, %s %v, %s %v, %s %v", e, id, ok1, instance, ok2, gruu, ok3, token, ok4)
			}
		}
	})
}
